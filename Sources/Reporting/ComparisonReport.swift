import Charging
package import CostModeling
import ExactNumbers
import Metering
import PriceBooks
package import Templating

/// Today beside every scenario, as plain data: the one view that every format of it sees.
package struct ComparisonReport: Sendable {
  /// The tree of the JSON, keys in order.
  package let tree: TemplateValue
  package let currency: String
  /// As the report has it.
  package let period: TemplateValue
  /// Steps that are about none of the usage: likely slips.
  package let idleSteps: [(scenario: String, step: String)]

  package init(_ request: ReportRequest, _ scenarios: [Scenario]) throws {
    let period = ReportPeriod(request.summary)
    let compared = ComparedPeriod(
      firstRead: request.summary.firstRead, start: period.start ?? .epoch, end: period.end ?? .epoch
    )
    var run = ComparisonRun(
      request.summary, names: request.names, books: request.books, currency: request.currency,
      period: compared)
    let comparison = try run.compare(scenarios)
    let builder = ComparisonTree(
      today: comparison.today, window: MonthFigures.window(request, period))
    tree = try builder.tree(comparison.scenarios)
    currency = request.currency
    self.period = period.tree(request.summary.plan.zone)
    idleSteps = comparison.scenarios.flatMap { scenario in
      scenario.steps.filter { !$0.isEffective }.map { (scenario.name, $0.text) }
    }
  }
}

/// Builds the JSON's tree of a comparison.
private struct ComparisonTree {
  let today: ScenarioResult
  let window: MonthWindow?

  func tree(_ scenarios: [ScenarioResult]) throws -> TemplateValue {
    [
      "schema_version": "1",
      "baseline": [
        "name": .text(today.name), "cost": today.cost.tree, "month": try month(today),
      ],
      "scenarios": .list(try scenarios.map(scenario)),
      "cheapest": cheapest(scenarios),
    ]
  }

  private func scenario(_ result: ScenarioResult) throws -> TemplateValue {
    let isKnown = !today.cost.isUnknown && !result.cost.isUnknown
    let difference = result.cost.amount - today.cost.amount
    let hundredfold = ExactDecimal(units: difference.units * 100)
    return [
      "name": .text(result.name),
      "cost": result.cost.tree,
      "difference": isKnown ? .decimal(difference) : .null,
      "percent": isKnown
        ? MeasuresTree.decimal(hundredfold.divided(by: today.cost.amount)) : .null,
      "month": try month(result),
      "steps": .list(
        result.steps.map { ["step": .text($0.text), "effect": .decimal($0.amount)] }),
      "backends": .list(backends(result)),
      "unpriced": .list(result.unpriced.map(\.tree)),
    ]
  }

  /// Every backend that has usage today or in the scenario; their differences add up.
  private func backends(_ result: ScenarioResult) -> [TemplateValue] {
    var rows = today.backends.map { (name: $0.name, before: $0.cost, after: CostAmount()) }
    for backend in result.backends {
      let place = rows.firstIndex { $0.name.utf8.elementsEqual(backend.name.utf8) }
      if let place {
        rows[place].after = backend.cost
      } else {
        rows.append((name: backend.name, before: CostAmount(), after: backend.cost))
      }
    }
    return rows.sorted { $0.name.precedesBytewise($1.name) }.map { row in
      [
        "name": .text(row.name), "before": amount(row.before), "after": amount(row.after),
        "difference": .decimal(row.after.amount - row.before.amount),
      ]
    }
  }

  /// Usage of which nothing has a price has no amount.
  private func amount(_ cost: CostAmount) -> TemplateValue {
    cost.isUnknown ? .null : .decimal(cost.amount)
  }

  private func month(_ result: ScenarioResult) throws -> TemplateValue {
    let costs = result.days.mapValues(\.amount)
    guard let window, let estimate = try MonthEstimate(window, costs: costs) else { return .null }
    return try MonthFigures(estimate, days: result.days).tree
  }

  /// The name of the lowest cost, of those that don't leave more without a price than today does.
  private func cheapest(_ scenarios: [ScenarioResult]) -> TemplateValue {
    let candidates = ([today] + scenarios).filter { !$0.cost.isUnknown && isComparable($0) }
    let best = candidates.enumerated().min {
      ($0.element.cost.amount, $0.offset) < ($1.element.cost.amount, $1.offset)
    }
    return best.map { .text($0.element.name) } ?? .null
  }

  /// Whether what has no price has none today, and is no more of it than all usage became more.
  private func isComparable(_ result: ScenarioResult) -> Bool {
    result.unpriced.allSatisfy { usage in
      let before = today.unpriced.filter { $0.isSame(as: usage) }
      let quantity = before.reduce(ExactDecimal.zero) { $0 + $1.quantity }
      let grown = try? quantity.times(result.requests, dividedBy: today.requests)
      return usage.quantity <= max(quantity, grown ?? .zero)
    }
  }
}

extension UnpricedUsage {
  fileprivate func isSame(as other: UnpricedUsage) -> Bool {
    zip([backend, model, meter], [other.backend, other.model, other.meter])
      .allSatisfy { $0.utf8.elementsEqual($1.utf8) }
  }
}
