import CostModeling
import ExactNumbers
import Metering
import Charging
import Reporting
import Templating

/// What templates see of a comparison: its tree, and beside it `view`, its figures as texts.
struct ComparisonView {
  let comparison: ComparisonReport
  let money: MoneyText

  init(_ comparison: ComparisonReport) {
    self.comparison = comparison
    money = MoneyText(currency: comparison.currency)
  }

  var tree: TemplateValue {
    var object = comparison.object
    object["view"] = [
      "currency": .text(money.currency), "period": comparison.period.tree,
      "month": .optional(month), "columns": .list(columns.map(\.tree)),
      "scenarios": .list(details.map(\.tree)), "chart": chart,
    ]
    return .object(object)
  }

  /// `2026-10`; nil where there is no estimate.
  var month: String? { comparison.today.month?.estimate.month.monthText }

  /// What today and each scenario cost, today first.
  var columns: [ScenarioColumn] {
    let today = comparison.today
    return [column(today.name, today.cost, today.month)]
      + comparison.scenarios.map { scenario in
        column(
          scenario.name, scenario.cost, scenario.month, difference: scenario.difference,
          percent: scenario.percent, least: scenario.hasLostPrices ? "≥ " : "")
      }
  }

  /// Every scenario's steps and backends.
  var details: [ScenarioDetail] {
    comparison.scenarios.map { ScenarioDetail($0, today: comparison.today.cost, money) }
  }

  /// A bar for today and each scenario.
  private var chart: TemplateValue {
    let today = (comparison.today.name, comparison.today.cost)
    return BarChart.tree(
      ([today] + comparison.scenarios.map { ($0.name, $0.cost) }).map { name, cost in
        (label: name, value: money.total(cost), amount: cost.amount)
      })
  }

  private func column(
    _ name: String, _ cost: CostAmount, _ month: MonthFigures?, difference: ExactDecimal? = nil,
    percent: ExactDecimal? = nil, least: String = ""
  ) -> ScenarioColumn {
    ScenarioColumn(
      name: name, cost: money.total(cost), difference: difference.map { least + signed($0) } ?? "",
      percent: percent.map { least + signedPercent($0) } ?? "",
      month: month.map { money.total($0.amount) } ?? "–", isCheapest: comparison.cheapest == name)
  }

  /// `+1.25`, `-0.3`
  private func signed(_ amount: ExactDecimal) -> String {
    let text = money.figure(amount.magnitude, isSmall: money.isUnderOne(amount))
    return amount.units == 0 ? text : (amount.isNegative ? "-" : "+") + text
  }

  private func signedPercent(_ percent: ExactDecimal) -> String {
    let sign = percent.rounded(to: 1).units > 0 ? "+" : ""
    return sign + percent.text(fractionDigits: 1) + " %"
  }
}

/// What today or a scenario costs, as texts; nothing where there is no difference to tell.
struct ScenarioColumn {
  let name: String
  let cost: String
  let difference: String
  let percent: String
  let month: String
  let isCheapest: Bool

  var tree: TemplateValue {
    [
      "name": .text(name), "cost": .text(cost), "difference": .text(difference),
      "percent": .text(percent), "month": .text(month), "is_cheapest": .bool(isCheapest),
    ]
  }
}
