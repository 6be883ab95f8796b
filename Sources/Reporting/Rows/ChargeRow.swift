package import Charging
import CostModeling
import ExactNumbers
import Metering
import PriceBooks

/// A quantity of one meter, priced by one row: `quantity / per × unit_price = list_amount`.
package struct ChargeRow: ReportRow {
  package let charge: Charge
  /// When the price row begins; nil is always.
  package let effectiveFrom: Timestamp?
  /// The requests of its backend and model.
  package let requests: Int

  package static let fields: [Field<ChargeRow>] = [
    Field("backend", FieldText.backend) { $0.charge.backend },
    Field("model", FieldText.model) { $0.charge.model },
    Field("meter", FieldText.meter) { $0.charge.meter },
    Field("quantity", "Counted units.") { $0.charge.quantity },
    Field("per", "How many units the unit price is for.") { $0.charge.per },
    Field("unit_price", "In the book's currency.", in: .listMoney) { $0.charge.unitPrice },
    Field("list_amount", "quantity / per × unit_price.", in: .listMoney) { $0.charge.listAmount },
    Field("currency", "Of unit_price and list_amount: the book's.") { $0.charge.bookCurrency },
    Field("amount", "At list price, in the report's currency.", in: .money) { $0.charge.amount },
    Field("low", FieldText.low, in: .money) { $0.charge.low },
    Field("high", "The most it can be; null where some usage has no price.", in: .money) {
      $0.charge.high
    },
    Field("assumed", "Whether the quantity rests on an assumed split.") { $0.charge.isAssumed },
    Field("book", "The price book's name.") { $0.charge.book },
    Field("price_id", "The entry of the price book.") { $0.charge.priceID },
    Field("effective_from", "When the price row begins; null is always.") { $0.effectiveFrom },
    Field("service_tier", "standard, batch, flex, priority, …") { $0.charge.serviceTier },
    Field(
      "context_tier", "The smallest context of the tier, in tokens; null is the row itself.",
      in: .tokens
    ) { $0.charge.contextTier },
    Field("requests", "Requests with usage that the charge is for.", in: .requests) {
      $0.requests
    },
  ]

  static func rows(_ usage: PricedUsage) -> [ChargeRow] {
    let served = servedRequests(usage)
    return usage.costs.charges.map { charge in
      let key = CostedPeriod.Key(backend: charge.backend, model: charge.model, meter: "")
      return ChargeRow(
        charge: charge,
        effectiveFrom: charge.effectiveFrom.map { Timestamp($0, in: usage.zone) },
        requests: served[key, default: 0])
    }
  }

  /// By backend and model, the meter left empty.
  private static func servedRequests(_ usage: PricedUsage) -> [CostedPeriod.Key: Int] {
    let cells = usage.request.summary.cells
    return zip(cells.keys, cells.measures).reduce(into: [:]) { sums, cell in
      let lane = usage.tables.lanes[Int(cell.0.lane)]
      let key = CostedPeriod.Key(backend: lane.backend, model: lane.model ?? "", meter: "")
      sums[key, default: 0] += cell.1.requests
    }
  }
}

extension ContractLine: ReportRow {
  package static let fields: [Field<ContractLine>] = [
    Field("name", "The term's name.") { $0.name },
    Field("kind", "discount, free, graduated, volume, credit or commitment.") { $0.kind },
    Field("match", "The ids of prices that it applies to; * for all.") { $0.match },
    Field("base", "What it applied to.", in: .money) { $0.base },
    Field("amount", "What it changes, negative where it takes off.", in: .money) { $0.amount },
  ]
}

extension UnpricedUsage: ReportRow {
  package static let fields: [Field<UnpricedUsage>] = [
    Field("backend", FieldText.backend) { $0.backend },
    Field("model", FieldText.model) { $0.model },
    Field("meter", FieldText.meter) { $0.meter },
    Field("reason", "Why: a stable name.") { $0.reason.rawValue },
    Field("requests", "Requests with such usage.", in: .requests) { WholeNumber($0.requests) },
    Field("quantity", "Counted units.") { WholeNumber($0.quantity) },
  ]
}

extension Assumption: ReportRow {
  package static let fields: [Field<Assumption>] = [
    Field("what", "What is assumed.") { $0.what },
    Field("tokens", "How many tokens the assumption is about.", in: .tokens) {
      WholeNumber($0.tokens)
    },
    Field("amount", "Effective cost in the report's currency.", in: .money) { $0.amount },
    Field("low", FieldText.low, in: .money) { $0.low },
    Field("high", "The most it can be.", in: .money) { $0.high },
  ]
}
