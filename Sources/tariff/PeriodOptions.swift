import ArgumentParser
import Metering

/// The options that say which time a report is about.
struct PeriodOptions: ParsableArguments {
  @Option(help: "Start, inclusive: an RFC 3339 date or date-time.")
  var since: String?
  @Option(help: "End, exclusive: an RFC 3339 date or date-time.")
  var until: String?
  @Option(help: "The time before --now: 1h, 24h, 7d, 30d.")
  var last: String?
  @Option(help: "A month: 2026-10.")
  var month: String?
  @Option(help: "An ISO week: 2026-W41.")
  var week: String?
  @Option(help: "A day: 2026-10-05.")
  var day: String?
  @Option(help: "The zone of days, hours, weeks and months.")
  var timezone = "UTC"
  @Option(help: "The clock: where --last ends, and data at the latest.")
  var now: String?

  func bounds(_ zone: ZoneOffsets) throws -> TimeRange {
    let ways = [since ?? until, last, month, week, day].compactMap(\.self)
    guard ways.count <= 1 else {
      throw Failure.usage(
        "say the period in one way: --since and --until, --last, --month, --week or --day")
    }
    if let last { return try bounds(last: last, zone) }
    if let month { return try bounds(month: month, zone) }
    if let week { return try bounds(week: week, zone) }
    if let day {
      guard let date = CivilDate(parsing: day) else {
        throw Failure.option("--day", found: day, expected: "a date such as 2026-10-05")
      }
      return TimeRange(start: zone.start(of: date), end: zone.start(of: date.advanced(by: 1)))
    }
    let range = TimeRange(
      from: try since.map { try Self.instant($0, option: "--since", zone) },
      until: try until.map { try Self.instant($0, option: "--until", zone) })
    guard range.start <= range.end else {
      throw Failure.option(
        "--since", found: since ?? "", expected: "a time before --until \(until ?? "")")
    }
    return range
  }

  /// The report's clock: `--now`, if given.
  func clock(_ zone: ZoneOffsets) throws -> Instant? {
    try now.map { try Self.instant($0, option: "--now", zone) }
  }

  private func bounds(last: String, _ zone: ZoneOffsets) throws -> TimeRange {
    let units: [Character: TimeSpan] = ["h": .hour, "d": .day]
    guard let unit = last.last.flatMap({ units[$0] }), let count = Int(last.dropLast()),
      count > 0, count < 100_000
    else {
      throw Failure.option("--last", found: last, expected: "hours or days, such as 24h or 7d")
    }
    let end = try clock(zone) ?? Clock.now
    return TimeRange(start: end - unit * count, end: end)
  }

  private func bounds(month: String, _ zone: ZoneOffsets) throws -> TimeRange {
    guard let date = CivilDate(parsing: month + "-01") else {
      throw Failure.option("--month", found: month, expected: "a month such as 2026-10")
    }
    return TimeRange(start: zone.start(of: date), end: zone.start(of: date.nextMonthStart))
  }

  private func bounds(week: String, _ zone: ZoneOffsets) throws -> TimeRange {
    let parts = week.split(separator: "-W", maxSplits: 1)
    guard parts.count == 2, week.utf8.count == 8, let year = Int(parts[0]),
      let number = Int(parts[1]), let monday = CivilDate(isoYear: year, week: number)
    else { throw Failure.option("--week", found: week, expected: "an ISO week such as 2026-W41") }
    return TimeRange(start: zone.start(of: monday), end: zone.start(of: monday.advanced(by: 7)))
  }

  /// A date is local midnight; a date-time without a zone is local time.
  static func instant(_ text: String, option: String, _ zone: ZoneOffsets) throws -> Instant {
    if let date = CivilDate(parsing: text) { return zone.start(of: date) }
    guard let value = DateTimeText(parsing: text) else {
      throw Failure.option(
        option, found: text, expected: "a date such as 2026-10-05, or a date-time")
    }
    return value.instant(in: zone)
  }
}

extension TimeRange {
  /// What comes after the clock is in no report: an end after it is the clock.
  func ending(by now: Instant?) -> TimeRange {
    guard let now, let until, until > now else { return self }
    return TimeRange(start: start, end: max(start, now))
  }
}
