import Metering

extension PeriodOptions {
  /// The period that a comparison is with: `previous`, or a period of its own, by how it is
  /// written: `2026-09`, `2026-W40`, `2026-10-04`, or a start and an end, `2026-09-01..2026-09-15`.
  ///
  /// nil where the text is none of these.
  func compared(with text: String, _ zone: ZoneOffsets) throws -> PeriodOptions? {
    if text == "previous" { return try previous(zone) }
    var other = withoutPeriod
    let ends = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    if ends.count == 3, ends[1].isEmpty {
      (other.since, other.until) = (ends[0], ends[2])
    } else if CivilDate(parsing: text) != nil {
      other.day = text
    } else if CivilDate(parsing: text + "-01") != nil {
      other.month = text
    } else if text.utf8.count == 8, text.dropFirst(4).hasPrefix("-W") {
      other.week = text
    } else {
      return nil
    }
    _ = try other.bounds(zone)
    return other
  }

  /// The period of the same kind before this one: the month, week or day before, else as long a
  /// time that ends where this one starts.
  private func previous(_ zone: ZoneOffsets) throws -> PeriodOptions {
    let period = try bounds(zone)
    guard let start = period.from, let end = period.until else {
      let lacks = period == .always ? "" : ", with a start and an end"
      throw Failure.usage(
        "--against previous: expected a period\(lacks), so that there is one before it; "
          + "add --month, --week, --day, --last, or --since and --until")
    }
    var other = withoutPeriod
    let dayBefore = zone.local(start).date.advanced(by: -1)
    if month != nil {
      other.month = dayBefore.monthText
    } else if week != nil {
      other.week = dayBefore.weekText
    } else if day != nil {
      other.day = dayBefore.description
    } else {
      let (from, until) = (zone.local(start), zone.local(end))
      // Whole days stay whole days where clocks change.
      let isDays = from.sinceMidnight == .zero && until.sinceMidnight == .zero
      let days = until.date.dayNumber - from.date.dayNumber
      let before = isDays ? zone.start(of: from.date.advanced(by: -days)) : start - (end - start)
      other.since = zone.timestamp(before)
      other.until = zone.timestamp(start)
    }
    return other
  }

  private var withoutPeriod: PeriodOptions {
    var other = self
    (other.since, other.until, other.last) = (nil, nil, nil)
    (other.month, other.week, other.day) = (nil, nil, nil)
    return other
  }

  /// Whether a period is asked for.
  var isGiven: Bool { [since, until, last, month, week, day].contains { $0 != nil } }
}
