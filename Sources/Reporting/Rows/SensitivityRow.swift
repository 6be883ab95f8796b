import Charging
package import ExactNumbers
import Metering
import PriceBooks

/// How far one assumption moves the total: what it is at the assumption's least and at its most.
///
/// Three kinds: how tokens without a split divide (by price), which context tier holds where the
/// context is not known, and what usage without a price would cost at the cheapest and at the
/// dearest price of its maker. Spans are of list prices: terms of contracts are left as they are.
package struct SensitivityRow: ReportRow {
  package let what: String
  package let low: ExactDecimal?
  package let high: ExactDecimal?
  package let sharePercent: ExactDecimal?

  package var span: ExactDecimal? { high.flatMap { high in low.map { high - $0 } } }

  package static let fields: [Field<SensitivityRow>] = [
    Field("what", "What is assumed.") { $0.what },
    Field("low", FieldText.low, in: .money) { $0.low },
    Field("high", "The most it can be; null where nothing bounds it.", in: .money) { $0.high },
    Field("span", "high − low.", in: .money) { $0.span },
    Field("share_percent", "The span in percent of the total.", in: .percent) { $0.sharePercent },
  ]

  /// `bounds` is nil where nothing bounds it.
  init(
    what: String, bounds: (low: ExactDecimal, high: ExactDecimal)?, total: ExactDecimal
  ) {
    self.what = what
    low = bounds?.low
    high = bounds?.high
    sharePercent = bounds.flatMap { Quotient.percent($0.high - $0.low, of: total) }
  }

  /// Each assumption alone, with all others as the report takes them, those of largest span first.
  static func rows(_ usage: PricedUsage) throws -> [SensitivityRow] {
    let total = usage.total.amount
    let rows = try UnpricedSensitivity(usage).rows + split(usage, total) + tiers(usage, total)
    return rows.sorted(by: precedes)
  }

  private static func split(_ usage: PricedUsage, _ total: ExactDecimal) -> [SensitivityRow] {
    let assumed = usage.costs.charges.filter(\.isAssumed)
    let prices = Set(assumed.map(\.priceID)).sorted { $0.precedesBytewise($1) }
    return prices.compactMap { price in
      row("split of unsplit tokens: \(price)", assumed.filter { $0.priceID == price }, total)
    }
  }

  private static func tiers(_ usage: PricedUsage, _ total: ExactDecimal) -> [SensitivityRow] {
    let bounded = usage.costs.charges.filter { !$0.isAssumed && $0.low != $0.high }
    return [row("context tiers where the context is not known", bounded, total)].compactMap(\.self)
  }

  /// nil where nothing moves.
  private static func row(
    _ what: String, _ charges: [Charge], _ total: ExactDecimal
  ) -> SensitivityRow? {
    let low = charges.reduce(total) { $0 + min($1.low, $1.amount) - $1.amount }
    let high = charges.reduce(total) { $0 + max($1.high, $1.amount) - $1.amount }
    return low == high ? nil : SensitivityRow(what: what, bounds: (low, high), total: total)
  }

  /// The larger span first, then the name; what can't be estimated comes last.
  private static func precedes(_ left: SensitivityRow, _ right: SensitivityRow) -> Bool {
    if left.span != right.span {
      guard let one = left.span, let other = right.span else { return left.span != nil }
      return one > other
    }
    return left.what.precedesBytewise(right.what)
  }
}
