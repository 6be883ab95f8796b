import Charging
import ExactNumbers
import Metering
import Templating

extension ReportBuilder {
  /// Which assumption moves the total most: each alone, with all others as the report takes them.
  ///
  /// Three kinds: how tokens without a split divide (by price), which context tier holds where the
  /// context is not known, and what usage without a price would cost at the cheapest and at the
  /// dearest price of its maker. Spans are of list prices: terms of contracts are left as they are.
  func sensitivity() throws -> TemplateValue {
    let total = tables.totals.cost(of: 0).amount
    let rows = (try unpricedSensitivity(total) + splitSensitivity(total) + tierSensitivity(total))
      .sorted(by: SensitivityRow.precedes)
    return .list(rows.map { $0.tree(total: total) })
  }

  private func splitSensitivity(_ total: ExactDecimal) -> [SensitivityRow] {
    let assumed = costs.charges.filter(\.isAssumed)
    let prices = Set(assumed.map(\.priceID)).sorted { $0.precedesBytewise($1) }
    return prices.compactMap { price in
      row("split of unsplit tokens: \(price)", assumed.filter { $0.priceID == price }, total)
    }
  }

  private func tierSensitivity(_ total: ExactDecimal) -> [SensitivityRow] {
    let bounded = costs.charges.filter { !$0.isAssumed && $0.low != $0.high }
    return [row("context tiers where the context is not known", bounded, total)].compactMap(\.self)
  }

  /// nil where nothing moves.
  private func row(
    _ what: String, _ charges: [Charge], _ total: ExactDecimal
  ) -> SensitivityRow? {
    let low = charges.reduce(total) { $0 + min($1.low, $1.amount) - $1.amount }
    let high = charges.reduce(total) { $0 + max($1.high, $1.amount) - $1.amount }
    return low == high ? nil : SensitivityRow(what: what, bounds: (low, high))
  }
}
