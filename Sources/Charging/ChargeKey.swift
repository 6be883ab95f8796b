import ExactNumbers
import Metering
import PriceBooks

/// All that quantities must have in common to be one charge.
struct ChargeKey: Hashable {
  let names: NameBytes
  var backend: String
  var model: String
  var meter: String
  /// What it is shared by.
  var measure: UsageMeasure
  var rate: Rate
  var book: String
  var bookCurrency: String
  var priceID: String
  var effectiveFrom: Instant?
  var serviceTier: String
  var contextTier: Int?
  /// The part of the counted tokens that is charged; nil where nothing is assumed.
  var share: ExactDecimal?
  var lowest: Rate
  var highest: Rate
  var exchange: Exchange

  init(_ lane: LaneUsage, _ priced: PricedRow, meter: String, rate: Rate, exchange: Exchange) {
    names = NameBytes(lane.backend, lane.model ?? "", lane.serviceTier, meter)
    backend = lane.backend
    model = lane.model ?? ""
    self.meter = meter
    measure = UsageMeasure(meter: meter)
    self.rate = rate
    book = priced.book.name
    bookCurrency = priced.book.currency
    priceID = priced.entry.id
    effectiveFrom = priced.row.from
    serviceTier = lane.serviceTier
    lowest = rate
    highest = rate
    self.exchange = exchange
  }
}

extension ChargeKey {
  /// The charge of a quantity under the key. Throws where it is too large to be one.
  func charge(
    quantity: ExactDecimal, listAmount: ExactDecimal, shares: [CostShare]
  ) throws -> Charge {
    let sums = [\CostShare.amount, \.low, \.high].map { path in
      shares.reduce(ExactDecimal.zero) { $0 + $1[keyPath: path] }
    }
    guard sums.allSatisfy({ $0 <= .chargeLimit }) else { throw ExactNumberError.overflow }
    return Charge(
      backend: backend, model: model, meter: meter, quantity: quantity,
      per: rate.per, unitPrice: rate.price, listAmount: listAmount,
      bookCurrency: bookCurrency, amount: sums[0], low: sums[1], high: sums[2],
      isAssumed: share != nil, book: book, priceID: priceID,
      effectiveFrom: effectiveFrom, serviceTier: serviceTier,
      contextTier: contextTier, exchange: exchange, shares: shares)
  }
}
