/// When a time zone's offset from UTC changes: all that days and hours need of a zone.
///
/// Looking up an instant is a comparison with the interval found last, or a binary search.
package struct ZoneOffsets: Hashable, Sendable {
  /// The identifier, as reports show it: `UTC`, `Europe/Berlin`.
  package let identifier: String
  /// Instants in seconds since 1970, ascending; `offsets[i]` holds from `starts[i]` on.
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

  /// Seconds to add to UTC at an instant, given in milliseconds since 1970.
  package func offset(at milliseconds: Int64) -> Int {
    if offsets.count == 1 { return offsets[0] }
    let second = floorDivide(milliseconds, 1000)
    var low = 0
    var high = starts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= second { low = middle } else { high = middle }
    }
    return offsets[low]
  }

  /// The local day, hour and millisecond of the day of an instant.
  package func local(_ milliseconds: Int64) -> (date: CivilDate, millisecond: Int) {
    let shifted = Int(milliseconds) + offset(at: milliseconds) * 1000
    let day = Int(floorDivide(Int64(shifted), 86_400_000))
    return (CivilDate(dayNumber: day), shifted - day * 86_400_000)
  }

  /// The first instant of a local day, in milliseconds since 1970.
  ///
  /// Where clocks skip midnight it is the first instant after the gap; where midnight comes twice,
  /// the first of the two.
  package func start(of date: CivilDate) -> Int64 {
    let midnight = Int64(date.dayNumber) * 86_400
    // The offsets in force around it are the only ones that can lead to this local time.
    let around = [-86_400, 86_400].map { offset(at: (midnight + $0) * 1000) }
    let candidates = around.map { midnight - Int64($0) }.sorted()
    for candidate in candidates where candidate + Int64(offset(at: candidate * 1000)) == midnight {
      return candidate * 1000
    }
    // In a gap: the clocks jump over midnight at the change itself.
    let change = starts.first { $0 > candidates[0] - 86_400 && $0 >= candidates[0] }
    return (change ?? candidates[0]) * 1000
  }

  /// RFC 3339 with milliseconds in this zone: `2026-10-05T08:00:00.000+02:00`, or `Z` for UTC.
  package func timestamp(_ milliseconds: Int64) -> String {
    let (date, millisecond) = local(milliseconds)
    let second = millisecond / 1000
    let time =
      "\(padded(second / 3600, 2)):\(padded(second / 60 % 60, 2)):\(padded(second % 60, 2))"
    let fraction = padded(millisecond % 1000, 3)
    return "\(date)T\(time).\(fraction)\(suffix(at: milliseconds))"
  }

  private func suffix(at milliseconds: Int64) -> String {
    if identifier == "UTC" { return "Z" }
    let minutes = offset(at: milliseconds) / 60
    let sign = minutes < 0 ? "-" : "+"
    return "\(sign)\(padded(abs(minutes) / 60, 2)):\(padded(abs(minutes) % 60, 2))"
  }
}

/// Division that rounds towards negative infinity.
package func floorDivide(_ value: Int64, _ divisor: Int64) -> Int64 {
  let quotient = value / divisor
  return value % divisor < 0 ? quotient - 1 : quotient
}

extension ZoneOffsets {
  /// The instant of a local time, given as if it were UTC; the earlier one where it comes twice.
  package func instant(ofLocal milliseconds: Int64) -> Int64 {
    let around = [-86_400_000, 86_400_000].map {
      milliseconds - Int64(offset(at: milliseconds + $0)) * 1000
    }
    let candidates = around.sorted()
    return candidates.first { $0 + Int64(offset(at: $0)) * 1000 == milliseconds } ?? candidates[0]
  }
}
