/// Where some price changes: what the books in use tell a summary before the first event is read.
///
/// Metering knows no prices. It keeps usage apart wherever a price may change, so that any usage it
/// adds up has one price.
package struct PriceBoundaries: Hashable, Sendable {
  /// The instants at which some price begins or ends, ascending, each once.
  package var instants: [Instant]
  /// The smallest context of each tier of some price, in tokens, ascending, each once: a tier
  /// `context: 128000` begins at 128,001, one `at_least: 128000` at 128,000.
  package var contexts: [Int]
  /// The recurring hours that some price depends on, at most ``scheduleLimit``.
  package var schedules: [Schedule]
  /// Whether some cost depends on the UTC day, as costs of a month and terms of a contract do.
  package var splitsDays: Bool
  /// Whether usage is kept apart of which the source says what it cost.
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

  /// The number of the price window that an instant lies in; 0 is before the first change.
  package func window(at instant: Instant) -> Int32 { Int32(instants.countUp(to: instant)) }

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
