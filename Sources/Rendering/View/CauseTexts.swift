import ExactNumbers
import Charging
import Reporting
import Templating

/// What moves the total, and what failures and routes cost: small tables, where there is something.
struct CauseTexts: ViewPart {
  private let report: Report
  private let money: MoneyText

  /// How many failing tools, and how many failing routes, a document shows.
  private static let shown = 5
  /// How many assumptions a document shows, those that move the total most.
  private static let shownAssumptions = 10

  init(_ report: Report, _ money: MoneyText) {
    self.report = report
    self.money = money
  }

  var names: TemplateObject {
    let sensitivity = report.cost.sensitivity.prefix(Self.shownAssumptions).map(sensitivity)
    let failures = failures
    let routing = report.routingCosts.compactMap(routing)
    return [
      "sensitivity": .list(sensitivity), "has_sensitivity": .bool(!sensitivity.isEmpty),
      "failure_costs": .list(failures), "has_failure_costs": .bool(!failures.isEmpty),
      "failed_cost": .text(money.total(report.failureCosts.total.cost)),
      "routing_costs": .list(routing), "has_routing_costs": .bool(!routing.isEmpty),
    ]
  }

  private func sensitivity(_ row: SensitivityRow) -> TemplateValue {
    func figure(_ amount: ExactDecimal?) -> TemplateValue {
      .text(amount.map { money.figure($0) } ?? "not known")
    }
    return [
      "what": .text(row.what), "low": figure(row.low), "high": figure(row.high),
      "span": figure(row.span), "share": .percent(row.sharePercent),
    ]
  }

  private typealias Failure = (name: String, usage: FailedUsage)

  /// The dearest of each kind; none where failures cost nothing.
  private var failures: [TemplateValue] {
    let costs = report.failureCosts
    guard costs.total.cost.amount > .zero else { return [] }
    return failures("Backend", costs.backends.map { ($0.name, $0.usage) })
      + failures("Tool", costs.tools.map { ($0.name, $0.usage) })
      + failures("Route", costs.routes.map { ($0.name, $0.usage) })
  }

  private func failures(_ kind: String, _ rows: [Failure]) -> [TemplateValue] {
    let costly = rows.filter { $0.usage.cost.amount > .zero }
    return BarChart.largest(costly) { $0.usage.cost.amount }.prefix(Self.shown).map { row in
      [
        "kind": .text(kind), "name": .text(row.name), "requests": .count(row.usage.requests),
        "tokens": .count(row.usage.tokens), "cost": .text(money.cell(row.usage.cost)),
      ]
    }
  }

  /// nil for a method that chose nothing dearer than it had to.
  private func routing(_ row: RoutingCostRow) -> TemplateValue? {
    guard let list = row.list, let cheapest = row.cheapest, let difference = row.difference,
      difference > .zero
    else { return nil }
    return [
      "method": .text(row.method), "compared": .count(row.compared),
      "list": .text(money.figure(list)), "cheapest": .text(money.figure(cheapest)),
      "difference": .text(money.figure(difference)),
    ]
  }
}
