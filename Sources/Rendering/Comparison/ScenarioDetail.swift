import CostModeling
import ExactNumbers
import Charging
import PriceBooks
import Reporting
import Templating

/// A scenario's steps, backends and usage without a price, as texts.
struct ScenarioDetail {
  let name: String
  /// What today and the scenario cost.
  let before: String
  let after: String
  let steps: [Step]
  let backends: [Backend]
  let unpriced: [Unpriced]

  struct Step {
    let text: String
    let effect: String
    var isTotal = true
  }

  struct Backend {
    let name: String
    let before: String
    let after: String
    let difference: String
    var isTotal = true
  }

  struct Unpriced {
    let name: String
    let meter: String
    let reason: String
    let quantity: String
    let requests: String
  }

  init(_ scenario: ScenarioRow, today: CostAmount, _ money: MoneyText) {
    name = scenario.name
    before = money.total(today)
    after = money.total(scenario.cost)
    steps = Self.steps(scenario, money)
    backends = BackendColumns(scenario, money).rows(today: today)
    unpriced = scenario.unpriced.map(Unpriced.init)
  }

  /// The waterfall, with what it comes to.
  private static func steps(_ scenario: ScenarioRow, _ money: MoneyText) -> [Step] {
    guard !scenario.steps.isEmpty else { return [] }
    let effects = scenario.steps.map(\.amount)
    let total = effects.reduce(.zero, +)
    let column = MoneyColumn(money, effects + [total])
    let rounding = column.rounding(of: effects, to: total).map {
      Step(text: "Rounding", effect: $0)
    }
    let difference = scenario.difference == nil ? "–" : column.signed(total)
    return scenario.steps.map {
      Step(text: $0.text, effect: column.signed($0.amount), isTotal: false)
    } + [rounding, Step(text: "Difference", effect: difference)].compactMap(\.self)
  }
}

extension ScenarioDetail.Unpriced {
  /// Counts of shares need not be whole.
  fileprivate init(_ usage: UnpricedUsage) {
    name = [usage.backend, usage.model].filter { !$0.isEmpty }.joined(separator: " / ")
    meter = usage.meter
    reason = usage.reason.rawValue
    quantity = usage.quantity.rounded(to: 1).grouped
    requests = usage.requests.rounded(to: 1).grouped
  }
}

/// The amounts of the backends, each column with as many digits.
private struct BackendColumns {
  let scenario: ScenarioRow
  let before: Column
  let after: Column
  let difference: Column

  struct Column {
    let amounts: [ExactDecimal]
    let total: ExactDecimal
    let shown: MoneyColumn

    init(_ money: MoneyText, _ amounts: [ExactDecimal]) {
      self.amounts = amounts
      total = amounts.reduce(.zero, +)
      shown = MoneyColumn(money, amounts + [total])
    }

    /// nil where the shown amounts add up.
    var rounding: String? { shown.rounding(of: amounts, to: total) }

    func text(_ amount: ExactDecimal?) -> String { amount.map(shown.text) ?? "not priced" }

    /// The total, with `≥` where some usage has no price.
    func total(_ cost: CostAmount) -> String {
      (cost.hasUnpriced && !cost.isUnknown ? "≥ " : "") + text(cost.knownAmount)
    }
  }

  init(_ scenario: ScenarioRow, _ money: MoneyText) {
    self.scenario = scenario
    before = Column(money, scenario.backends.compactMap(\.before.knownAmount))
    after = Column(money, scenario.backends.compactMap(\.after.knownAmount))
    difference = Column(money, scenario.backends.map(\.difference))
  }

  func rows(today: CostAmount) -> [ScenarioDetail.Backend] {
    let total = ScenarioDetail.Backend(
      name: "Total", before: before.total(today), after: after.total(scenario.cost),
      difference: scenario.difference == nil ? "–" : difference.shown.signed(difference.total))
    return scenario.backends.map(row) + [rounding, total].compactMap(\.self)
  }

  private func row(_ backend: MovedBackend) -> ScenarioDetail.Backend {
    let isKnown = !backend.before.isUnknown || !backend.after.isUnknown
    return ScenarioDetail.Backend(
      name: backend.name, before: before.text(backend.before.knownAmount),
      after: after.text(backend.after.knownAmount),
      difference: isKnown ? difference.shown.signed(backend.difference) : "–", isTotal: false)
  }

  private var rounding: ScenarioDetail.Backend? {
    let texts = [before.rounding, after.rounding, difference.rounding]
    guard texts.contains(where: { $0 != nil }) else { return nil }
    return ScenarioDetail.Backend(
      name: "Rounding", before: texts[0] ?? "", after: texts[1] ?? "", difference: texts[2] ?? "")
  }
}

extension ScenarioDetail {
  var tree: TemplateValue {
    [
      "name": .text(name), "before": .text(before), "after": .text(after),
      "steps": .list(
        steps.map {
          ["step": .text($0.text), "effect": .text($0.effect), "is_total": .bool($0.isTotal)]
        }),
      "backends": .list(
        backends.map {
          [
            "name": .text($0.name), "before": .text($0.before), "after": .text($0.after),
            "difference": .text($0.difference), "is_total": .bool($0.isTotal),
          ]
        }),
      "unpriced": .list(
        unpriced.map {
          [
            "name": .text($0.name), "meter": .text($0.meter), "reason": .text($0.reason),
            "quantity": .text($0.quantity), "requests": .text($0.requests),
          ]
        }),
      "has_steps": .bool(!steps.isEmpty), "has_unpriced": .bool(!unpriced.isEmpty),
    ]
  }
}
