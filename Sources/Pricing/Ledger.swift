import ExactNumbers
import Metering

/// Collects quantities under the rows that price them, and makes each a charge at the end.
struct Ledger {
  let currency: String
  private var items: [ChargeKey: Item] = [:]
  private var refusals: [RefusalKey: UnpricedUsage] = [:]

  init(currency: String) { self.currency = currency }

  /// All that two quantities must share to be one charge.
  struct ChargeKey: Hashable {
    var backend: String
    var model: String
    var meter: String
    var rate: Rate
    var book: String
    var priceID: String
    var effectiveFrom: Int64?
    var serviceTier: String
    var contextTier: Int?
    /// The part of the counted tokens that is charged; nil where nothing is assumed.
    var share: ExactDecimal?
    var lowest: Rate
    var highest: Rate
    var multiplier: ExactDecimal
    var divisor: ExactDecimal
  }

  struct Item {
    var bookCurrency: String
    var count = 0
    var parts: [LanePart] = []
    var splitText: String?
  }

  private struct RefusalKey: Hashable {
    let backend: String
    let model: String
    let meter: String
    let reason: UnpricedUsage.Reason
  }

  /// Usage of which nothing has a price; a request without any count is one too.
  mutating func refuse(_ lane: LaneUsage, _ index: Int, _ reason: UnpricedUsage.Reason) {
    let quantities = lane.quantities
    let all = quantities.isEmpty ? [(meter: "requests", quantity: lane.requests)] : quantities
    for (meter, quantity) in all { refuse(lane, index, meter, quantity, reason) }
  }

  mutating func refuse(
    _ lane: LaneUsage, _ index: Int, _ meter: String, _ quantity: Int,
    _ reason: UnpricedUsage.Reason
  ) {
    let model = lane.model ?? ""
    let key = RefusalKey(backend: lane.backend, model: model, meter: meter, reason: reason)
    var usage =
      refusals[key]
      ?? UnpricedUsage(
        backend: lane.backend, model: model, meter: meter, reason: reason, requests: 0,
        quantity: 0, parts: [])
    usage.requests += lane.requests
    usage.quantity += quantity
    usage.parts.append(LanePart(lane: index, quantity: quantity))
    refusals[key] = usage
  }

  /// Puts a lane's counts under the row that prices them.
  mutating func charge(
    _ lane: LaneUsage, _ index: Int, _ priced: PricedRow,
    _ exchange: (multiplier: ExactDecimal, divisor: ExactDecimal)
  ) throws {
    var entry = LaneEntry(lane: lane, index: index, priced: priced, exchange: exchange)
    for (meter, quantity) in lane.quantities {
      if meter == Meter.unsplit.name {
        chargeUnsplit(quantity, &entry)
      } else {
        charge(meter, quantity, &entry)
      }
    }
    if priced.row.rates["requests"] != nil { charge("requests", lane.requests, &entry) }
  }

  private struct LaneEntry {
    let lane: LaneUsage
    let index: Int
    let priced: PricedRow
    let exchange: (multiplier: ExactDecimal, divisor: ExactDecimal)
  }

  private mutating func charge(_ meter: String, _ quantity: Int, _ entry: inout LaneEntry) {
    let tier = entry.lane.contextFloor.flatMap { entry.priced.tier(context: $0) }
    guard let rate = entry.priced.rate(of: meter, tier: tier) else {
      refuse(entry.lane, entry.index, meter, quantity, .noRate)
      return
    }
    let isKnown = entry.lane.contextFloor != nil
    let rates = isKnown ? [rate] : entry.priced.ratesOverTiers(of: meter)
    add(quantity, key(meter, rate, rates, tier: tier, share: nil, entry), entry, splitText: nil)
  }

  /// Tokens without a split: each assumed part is a charge of its own, bounded by the cheapest and
  /// the dearest rate that its row has for tokens.
  private mutating func chargeUnsplit(_ quantity: Int, _ entry: inout LaneEntry) {
    let split = entry.priced.split
    let rates = split.map { entry.priced.rate(of: $0.meter, tier: nil) }
    guard rates.allSatisfy({ $0 != nil }) else {
      refuse(entry.lane, entry.index, Meter.unsplit.name, quantity, .noRate)
      return
    }
    let text = split.map { "\($0.meter) \(ExactDecimal(units: $0.share.units * 100))%" }
    for (part, rate) in zip(split, rates) where part.share > .zero {
      guard let rate else { continue }
      let key = key(part.meter, rate, entry.priced.tokenRates, tier: nil, share: part.share, entry)
      add(quantity, key, entry, splitText: text.joined(separator: ", "))
    }
  }

  private func key(
    _ meter: String, _ rate: Rate, _ rates: [Rate], tier: ContextTier?, share: ExactDecimal?,
    _ entry: LaneEntry
  ) -> ChargeKey {
    ChargeKey(
      backend: entry.lane.backend, model: entry.lane.model ?? "", meter: meter, rate: rate,
      book: entry.priced.book.name, priceID: entry.priced.entry.id,
      effectiveFrom: entry.priced.row.from, serviceTier: entry.lane.serviceTier,
      contextTier: tier?.minimum, share: share,
      lowest: rates.min(by: Rate.isCheaper) ?? rate, highest: rates.max(by: Rate.isCheaper) ?? rate,
      multiplier: entry.exchange.multiplier, divisor: entry.exchange.divisor)
  }

  private mutating func add(
    _ quantity: Int, _ key: ChargeKey, _ entry: LaneEntry, splitText: String?
  ) {
    var item = items[key] ?? Item(bookCurrency: entry.priced.book.currency)
    item.count += quantity
    item.parts.append(LanePart(lane: entry.index, quantity: quantity))
    item.splitText = splitText
    items[key] = item
  }

  /// All charges and all refused usage, in the order of their keys' bytes.
  func summary() throws -> CostSummary {
    var summary = CostSummary(currency: currency)
    var assumptions: [String: Assumption] = [:]
    for (key, item) in items {
      let charge = try charge(key, item)
      summary.charges.append(charge)
      let what =
        item.splitText.map { "unsplit tokens taken as \($0)" }
        ?? (key.lowest != key.highest ? "context not known: priced at the base tier" : nil)
      if let what { Self.add(charge, item.count, to: &assumptions[what], what) }
    }
    summary.charges.sort { Self.order($0).precedes(Self.order($1)) }
    summary.unpriced = refusals.values.sorted {
      [$0.backend, $0.model, $0.meter, $0.reason.rawValue].precedes(
        [$1.backend, $1.model, $1.meter, $1.reason.rawValue])
    }
    summary.assumptions = assumptions.values.sorted { [$0.what].precedes([$1.what]) }
    return summary
  }

  private static func add(
    _ charge: Charge, _ tokens: Int, to assumption: inout Assumption?, _ what: String
  ) {
    var sum =
      assumption ?? Assumption(what: what, tokens: 0, amount: .zero, low: .zero, high: .zero)
    // The parts of one split count the same tokens: they are counted with the first part alone.
    let isFirstPart = !charge.isAssumed || charge.meter == Meter.input.name
    sum.tokens += isFirstPart ? tokens : 0
    sum.amount = sum.amount + charge.amount
    sum.low = sum.low + charge.low
    sum.high = sum.high + charge.high
    assumption = sum
  }

  private func charge(_ key: ChargeKey, _ item: Item) throws -> Charge {
    do {
      let counted = ExactDecimal(item.count)
      let quantity = try key.share.map { try counted.times($0) } ?? counted
      func list(_ rate: Rate) throws -> ExactDecimal {
        try rate.price.times(quantity, dividedBy: rate.per)
      }
      func converted(_ amount: ExactDecimal) throws -> ExactDecimal {
        try amount.times(key.multiplier, dividedBy: key.divisor)
      }
      let listAmount = try list(key.rate)
      let amounts = [
        try converted(listAmount), try converted(list(key.lowest)),
        try converted(list(key.highest)),
      ]
      guard amounts.allSatisfy({ $0 <= .chargeLimit }) else { throw ExactNumberError.overflow }
      return Charge(
        backend: key.backend, model: key.model, meter: key.meter, quantity: quantity,
        per: key.rate.per, unitPrice: key.rate.price, listAmount: listAmount,
        bookCurrency: item.bookCurrency, amount: amounts[0], low: amounts[1], high: amounts[2],
        isAssumed: key.share != nil, book: key.book, priceID: key.priceID,
        effectiveFrom: key.effectiveFrom, serviceTier: key.serviceTier,
        contextTier: key.contextTier, parts: item.parts)
    } catch {
      throw ChargeOverflow(backend: key.backend, meter: key.meter, priceID: key.priceID)
    }
  }

  private static func order(_ charge: Charge) -> [String] {
    [
      charge.backend, charge.model, charge.meter, charge.book, charge.priceID,
      sortable(charge.effectiveFrom ?? .min), charge.serviceTier,
      sortable(Int64(charge.contextTier ?? -1)), charge.isAssumed ? "1" : "0",
      charge.unitPrice.description, charge.per.description, charge.amount.description,
    ]
  }

  /// A number as a text of the same order.
  private static func sortable(_ value: Int64) -> String {
    let digits = String(UInt64(bitPattern: value) ^ (1 << 63))
    return String(repeating: "0", count: 20 - digits.utf8.count) + digits
  }
}

extension [String] {
  /// Order by the bytes of the first text that differs.
  fileprivate func precedes(_ other: [String]) -> Bool {
    for (left, right) in zip(self, other) where !left.utf8.elementsEqual(right.utf8) {
      return left.utf8.lexicographicallyPrecedes(right.utf8)
    }
    return false
  }
}
