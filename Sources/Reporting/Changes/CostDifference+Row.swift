import Charging
package import CostModeling
package import ExactNumbers
import PriceBooks

/// The JSON of `tariff diff`.
///
///     {"schema_version": "1", "before": {…}, "after": {…}, "difference": 1.20, "effects": […], …}
extension CostDifference: ReportRow {
  package static let fields: [Field<CostDifference>] = [
    Field("schema_version", "The version of this schema: 1.") { _ in "1" },
    Field("before", "The earlier side.") { ComparedSide(report: $0.before) },
    Field("after", "The later side.") { ComparedSide(report: $0.after) },
    Field("difference", "after − before.", in: .money) { $0.amount },
    Field("effects", "Why the cost differs; they add up to the difference.") { $0.effects },
    Field("rows", "By backend, model and meter, the largest difference first.") { $0.rows },
    Field("currency", "Three letters of ISO 4217, of all amounts.") { $0.currency },
    Field("percent", "The difference in percent of before.", in: .percent) { $0.percent },
    Field("complete", "Whether all of the usage has a price.") { $0.isComplete },
    Field("unpriced", "Usage without a price on either side.") { $0.unpriced },
    Field("asked_differently", "Where the two sides were asked differently.") {
      $0.askedDifferently
    },
  ]
}

/// What one effect changes.
package struct EffectRow: ReportRow {
  package let effect: CostEffect
  package let amount: ExactDecimal

  package static let fields: [Field<EffectRow>] = [
    Field(
      "name", "volume, mix, efficiency, price, new, gone, contract or unpriced."
    ) { $0.effect.rawValue },
    Field("amount", "What it changes; all add up to the difference.", in: .money) { $0.amount },
  ]
}

/// A side of a comparison, as its JSON shows it.
struct ComparedSide: ReportRow {
  let report: CostedReport

  static let fields: [Field<ComparedSide>] = [
    Field("name", "What people call it.") { $0.report.name },
    Field("period", "The time that it is about.") { $0.report.period },
    Field("cost", "What it cost.") { $0.report.cost },
    Field("list", "At list prices.", in: .money) { $0.report.list },
    Field("contracted", "After negotiated prices.", in: .money) { $0.report.contracted },
    Field("requests", "Requests.", in: .requests) { WholeNumber($0.report.totals.requests) },
  ]
}

extension CostVariance.Row: ReportRow {
  package static let fields: [Field<CostVariance.Row>] = [
    Field("backend", FieldText.backend) { $0.key.backend },
    Field("model", FieldText.model) { $0.key.model },
    Field("meter", FieldText.meter) { $0.key.meter },
    Field("before", "null where that period has no charge of it.") { $0.before },
    Field("after", "null where that period has no charge of it.") { $0.after },
    Field("difference", "after − before.", in: .money) { $0.difference },
    Field("effects", "What each effect changes of it.") { RowEffects(effects: $0.effects) },
  ]
}

/// What each effect changes of one row; terms of contracts are about no row.
struct RowEffects: ReportRow {
  let effects: CostEffects

  static let fields: [Field<RowEffects>] = CostEffect.allCases.filter { $0 != .contract }.map {
    effect in
    Field(effect.rawValue, "What it changes.", in: .money) { $0.effects[effect] }
  }
}

extension CostedPeriod.Sum: ReportRow {
  /// The effective price of one unit; a price of one token needs more than the 12 digits of other
  /// quotients.
  package var unitPrice: ExactDecimal? {
    amount.divided(by: quantity, digits: ExactDecimal.fractionDigits)
  }

  package static let fields: [Field<CostedPeriod.Sum>] = [
    Field("requests", "Requests of its backend and model.", in: .requests) { $0.requests },
    Field("quantity", "Counted units.") { $0.quantity },
    Field("unit_price", "amount ÷ quantity.", in: .money) { $0.unitPrice },
    Field("amount", "Before terms of contracts.", in: .money) { $0.amount },
  ]
}

/// Usage without a price, before and after.
package struct UnpricedChange: ReportRow {
  package let key: CostedPeriod.Key
  package let before: CostedPeriod.Unpriced?
  package let after: CostedPeriod.Unpriced?

  package static let fields: [Field<UnpricedChange>] = [
    Field("backend", FieldText.backend) { $0.key.backend },
    Field("model", FieldText.model) { $0.key.model },
    Field("meter", FieldText.meter) { $0.key.meter },
    Field("before", "null where there was none.") { $0.before },
    Field("after", "null where there is none.") { $0.after },
  ]
}

extension CostedPeriod.Unpriced: ReportRow {
  package static let fields: [Field<CostedPeriod.Unpriced>] = [
    Field("requests", "Requests with such usage.", in: .requests) { $0.requests },
    Field("quantity", "Counted units.") { $0.quantity },
  ]
}
