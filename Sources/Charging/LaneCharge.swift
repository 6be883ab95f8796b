import ExactNumbers
import Metering
import PriceBooks

/// One meter of a lane under the rate that prices it.
struct LaneCharge {
  let priced: PricedRow
  let meter: String
  let rate: Rate
  /// The cheapest and the dearest rate that it may have been.
  let lowest: Rate
  let highest: Rate
  let tier: ContextTier?
  /// Counted units; of them ``share`` is charged, nil where nothing is assumed.
  let count: ExactDecimal
  let share: ExactDecimal?
  /// Where the count is one of `meters{}`: it may have the name of a count with a field of its own.
  let isOther: Bool
  let exchange: Exchange
  /// What is assumed, for people.
  let assumption: String?

  var quantity: ExactDecimal {
    get throws { try share.map { try count.times($0) } ?? count }
  }

  var measure: UsageMeasure {
    if share != nil { return .meter(Meter.unsplit.name) }
    if isOther { return .other(meter) }
    return UsageMeasure(meter: meter)
  }
}

/// A meter of a lane that has no price; nil requests are all of the lane.
struct Refusal {
  let meter: String
  let quantity: ExactDecimal
  let reason: UnpricedReason
  var requests: ExactDecimal?
}

/// What pricing makes of one lane.
struct LaneCharges {
  private(set) var charges: [LaneCharge] = []
  private(set) var refusals: [Refusal] = []
  /// The row whose cost of the month the lane shares.
  private(set) var fixed: (row: PricedRow, exchange: Exchange)?

  init(_ lane: LaneUsage, books: PriceBooks, currency: String) {
    switch books.resolve(lane) {
    case .unpriced(let reason): refuse(lane, reason)
    case .priced(let row):
      let exchange = books.exchange(
        from: row.book.currency, to: currency, at: lane.exchangeInstant)
      guard let exchange else {
        refuse(lane, .noExchangeRate)
        return
      }
      if row.row.fixed != nil { fixed = (row, exchange) }
      for usage in lane.quantities {
        if usage.meter == Meter.unsplit.name, !usage.isOther {
          chargeUnsplit(usage, lane, row, exchange)
        } else {
          charge(usage, lane, row, exchange)
        }
      }
      let requests = ReservedMeter.requests.name
      if row.row.rates[requests] != nil {
        charge(MeterQuantity(meter: requests, quantity: lane.requests), lane, row, exchange)
      }
    }
  }

  /// Usage of which nothing has a price; a request without any count is one too.
  private mutating func refuse(_ lane: LaneUsage, _ reason: UnpricedReason) {
    let quantities = lane.quantities
    let requests = MeterQuantity(meter: ReservedMeter.requests.name, quantity: lane.requests)
    for usage in quantities.isEmpty ? [requests] : quantities { refuse(usage, reason) }
  }

  private mutating func refuse(_ usage: MeterQuantity, _ reason: UnpricedReason) {
    refusals.append(
      Refusal(
        meter: usage.meter, quantity: usage.quantity, reason: reason, requests: usage.requests))
  }

  private mutating func charge(
    _ usage: MeterQuantity, _ lane: LaneUsage, _ row: PricedRow, _ exchange: Exchange
  ) {
    let meter = usage.meter
    let tier = lane.contextFloor.flatMap { row.tier(context: $0) }
    guard let rate = row.rate(of: meter, tier: tier) else {
      // A cost of the month covers what its row names no rate for.
      if row.row.fixed == nil { refuse(usage, .noRate) }
      return
    }
    let isKnown = lane.contextFloor != nil
    let rates = isKnown ? [rate] : row.ratesOverTiers(of: meter)
    let isBounded = rates.contains { $0 != rate }
    charges.append(
      LaneCharge(
        priced: row, meter: meter, rate: rate, lowest: rates.min(by: Rate.isCheaper) ?? rate,
        highest: rates.max(by: Rate.isCheaper) ?? rate, tier: tier, count: usage.quantity,
        share: nil, isOther: usage.isOther,
        exchange: exchange,
        assumption: isBounded ? "context not known: priced at the base tier" : nil))
  }

  /// Tokens without a split: each assumed part is a charge of its own, bounded by the cheapest and
  /// the dearest rate that its row has for tokens.
  private mutating func chargeUnsplit(
    _ usage: MeterQuantity, _ lane: LaneUsage, _ row: PricedRow, _ exchange: Exchange
  ) {
    let split = row.split
    let rates = split.map { row.rate(of: $0.meter, tier: nil) }
    guard rates.allSatisfy({ $0 != nil }) else {
      if row.row.fixed == nil { refuse(usage, .noRate) }
      return
    }
    let bounds = row.tokenRates + rates.compactMap(\.self)
    let texts = split.map { "\($0.meter) \(ExactDecimal(units: $0.share.units * 100))%" }
    for (part, rate) in zip(split, rates) where part.share > .zero {
      guard let rate else { continue }
      charges.append(
        LaneCharge(
          priced: row, meter: part.meter, rate: rate,
          lowest: bounds.min(by: Rate.isCheaper) ?? rate,
          highest: bounds.max(by: Rate.isCheaper) ?? rate, tier: nil,
          count: usage.quantity, share: part.share, isOther: false, exchange: exchange,
          assumption: "unsplit tokens taken as \(texts.joined(separator: ", "))"))
    }
  }
}

extension LaneUsage {
  /// Where rates of exchange are looked up: no price in use changes between it and the usage.
  var exchangeInstant: Instant { windowStart }
}
