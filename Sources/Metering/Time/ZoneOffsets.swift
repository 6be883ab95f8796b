/// A time zone, as the instants at which its offset from UTC changes: all that days and hours need.
package struct ZoneOffsets: Hashable, Sendable {
  /// The identifier, as reports show it: `UTC`, `Europe/Berlin`.
  package let identifier: String
  /// Instants in seconds since 1970, ascending; `offsets[i]`, in seconds, holds from `starts[i]` on.
  private let starts: [Int64]
  private let offsets: [Int]

  package static let utc = ZoneOffsets(identifier: "UTC", changes: [(Int64.min, 0)])

  /// The changes are instants in seconds since 1970, ascending, each with the offset in seconds that
  /// holds from it on; the first is `Int64.min`.
  package init(identifier: String, changes: [(Int64, Int)]) {
    self.identifier = identifier
    starts = changes.map(\.0)
    offsets = changes.map(\.1)
  }

  /// Seconds to add to UTC at an instant.
  package func offset(at instant: Instant) -> Int {
    if offsets.count == 1 { return offsets[0] }
    let second = floorDivide(instant.milliseconds, 1000)
    var low = 0
    var high = starts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= second { low = middle } else { high = middle }
    }
    return offsets[low]
  }

  /// What calendars and clocks of the zone show at an instant.
  package func local(_ instant: Instant) -> LocalTime {
    LocalTime(asUTC: instant + TimeSpan.second * offset(at: instant))
  }

  /// The first instant of a local day.
  ///
  /// Where clocks skip midnight it is the first instant after the gap; where midnight comes twice,
  /// the first of the two.
  package func start(of date: CivilDate) -> Instant {
    let candidates = candidates(for: LocalTime(date: date))
    if let start = candidates.first(where: { local($0) == LocalTime(date: date) }) { return start }
    // In a gap: the clocks jump over midnight at the change itself.
    let earliest = candidates[0]
    return starts.map { Instant(seconds: $0) ?? .distantPast }.first { $0 >= earliest } ?? earliest
  }

  /// The instant of a local time: the earlier one where it comes twice, and where clocks skip it,
  /// what it would be by the offset after the gap.
  package func instant(of local: LocalTime) -> Instant {
    let candidates = candidates(for: local)
    return candidates.first { self.local($0) == local } ?? candidates[0]
  }

  /// The instants that may show a local time, ascending: the offsets in force around it are the only
  /// ones that can lead to it.
  private func candidates(for local: LocalTime) -> [Instant] {
    [local.asUTC - .day, local.asUTC + .day].map {
      local.asUTC - TimeSpan.second * offset(at: $0)
    }.sorted()
  }

  /// RFC 3339 with milliseconds in this zone: `2026-10-05T08:00:00.000+02:00`, or `Z` for UTC.
  package func timestamp(_ instant: Instant) -> String {
    "\(local(instant))\(suffix(at: instant))"
  }

  private func suffix(at instant: Instant) -> String {
    if identifier == "UTC" { return "Z" }
    let minutes = offset(at: instant) / 60
    let sign = minutes < 0 ? "-" : "+"
    return "\(sign)\(padded(abs(minutes) / 60, 2)):\(padded(abs(minutes) % 60, 2))"
  }
}

/// Division that rounds towards negative infinity.
private func floorDivide(_ value: Int64, _ divisor: Int64) -> Int64 {
  let quotient = value / divisor
  return value % divisor < 0 ? quotient - 1 : quotient
}
