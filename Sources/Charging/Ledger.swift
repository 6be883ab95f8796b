import ExactNumbers
import Metering
import PriceBooks

/// The quantities of usage under the rows that price them; each makes one charge at the end, so that
/// it is rounded once.
struct Ledger {
  let currency: String
  private var items: [ChargeKey: Item] = [:]
  private var refusals: [RefusalKey: UnpricedUsage] = [:]
  /// The usage that each piece of a fixed cost is shared over, by the charge that it becomes.
  var fixedParts: [Int: [ChargeKey: [LanePart]]] = [:]

  init(currency: String) { self.currency = currency }

  private struct Item {
    var count = ExactDecimal.zero
    var parts: [LanePart] = []
    var assumption: String?
  }

  private struct RefusalKey: Hashable {
    let names: NameBytes
    let reason: UnpricedReason
  }

  mutating func refuse(
    _ lane: LaneUsage, _ index: Int, _ meter: String, _ quantity: ExactDecimal,
    _ reason: UnpricedReason, requests: ExactDecimal? = nil
  ) {
    let model = lane.model ?? ""
    let key = RefusalKey(names: NameBytes(lane.backend, model, meter), reason: reason)
    var usage =
      refusals[key]
      ?? UnpricedUsage(
        backend: lane.backend, model: model, meter: meter, reason: reason, requests: .zero,
        laneRequests: .zero, quantity: .zero, parts: [])
    usage.requests = usage.requests + (requests ?? lane.requests)
    usage.laneRequests = usage.laneRequests + lane.requests
    usage.quantity = usage.quantity + quantity
    usage.parts.append(LanePart(lane: index, quantity: quantity))
    refusals[key] = usage
  }

  mutating func charge(_ lane: LaneUsage, _ index: Int, _ charge: LaneCharge) {
    var key = ChargeKey(
      lane, charge.priced, meter: charge.meter, rate: charge.rate, exchange: charge.exchange)
    key.contextTier = charge.tier?.minimum
    key.share = charge.share
    key.measure = charge.measure
    key.lowest = charge.lowest
    key.highest = charge.highest
    var item = items[key] ?? Item()
    item.count = item.count + charge.count
    item.parts.append(LanePart(lane: index, quantity: charge.count))
    item.assumption = charge.assumption
    items[key] = item
  }

  /// What the source says that it cost.
  mutating func chargeReported(_ lane: LaneUsage, _ index: Int, _ exchange: Exchange) {
    let book = PriceBook(name: "reported", currency: "USD")
    let entry = PriceEntry(id: "reported")
    let priced = PricedRow(book: book, entry: entry, row: PriceRow())
    let rate = Rate(price: .one, per: .one)
    let key = ChargeKey(
      lane, priced, meter: ReservedMeter.reportedCost.name, rate: rate, exchange: exchange)
    items[key, default: Item()].parts.append(
      LanePart(lane: index, quantity: lane.reportedCost))
  }

  /// All charges and all refused usage, in the order of their keys' bytes.
  func summary() throws -> CostSummary {
    var summary = CostSummary(currency: currency)
    var assumptions: [String: Assumption] = [:]
    for (key, item) in items {
      let charge = try charge(key, item)
      summary.charges.append(charge)
      if let what = item.assumption { Self.add(charge, item.count, to: &assumptions[what], what) }
    }
    summary.charges.sort { $0.precedes($1) }
    summary.unpriced = refusals.values.sorted {
      [$0.backend, $0.model, $0.meter, $0.reason.rawValue].precedes(
        [$1.backend, $1.model, $1.meter, $1.reason.rawValue])
    }
    summary.assumptions = assumptions.values.sorted { [$0.what].precedes([$1.what]) }
    return summary
  }

  private static func add(
    _ charge: Charge, _ tokens: ExactDecimal, to assumption: inout Assumption?, _ what: String
  ) {
    var sum =
      assumption ?? Assumption(what: what, tokens: .zero, amount: .zero, low: .zero, high: .zero)
    // The parts of one split count the same tokens: they are counted with the first part alone.
    let isFirstPart =
      !charge.isAssumed || what.hasPrefix("unsplit tokens taken as \(charge.meter) ")
    sum.tokens = sum.tokens + (isFirstPart ? tokens : .zero)
    sum.amount = sum.amount + charge.amount
    sum.low = sum.low + charge.low
    sum.high = sum.high + charge.high
    assumption = sum
  }

  private func charge(_ key: ChargeKey, _ item: Item) throws -> Charge {
    do {
      let isReported = key.measure == .reportedCost
      let counted =
        isReported ? item.parts.reduce(.zero) { $0 + $1.quantity } : item.count
      let quantity = try key.share.map { try counted.times($0) } ?? counted
      let listAmount = try key.rate.cost(of: quantity)
      let share = CostShare(
        measure: key.measure,
        amount: try key.exchange.convert(listAmount),
        low: try key.exchange.convert(key.lowest.cost(of: quantity)),
        high: try key.exchange.convert(key.highest.cost(of: quantity)), parts: item.parts)
      return try key.charge(quantity: quantity, listAmount: listAmount, shares: [share])
    } catch is ExactNumberError {
      throw ChargeOverflow(backend: key.backend, meter: key.meter, priceID: key.priceID)
    }
  }
}
