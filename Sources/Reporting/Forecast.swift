import Charging
package import CostModeling
package import ExactNumbers
package import Metering
import PriceBooks

/// The month day by day: what each day cost or is expected to, how sure that is, and how the
/// methods did in the past.
package struct Forecast: Sendable {
  package let month: MonthFigures
  package let days: [Day]
  package let budget: BudgetFigures?
  package let currency: String

  package struct Day: Sendable {
    package enum Kind: String, Sendable {
      case noData = "no_data"
      case actual
      case inProgress = "in_progress"
      case estimate
    }

    package let date: CivilDate
    package let kind: Kind
    package let amount: ExactDecimal
    /// The month up to and with this day, and its 80 % interval.
    package let cumulative: ExactDecimal
    package let low: ExactDecimal
    package let high: ExactDecimal
    /// Whether anything that the estimate rests on has a price.
    package let isPriced: Bool
  }

  /// nil where the report has no estimate.
  package init?(_ report: Report) throws {
    guard let month = report.cost.month else { return nil }
    self.month = month
    budget = report.cost.budget
    currency = report.cost.currency
    days = try Self.days(month)
  }

  private static func days(_ month: MonthFigures) throws -> [Day] {
    let estimate = month.estimate
    let window = estimate.window
    var before = ExactDecimal.zero
    var known = CostAmount()
    return try (window.month..<window.nextMonth).map { date in
      let cumulative = try month.cumulative(through: date)
      defer { before = cumulative }
      if date < window.completeUntil { known.add(month.days[date] ?? CostAmount()) }
      let isKnown = date < window.completeUntil
      let spent = isKnown ? known : month.costToDate
      let way = try month.wayToEnd(date, cumulative: cumulative)
      return Day(
        date: date, kind: kind(of: date, window), amount: cumulative - before,
        cumulative: cumulative, low: try spent.low + (month.interval.low - spent.low).times(way),
        high: try spent.high + (month.interval.high - spent.high).times(way),
        isPriced: month.isPriced)
    }
  }

  private static func kind(of date: CivilDate, _ window: MonthWindow) -> Day.Kind {
    if date < window.firstDay { return .noData }
    if date < window.completeUntil { return .actual }
    return date == window.openDay ? .inProgress : .estimate
  }

  package struct Method: Sendable {
    package let name: MonthEstimate.Method
    package let isUsed: Bool
    package let errors: PastErrors
    /// How much smaller its errors are than run rate's, in percent.
    package let skill: ExactDecimal?
  }

  /// How both methods did in the past; empty where the data are too short to say.
  package var methods: [Method] {
    guard let test = month.estimate.backTest else { return [] }
    let used = month.estimate.method
    return [(MonthEstimate.Method.seasonal, test.seasonal), (.runRate, test.runRate)].map {
      Method(
        name: $0, isUsed: $0 == used, errors: $1, skill: $1.skillPercent(against: test.runRate))
    }
  }
}

/// The JSON of `tariff forecast`.
///
///     {"schema_version": "1", "currency": "USD", "month": {…}, "days": […], "backtest": {…}, …}
extension Forecast: ReportRow {
  package static let fields: [Field<Forecast>] = [
    Field("schema_version", "The version of this schema: 1.") { _ in "1" },
    Field("currency", "Three letters of ISO 4217, of all amounts.") { $0.currency },
    Field("month", "The month's estimate.") { $0.month },
    Field("days", "Every day of the month.") { $0.days },
    Field("backtest", "How the methods did in the past; null where the data are too short.") {
      BackTestFigures($0)
    },
    Field("budget", "The month's budget; null without one.") { $0.budget },
  ]
}

extension Forecast.Day: ReportRow {
  package static let fields: [Field<Forecast.Day>] = [
    Field("date", "The local day.") { $0.date },
    Field("kind", "no_data, actual, in_progress or estimate.") { $0.kind.rawValue },
    Field("amount", "What it cost or is expected to.", in: .money) {
      $0.isPriced ? $0.amount : nil
    },
    Field("cumulative", "The month up to and with this day.", in: .money) {
      $0.isPriced ? $0.cumulative : nil
    },
    Field("low", "The low end of its 80 % interval.", in: .money) { $0.isPriced ? $0.low : nil },
    Field("high", "The high end.", in: .money) { $0.isPriced ? $0.high : nil },
  ]
}

/// How both methods did in the past with as many days to go.
private struct BackTestFigures: ReportRow {
  let horizon: Int
  let trials: Int
  let methods: [Forecast.Method]

  /// nil where the data are too short to say.
  init?(_ forecast: Forecast) {
    guard let test = forecast.month.estimate.backTest else { return nil }
    horizon = test.horizon
    trials = test.seasonal.trials.count
    methods = forecast.methods
  }

  static let fields: [Field<BackTestFigures>] = [
    Field("horizon_days", "How many days were to go.", in: .days) { $0.horizon },
    Field("trials", "How many times it was tried.") { $0.trials },
    Field("methods", "Both methods.") { $0.methods },
  ]
}

extension Forecast.Method: ReportRow {
  package static let fields: [Field<Forecast.Method>] = [
    Field("method", "seasonal or run-rate.") { $0.name.rawValue },
    Field("used", "Whether the estimate uses it.") { $0.isUsed },
    Field("mape_percent", "The mean of its errors.", in: .percent) { $0.errors.meanPercent },
    Field("wape_percent", "The sum of its errors of the sum of costs.", in: .percent) {
      $0.errors.weightedPercent
    },
    Field("bias_percent", "The mean of its signed errors.", in: .percent) {
      $0.errors.biasPercent
    },
    Field("coverage_percent", "How often its interval held.", in: .percent) {
      $0.errors.coveragePercent
    },
    Field("skill_percent", "How much smaller its errors are than run rate's.", in: .percent) {
      $0.skill
    },
  ]
}

extension MonthFigures {
  /// How much of what is left has come by a day, 0 to 1; by days where nothing more is expected.
  fileprivate func wayToEnd(
    _ date: CivilDate, cumulative: ExactDecimal
  ) throws -> ExactDecimal {
    let left = estimate.window.daysLeft
    guard let last = left.last, date >= left.lowerBound else { return .zero }
    if date == last { return .one }
    let whole = amount.amount - toDate
    guard whole > .zero else {
      let passed = left.lowerBound.distance(to: date) + 1
      return try ExactDecimal(passed).times(.one, dividedBy: ExactDecimal(left.count))
    }
    return try max(.zero, cumulative - toDate).times(.one, dividedBy: whole)
  }
}
