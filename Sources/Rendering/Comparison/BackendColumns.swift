import Charging
import ExactNumbers
import Reporting

/// The amounts of the backends, each column with as many digits.
struct BackendColumns {
  private let scenario: ScenarioRow
  private let before: Column
  private let after: Column
  private let difference: Column

  private struct Column {
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
      guard cost.hasUnpriced, let low = cost.knownLow else { return text(cost.knownAmount) }
      let (least, amount) = (text(low), text(cost.knownAmount))
      return least == amount ? "≥ \(amount)" : "≥ \(least) (\(amount))"
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
      difference: scenario.difference == nil
        ? "–" : (scenario.hasLostPrices ? "≥ " : "") + difference.shown.signed(difference.total))
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
