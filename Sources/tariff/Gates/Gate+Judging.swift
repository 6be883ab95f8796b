import Charging
import CostModeling
import ExactNumbers
import Recommendations
import Rendering
import Reporting

extension Gate {
  /// What the gate says of a report.
  func judge(_ report: Report) -> GateVerdict {
    GateVerdict(name: name, reason: reason(report))
  }

  private func reason(_ report: Report) -> String? {
    switch self {
    case .budget: Self.overBudget(report.cost, at: [.over])
    case .budgetWatch: Self.overBudget(report.cost, at: [.watch, .over])
    case .unpriced: Self.unpriced(report.cost)
    case .rejected: Self.rejected(report.inputs)
    case .warning: Self.findings(report, [.critical, .warning])
    case .critical: Self.findings(report, [.critical])
    case .increase(let gate): report.changes.flatMap { gate.reason($0.difference) }
    }
  }

  private static func unpriced(_ cost: CostSection) -> String? {
    guard !cost.unpriced.isEmpty else { return nil }
    let total = MoneyText(currency: cost.currency).total(cost.total)
    return "\(UnpricedNames(cost.unpriced).text); the total: \(total)"
  }

  private static func rejected(_ inputs: InputsSection) -> String? {
    guard inputs.rejected > 0 else { return nil }
    let reasons = inputs.rejections.map { row in
      "\(ExactDecimal(row.count).grouped) \(row.reason), first at \(row.first)"
    }
    let records = inputs.rejected == 1 ? "record" : "records"
    return "\(ExactDecimal(inputs.rejected).grouped) \(records) could not be used: "
      + reasons.joined(separator: "; ")
  }

  private static func findings(_ report: Report, _ severities: [Severity]) -> String? {
    let found = report.recommendations.items.filter { severities.contains($0.severity) }
    guard !found.isEmpty else { return nil }
    let shown = found.prefix(3).map { "\($0.rule): \($0.message)" }
    let more = found.count > shown.count ? ["and \(found.count - shown.count) more"] : []
    return "\(found.count) \(found.count == 1 ? "finding" : "findings"): "
      + (shown + more).joined(separator: "; ")
  }

  /// The figure that is more than the budget: what is spent, or of the month the low end of its
  /// interval, or its estimate.
  private static func overBudget(_ cost: CostSection, at levels: [BudgetLevel]) -> String? {
    guard let budget = cost.budget, levels.contains(budget.level) else { return nil }
    let month = cost.month
    let figures = [
      (month?.toDate ?? cost.total.amount, "spent"),
      (month?.interval.low, "the low end of the month's interval"),
      (month?.amount.amount, "expected for the month"),
    ]
    guard let (figure, what) = figures.first(where: { $0.0.map { $0 > budget.amount } ?? false }),
      let figure
    else { return nil }
    let texts = MoneyText(currency: cost.currency).distinct(figure, budget.amount)
    return "\(cost.currency) \(texts.first) (\(what)) is more than the budget of \(texts.second)"
  }
}
