/// Where prices change: what the books in use tell a summary before the first event is read.
package struct PriceBoundaries: Hashable, Sendable {
  /// Ascending, each once.
  package var instants: [Instant]
  /// The smallest context, in tokens, of each tier, ascending, each once: a tier "above 128000"
  /// gives 128,001, one "at_least 128000" gives 128,000.
  package var contexts: [Int]
  /// Hours that come again and that some price depends on; at most ``scheduleLimit``.
  package var schedules: [Schedule]
  /// Whether costs depend on the UTC day: those of a month, and a contract's terms.
  package var splitsDays: Bool
  /// Whether usage of which the source says what it cost is kept apart.
  package var splitsReported: Bool

  package static let scheduleLimit = 64

  package init(
    instants: [Instant] = [], contexts: [Int] = [], schedules: [Schedule] = [],
    splitsDays: Bool = false, splitsReported: Bool = false
  ) {
    self.instants = instants
    self.contexts = contexts
    self.schedules = schedules
    self.splitsDays = splitsDays
    self.splitsReported = splitsReported
  }

  mutating func cut(at instant: Instant) {
    guard !instants.contains(instant) else { return }
    instants.append(instant)
    instants.sort()
  }

  /// One bit for each schedule that holds at an instant.
  func scheduleBits(at instant: Instant) -> UInt64 {
    var bits: UInt64 = 0
    for (index, schedule) in schedules.enumerated() where schedule.holds(at: instant) {
      bits |= 1 << UInt64(index)
    }
    return bits
  }

  /// The schedules that a lane's bits stand for.
  package func schedules(of lane: Lane) -> [Schedule] {
    schedules.indices.filter { lane.schedules & (1 << UInt64($0)) != 0 }.map { schedules[$0] }
  }
}
