import Charging
package import CostModeling
package import ExactNumbers
package import Metering
package import Templating

/// The month day by day: what each day cost or is expected to, how sure that is, and how the
/// methods did in the past.
package struct Forecast: Sendable {
  package let month: MonthFigures
  package let days: [Day]
  package let budget: TemplateValue
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
  }

  /// nil where the report has no estimate.
  package init?(_ report: Report) throws {
    guard let month = report.month else { return nil }
    self.month = month
    budget = report.tree["cost"]?["budget"] ?? .null
    currency = report.tree["cost"]?["currency"]?.text ?? ""
    days = try Self.days(month)
  }

  private static func days(_ month: MonthFigures) throws -> [Day] {
    let estimate = month.estimate
    let window = estimate.window
    let costs = month.days.mapValues(\.amount)
    var before = ExactDecimal.zero
    return try (window.month..<window.nextMonth).map { date in
      let cumulative = try estimate.cumulative(through: date, of: costs)
      defer { before = cumulative }
      let isKnown = date < window.completeUntil
      let left = isKnown ? .zero : max(.zero, cumulative - month.toDate)
      let known = cumulative - left
      return Day(
        date: date, kind: kind(of: date, window), amount: cumulative - before,
        cumulative: cumulative,
        low: try known + month.share(of: left, upTo: month.interval.low),
        high: try known + month.share(of: left, upTo: month.interval.high))
    }
  }

  private static func kind(of date: CivilDate, _ window: MonthWindow) -> Day.Kind {
    if date < window.firstDay { return .noData }
    if date < window.completeUntil { return .actual }
    return date == window.openDay ? .inProgress : .estimate
  }

  /// `{schema_version, month, days, backtest, budget}`
  package var tree: TemplateValue {
    [
      "schema_version": "1",
      "currency": .text(currency),
      "month": month.tree,
      "days": .list(
        days.map { day in
          [
            "date": .text(day.date.description), "kind": .text(day.kind.rawValue),
            "amount": .decimal(day.amount), "cumulative": .decimal(day.cumulative),
            "low": .decimal(day.low), "high": .decimal(day.high),
          ]
        }),
      "backtest": backTest,
      "budget": budget,
    ]
  }

  private var backTest: TemplateValue {
    guard let test = month.estimate.backTest else { return .null }
    return [
      "horizon_days": .integer(test.horizon),
      "trials": .integer(test.seasonal.trials.count),
      "methods": .list(
        methods.map { method in
          [
            "method": .text(method.name.rawValue), "used": .bool(method.isUsed),
            "mape_percent": MeasuresTree.decimal(method.errors.meanPercent),
            "wape_percent": MeasuresTree.decimal(method.errors.weightedPercent),
            "bias_percent": MeasuresTree.decimal(method.errors.biasPercent),
            "coverage_percent": MeasuresTree.decimal(method.errors.coveragePercent),
            "skill_percent": MeasuresTree.decimal(method.skill),
          ]
        }),
    ]
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

extension MonthFigures {
  /// What of an end of the interval falls on a part of what is left.
  fileprivate func share(
    of part: ExactDecimal, upTo end: ExactDecimal
  ) throws(ExactNumberError) -> ExactDecimal {
    let left = amount.amount - toDate
    return left > .zero ? try part.times(end - toDate, dividedBy: left) : .zero
  }
}
