import ExactNumbers
import Metering
import PriceBooks
import TestSupport
import Testing

/// Costs of the month in any cut: whatever way a month is cut into periods, in whatever zone and
/// whatever the first event is, each day shows what the whole shows for it, and the parts add up.
/// Random books with contracts and fixed costs, random events around a month's end and a change of
/// clocks. A seed that fails is named, and stays.
struct `A month that is cut into periods` {
  private static let zones = [
    "UTC", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe", "Pacific/Kiritimati",
  ]

  @Test(arguments: 1...60)
  func `shows the same days, and adds up`(seed: Int) throws {
    var random = LawRandom(seed: seed + 10_000)
    let books = try random.books().map { try PriceBook(parsing: $0.yaml, file: $0.name) }
    var names = NameTable()
    let events = random.events(&names)
    let zone = try #require(ZoneOffsets.named(random.pick(Self.zones)))
    let report = LawReport(
      books: books, currency: random.pick(["USD", "USD", "EUR"]), zone: zone)
    // Local days, from before the first event to after the last one.
    let first = CivilDate(year: 2026, month: 10, day: 24).dayNumber + random.below(4)
    let midnights = (first...first + 6 + random.below(8)).map {
      zone.instant(of: LocalTime(date: CivilDate(dayNumber: $0)))
    }
    let whole = try report.costs(events, Self.range(midnights.first, midnights.last))
    expectClose(whole.days.values.reduce(.zero, +), whole.total, "days of the whole")

    var cuts = midnights
    if random.chance(50) {
      // Anywhere, so that a period may be an hour or an instant.
      let length = Int((midnights[midnights.count - 1] - midnights[0]).milliseconds)
      let inner = (0..<3).map { _ in
        midnights[0] + TimeSpan(milliseconds: Int64(random.below(length)))
      }
      cuts = Set(inner + inner.prefix(1).map { $0 + .millisecond }).sorted()
      cuts = ([midnights[0]] + cuts + [midnights[midnights.count - 1]])
    }
    var sum = ExactDecimal.zero
    var days: [String: ExactDecimal] = [:]
    for (start, end) in zip(cuts, cuts.dropFirst()) where start < end {
      let part = try report.costs(events, TimeRange(start: start, end: end))
      sum = sum + part.total
      days.merge(part.days) { $0 + $1 }
    }
    expectClose(sum, whole.total, "sum of \(cuts.count - 1) periods")
    for (date, cost) in whole.days { expectClose(days[date] ?? .zero, cost, date) }
  }

  private static func range(_ start: Instant?, _ end: Instant?) -> TimeRange {
    TimeRange(from: start, until: end)
  }

  /// Equal to 1e-15: each of a few hundred charges may be rounded at 1e-18.
  private func expectClose(
    _ one: ExactDecimal, _ other: ExactDecimal, _ what: String,
    location: SourceLocation = #_sourceLocation
  ) {
    #expect(
      (one - other).magnitude <= ExactDecimal(units: 1000), "\(what): \(one), not \(other)",
      sourceLocation: location)
  }
}
