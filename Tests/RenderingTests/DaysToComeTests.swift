import Charging
import CostModeling
import ExactNumbers
import Metering
import Rendering
import Reporting
import Templating
import TestSupport
import Testing

/// The days to come in the chart of days: what the forecast has for each of them.
struct `The days to come` {
  private func day(_ day: Int) -> CivilDate { CivilDate(year: 2026, month: 10, day: day) }

  /// Five weeks and a half that cost less at weekends, with data until a day or in the middle of it.
  private func report(_ seed: Int, days: Int, isOpen: Bool) throws -> Report {
    var numbers = SeededNumbers(seed)
    let uses = (days - 40..<days).map { day in
      var use = Use(day: day)
      let base = use.date.weekday >= 5 ? 30 : 100
      use.cost = base * (80 + numbers.below(40)) / 100
      return use
    }
    // What the day in progress has cost by ten o'clock.
    let open = isOpen ? [Use(day: days, cost: numbers.below(150))] : []
    return try MadeReport(uses + open, until: isOpen ? nil : day(days)).report()
  }

  private func view(_ report: Report) throws -> TemplateValue {
    try DocumentView(report, charts: "none").tree["view"] ?? .null
  }

  @Test(arguments: 0..<20)
  func `show what the forecast has for each`(seed: Int) throws {
    let report = try report(seed, days: 4 + seed, isOpen: seed.isMultiple(of: 2))
    let forecast = try #require(try Forecast(report))
    let view = try view(report)
    let money = MoneyText(currency: "USD")
    let titles = (view["chart_days"]?["columns"]?.elements ?? []).compactMap { $0["title"]?.text }
    let ahead = forecast.days.filter { $0.date >= forecast.month.estimate.expectedFrom }
    #expect(ahead.count > 7 && Set(ahead.map(\.amount)).count > 1)
    #expect(
      titles.suffix(ahead.count)
        == ahead.map { "\($0.date): USD \(money.figure($0.amount)), estimated" })
    #expect(!titles.dropLast(ahead.count).contains { $0.hasSuffix("estimated") })
  }

  @Test(arguments: 0..<20)
  func `add up to what the estimate adds to the data`(seed: Int) throws {
    let report = try report(seed, days: 4 + seed, isOpen: seed.isMultiple(of: 2))
    let month = try #require(report.cost.month)
    let shown = try #require(try view(report)["forecast_days"])
    let money = MoneyText(currency: "USD")
    let first = month.estimate.expectedFrom
    let rest = month.amount.amount - month.toDate
    let count = day(31).dayNumber - first.dayNumber + 1
    #expect(
      shown == [
        "start": .text(first.description), "end": "2026-10-31", "days": .integer(count),
        "cost": .text(money.figure(rest)),
        "a_day": .text(money.figure(try #require(rest.divided(by: ExactDecimal(count))))),
      ])
  }

  @Test func `are none where the month is over`() throws {
    let report = try MadeReport([Use(cost: 1)], until: day(32)).report()
    #expect(try view(report)["forecast_days"] == .null)
    let titles = try view(report)["chart_days"]?["columns"]?.elements.compactMap { $0["title"] }
    #expect(titles?.count == 31 && titles?.contains("2026-10-31: USD 0.00") == true)
  }
}
