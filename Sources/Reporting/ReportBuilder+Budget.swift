import Charging
import CostModeling
package import ExactNumbers
package import Metering
import Templating

extension ReportBuilder {
  /// The month's budget: how much of it is used, and the day on which the estimate passes it.
  func budget() throws -> TemplateValue {
    guard let budget = request.budget else { return .null }
    let spent = month?.toDate ?? tables.totals.cost(of: 0).amount
    let hundredfold = try? spent.times(ExactDecimal(100), dividedBy: budget)
    let day = try month?.breachDay(of: budget)
    return [
      "amount": .decimal(budget),
      "used_percent": MeasuresTree.decimal(hundredfold?.rounded(to: 12)),
      "forecast_breach_date": day.map { .text($0.description) } ?? .null,
      "level": .text(
        BudgetLevel(
          budget, certain: max(spent, month?.interval.low ?? spent),
          expected: max(spent, month?.amount.amount ?? spent)
        ).rawValue),
    ]
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
    let amounts = days.mapValues(\.amount)
    for day in estimate.month..<estimate.window.nextMonth
    where try estimate.cumulative(through: day, of: amounts) > budget {
      return day
    }
    return nil
  }
}
