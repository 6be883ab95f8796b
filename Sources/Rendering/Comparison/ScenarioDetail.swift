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
    let least = scenario.hasLostPrices ? "≥ " : ""
    let difference = scenario.difference == nil ? "–" : least + column.signed(total)
    return scenario.steps.map {
      Step(text: Self.text($0), effect: Self.effect($0, column), isTotal: false)
    } + [rounding, Step(text: "Difference", effect: difference)].compactMap(\.self)
  }
}

extension ScenarioDetail {
  /// The step, of one about caches with the hit rate before it.
  private static func text(_ step: StepEffect) -> String {
    guard let hit = step.hitBefore else { return step.text }
    let percent = ExactDecimal(units: hit.units * 100).text(fractionDigits: 1)
    return "\(step.text) (before: \(percent)%)"
  }

  /// `-1.20`, or where usage lost its price `≥ -1.20: 1,234 tokens lost their price`.
  private static func effect(_ step: StepEffect, _ column: MoneyColumn) -> String {
    let amount = column.signed(step.amount)
    return step.lost.sentence.map { "≥ \(amount): \($0)" } ?? amount
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
