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
  private var fixedParts: [Int: [ChargeKey: [LanePart]]] = [:]

  init(currency: String) { self.currency = currency }

  /// All that quantities must have in common to be one charge.
  private struct ChargeKey: Hashable {
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
      measure = .meter(meter)
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
    _ reason: UnpricedReason
  ) {
    let model = lane.model ?? ""
    let key = RefusalKey(names: NameBytes(lane.backend, model, meter), reason: reason)
    var usage =
      refusals[key]
      ?? UnpricedUsage(
        backend: lane.backend, model: model, meter: meter, reason: reason, requests: .zero,
        quantity: .zero, parts: [])
    usage.requests = usage.requests + lane.requests
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

  /// A lane's part in a piece of a fixed cost.
  mutating func charge(
    _ lane: LaneUsage, _ index: Int, piece: Int, of fixed: FixedCosts, _ exchange: Exchange
  ) {
    let cost = fixed.pieces[piece]
    let rate = Rate(price: cost.priced.row.fixed ?? .zero, per: cost.month.seconds)
    let key = ChargeKey(lane, cost.priced, meter: cost.meter, rate: rate, exchange: exchange)
    let part = LanePart(lane: index, quantity: lane.quantity(of: cost.measure))
    fixedParts[piece, default: [:]][key, default: []].append(part)
  }

  /// What the source says that it cost.
  mutating func chargeReported(_ lane: LaneUsage, _ index: Int, _ exchange: Exchange) {
    let book = PriceBook(name: "reported", currency: "USD")
    let entry = PriceEntry(id: "reported")
    let priced = PricedRow(book: book, entry: entry, row: PriceRow())
    let rate = Rate(price: .one, per: .one)
    let key = ChargeKey(lane, priced, meter: "reported_cost", rate: rate, exchange: exchange)
    items[key, default: Item()].parts.append(
      LanePart(lane: index, quantity: lane.reportedCost))
  }

  /// All charges and all refused usage, in the order of their keys' bytes.
  func summary(_ fixed: FixedCosts?) throws -> CostSummary {
    var summary = CostSummary(currency: currency)
    var assumptions: [String: Assumption] = [:]
    for (key, item) in items {
      let charge = try charge(key, item)
      summary.charges.append(charge)
      if let what = item.assumption { Self.add(charge, item.count, to: &assumptions[what], what) }
    }
    if let fixed { summary.charges += try fixedCharges(fixed) }
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
      let isReported = key.meter == "reported_cost"
      let counted =
        isReported ? item.parts.reduce(.zero) { $0 + $1.quantity } : item.count
      let quantity = try key.share.map { try counted.times($0) } ?? counted
      let listAmount = try key.rate.cost(of: quantity)
      let share = CostShare(
        measure: isReported ? .reportedCost : key.measure,
        amount: try key.exchange.convert(listAmount),
        low: try key.exchange.convert(key.lowest.cost(of: quantity)),
        high: try key.exchange.convert(key.highest.cost(of: quantity)), parts: item.parts)
      return try charge(key, quantity: quantity, listAmount: listAmount, shares: [share])
    } catch is ExactNumberError {
      throw ChargeOverflow(backend: key.backend, meter: key.meter, priceID: key.priceID)
    }
  }

  private func charge(
    _ key: ChargeKey, quantity: ExactDecimal, listAmount: ExactDecimal, shares: [CostShare]
  ) throws -> Charge {
    let sums = [\CostShare.amount, \.low, \.high].map { path in
      shares.reduce(ExactDecimal.zero) { $0 + $1[keyPath: path] }
    }
    guard sums.allSatisfy({ $0 <= .chargeLimit }) else { throw ExactNumberError.overflow }
    return Charge(
      backend: key.backend, model: key.model, meter: key.meter, quantity: quantity,
      per: key.rate.per, unitPrice: key.rate.price, listAmount: listAmount,
      bookCurrency: key.bookCurrency, amount: sums[0], low: sums[1], high: sums[2],
      isAssumed: key.share != nil, book: key.book, priceID: key.priceID,
      effectiveFrom: key.effectiveFrom, serviceTier: key.serviceTier,
      contextTier: key.contextTier, exchange: key.exchange, shares: shares)
  }
}

extension Ledger {
  private struct FixedSum {
    var seconds = ExactDecimal.zero
    var listAmount = ExactDecimal.zero
    var shares: [(amount: ExactDecimal, measure: UsageMeasure, parts: [LanePart])] = []
  }

  /// Each piece is shared over all that it served; what a filter left out keeps its share.
  private func fixedCharges(_ fixed: FixedCosts) throws -> [Charge] {
    var sums: [ChargeKey: FixedSum] = [:]
    for (index, groups) in fixedParts.sorted(by: { $0.key < $1.key }) {
      let piece = fixed.pieces[index]
      let ordered = groups.sorted {
        [$0.key.backend, $0.key.model, $0.key.serviceTier].precedes(
          [$1.key.backend, $1.key.model, $1.key.serviceTier])
      }
      var weights = ordered.map { $0.value.reduce(Int128(0)) { $0 + $1.quantity.units } }
      weights.append(max(0, piece.total.units - weights.reduce(0, +)))
      let amounts = piece.amount.shared(by: weights)
      let seconds = piece.duration.exactSeconds
      let times = seconds.shared(by: weights)
      for (position, group) in ordered.enumerated() where weights[position] > 0 {
        var sum = sums[group.key] ?? FixedSum()
        sum.seconds = sum.seconds + times[position]
        sum.listAmount = sum.listAmount + amounts[position]
        sum.shares.append((amounts[position], piece.measure, group.value))
        sums[group.key] = sum
      }
    }
    return try sums.map(fixedCharge)
  }

  private func fixedCharge(_ key: ChargeKey, _ sum: FixedSum) throws -> Charge {
    // The seconds of a share may not end; then they are those that give the amount exactly.
    var quantity = sum.seconds
    if try key.rate.cost(of: quantity) != sum.listAmount,
      let other = try? sum.listAmount.times(key.rate.per, dividedBy: key.rate.price)
    {
      quantity = other
    }
    let listAmount = try key.rate.cost(of: quantity)
    let total = try key.exchange.convert(listAmount)
    let parts = total.shared(by: sum.shares.map(\.amount.units))
    let shares = zip(parts, sum.shares).map { amount, share in
      CostShare(
        measure: share.measure, amount: amount, low: amount, high: amount, parts: share.parts)
    }
    return try charge(key, quantity: quantity, listAmount: listAmount, shares: shares)
  }
}
