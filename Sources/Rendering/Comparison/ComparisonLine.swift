import CostModeling
import ExactNumbers
import Metering
import Charging
import Reporting

/// A row of a comparison's CSV: a total, a month, a step or a backend of one scenario.
///
///     scenario,line,name,amount,low,high,complete,before,difference,percent,currency
///     today,total,,37.34,37.34,37.34,true,,,,USD
struct ComparisonLine: ReportRow {
  let scenario: String
  let kind: String
  var name: String?
  var amount: ExactDecimal?
  var low: ExactDecimal?
  var high: ExactDecimal?
  var isComplete: Bool?
  var before: ExactDecimal?
  var difference: ExactDecimal?
  var percent: ExactDecimal?

  static let fields: [Field<ComparisonLine>] = [
    Field("scenario", "The scenario's name; today first.") { $0.scenario },
    Field("line", "total, month, step or backend.") { $0.kind },
    Field("name", "The month, the step or the backend.") { $0.name },
    Field("amount", "What it costs.", in: .money) { $0.amount },
    Field("low", "The least it can be.", in: .money) { $0.low },
    Field("high", "The most it can be.", in: .money) { $0.high },
    Field(
      "complete",
      "true or false: whether all of the usage has a price; of a step false where some lost it."
    ) {
      $0.isComplete.map { $0 ? "true" : "false" }
    },
    Field("before", "What it costs today.", in: .money) { $0.before },
    Field("difference", "Less today's.", in: .money) { $0.difference },
    Field("percent", "The difference in percent of today's.", in: .percent) { $0.percent },
  ]
}

extension TableOutput {
  /// A line for each total, month, step and backend of each scenario, today's first.
  static func lines(of comparison: ComparisonReport) -> TableOutput {
    let today = comparison.today
    let lines =
      [ComparisonLine(today.name, "total", nil, today.cost)]
      + ComparisonLine.month(today.name, today.month)
      + comparison.scenarios.flatMap { ComparisonLine.lines(of: $0, today: today.cost) }
    return TableOutput(of: lines, currency: comparison.currency)
  }
}

extension ComparisonLine {
  fileprivate init(_ scenario: String, _ kind: String, _ name: String?, _ cost: CostAmount) {
    self.init(
      scenario: scenario, kind: kind, name: name, amount: cost.knownAmount, low: cost.knownLow,
      high: cost.knownHigh, isComplete: !cost.hasUnpriced)
  }

  fileprivate static func month(_ scenario: String, _ month: MonthFigures?) -> [ComparisonLine] {
    [month].compactMap(\.self).map { month in
      ComparisonLine(scenario, "month", month.estimate.month.monthText, month.amount)
    }
  }

  fileprivate static func lines(of row: ScenarioRow, today: CostAmount) -> [ComparisonLine] {
    var total = ComparisonLine(row.name, "total", nil, row.cost)
    total.before = today.knownAmount
    total.difference = row.difference
    total.percent = row.percent
    let steps = row.steps.map { step in
      ComparisonLine(
        scenario: row.name, kind: "step", name: step.text,
        isComplete: step.lost.isEmpty ? nil : false, difference: step.amount)
    }
    let backends = row.backends.map { backend in
      ComparisonLine(
        scenario: row.name, kind: "backend", name: backend.name,
        amount: backend.after.knownAmount, before: backend.before.knownAmount,
        difference: backend.difference)
    }
    return [total] + month(row.name, row.month) + steps + backends
  }
}
