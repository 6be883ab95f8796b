import Charging
import CostModeling
package import ExactNumbers
package import Metering
import PriceBooks

/// The month's budget: how much of it is used, and the day on which the estimate passes it.
package struct BudgetFigures: ReportRow {
  package let amount: ExactDecimal
  package let usedPercent: ExactDecimal?
  package let breachDay: CivilDate?
  package let level: BudgetLevel

  package static let fields: [Field<BudgetFigures>] = [
    Field("amount", "The budget.", in: .money) { $0.amount },
    Field(
      "used_percent", "What the month has cost so far, in percent of the budget.", in: .percent
    ) { $0.usedPercent },
    Field(
      "forecast_breach_date",
      "The day on which actual and estimated cost pass the budget; "
        + "null where they don't in this month."
    ) { $0.breachDay },
    Field(
      "level",
      "within; watch: the estimate is above the budget; over: what is spent or the "
        + "interval's low end is."
    ) { $0.level.rawValue },
  ]
}

extension BudgetFigures {
  /// nil without a budget.
  init?(_ usage: PricedUsage) throws {
    guard let budget = usage.request.budget else { return nil }
    let month = usage.month
    let spent = month?.toDate ?? usage.total.amount
    let isPriced = month?.isPriced ?? !usage.total.isUnknown
    let hundredfold = isPriced ? try? spent.times(ExactDecimal(100), dividedBy: budget) : nil
    self.init(
      amount: budget, usedPercent: hundredfold?.rounded(to: 12),
      breachDay: try month?.breachDay(of: budget),
      level: BudgetLevel(
        budget, certain: max(spent, month?.interval.low ?? spent),
        expected: max(spent, month?.amount.amount ?? spent)))
  }
}

/// How a month stands against its budget.
package enum BudgetLevel: String, Sendable {
  case within
  /// The estimate is above it.
  case watch
  /// What is spent, or the low end of the estimate's interval, is above it.
  case over

  package init(_ budget: ExactDecimal, certain: ExactDecimal, expected: ExactDecimal) {
    self = certain > budget ? .over : expected > budget ? .watch : .within
  }
}

extension MonthFigures {
  /// The day on which what is spent and what is estimated pass a budget; nil where they don't in
  /// this month.
  package func breachDay(of budget: ExactDecimal) throws -> CivilDate? {
    try (estimate.month..<estimate.window.nextMonth).first {
      try cumulative(through: $0) > budget
    }
  }
}
