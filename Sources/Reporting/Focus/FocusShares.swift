import Charging
import ExactNumbers
import Metering

/// Charges and terms of contracts, shared over UTC days and tags so that each adds up exactly.
struct FocusShares {
  /// What of a charge falls on one place.
  struct Part {
    var quantity = ExactDecimal.zero
    var list = Bounded()
    /// What terms change that are part of the negotiated price.
    var negotiated = Bounded()
    /// The last of these terms.
    var term: Int?
  }

  /// What of a term falls on one place, beside the charges.
  struct TermKey: Hashable {
    let place: Int
    let term: Int
    let backend: String
    let model: String
  }

  /// An amount with its two bounds.
  struct Bounded {
    var amount = ExactDecimal.zero
    var low = ExactDecimal.zero
    var high = ExactDecimal.zero

    mutating func add(_ other: Bounded) {
      amount = amount + other.amount
      low = low + other.low
      high = high + other.high
    }
  }

  struct ChargeKey: Hashable {
    let charge: Int
    let place: Int
  }

  /// Which charge counts a measure of a lane for a meter.
  private struct Owner: Hashable {
    let lane: Int
    let measure: UsageMeasure
    let meter: String
  }

  private let costs: CostSummary
  private let lanes: [LaneUsage]
  private let places: FocusPlaces
  private var owners: [Owner: Int] = [:]
  private(set) var parts: [ChargeKey: Part] = [:]
  private(set) var terms: [TermKey: Bounded] = [:]

  init(_ costs: CostSummary, lanes: [LaneUsage], places: FocusPlaces) {
    self.costs = costs
    self.lanes = lanes
    self.places = places
    for (index, charge) in costs.charges.enumerated() { take(charge, index) }
    for (index, line) in costs.contract.enumerated() {
      for share in line.shares { take(share, of: line, index) }
    }
    settleNegativePrices()
  }

  private mutating func take(_ charge: Charge, _ index: Int) {
    let quantities =
      charge.shares.count == 1
      ? [charge.quantity] : charge.quantity.shared(by: charge.shares.map(\.amount.units))
    for (share, quantity) in zip(charge.shares, quantities) {
      var weights: [Int: Int128] = [:]
      for part in share.parts {
        owners[Owner(lane: part.lane, measure: share.measure, meter: charge.meter)] = index
        for (place, quantity) in places.quantities(of: share.measure, lane: part.lane) {
          weights[place, default: 0] += quantity
        }
      }
      let order = weights.keys.sorted()
      let counts = order.map { weights[$0] ?? 0 }
      let amounts = share.shared(by: counts)
      for (position, units) in quantity.shared(by: counts).enumerated() {
        let key = ChargeKey(charge: index, place: order[position])
        parts[key, default: Part()].quantity = (parts[key]?.quantity ?? .zero) + units
        parts[key, default: Part()].list.add(amounts[position])
      }
    }
  }

  /// A term falls on the rows of the charges that it changes; what it asks beside them, and what
  /// pays for them, is a row of its own.
  private mutating func take(_ share: CostShare, of line: ContractLine, _ index: Int) {
    var weights: [ChargeKey: Int128] = [:]
    var backends: [Int: Int] = [:]
    for part in share.parts {
      let owner = share.meter.flatMap {
        owners[Owner(lane: part.lane, measure: share.measure, meter: $0)]
      }
      // Without a charge the lane itself says whose cost it is.
      let charge = owner ?? -1 - part.lane
      backends[charge] = part.lane
      for (place, quantity) in places.quantities(of: share.measure, lane: part.lane) {
        weights[ChargeKey(charge: charge, place: place), default: 0] += quantity
      }
    }
    let order = weights.keys.sorted { ($0.charge, $0.place) < ($1.charge, $1.place) }
    let amounts = share.shared(by: order.map { weights[$0] ?? 0 })
    for (key, amount) in zip(order, amounts) {
      if line.isNegotiatedPrice, key.charge >= 0 {
        parts[key, default: Part()].negotiated.add(amount)
        parts[key]?.term = index
      } else {
        let lane = lanes[backends[key.charge] ?? 0]
        let term = TermKey(
          place: key.place, term: index, backend: lane.backend, model: lane.model ?? "")
        terms[term, default: Bounded()].add(amount)
      }
    }
  }

  /// A price is never negative: what a term gives back beyond a day's cost, for the days before it,
  /// is a row of its own.
  private mutating func settleNegativePrices() {
    for (key, part) in parts {
      let contracted = part.list.amount + part.negotiated.amount
      guard contracted.isNegative, let index = part.term else { continue }
      let charge = costs.charges[key.charge]
      let term = TermKey(
        place: key.place, term: index, backend: charge.backend, model: charge.model)
      let rest = Bounded(amount: contracted, low: contracted, high: contracted)
      terms[term, default: Bounded()].add(rest)
      parts[key]?.negotiated.add(
        Bounded(amount: -contracted, low: -contracted, high: -contracted))
    }
  }
}

extension CostShare {
  fileprivate func shared(by weights: [Int128]) -> [FocusShares.Bounded] {
    let amounts = [amount, low, high].map { $0.shared(by: weights) }
    return weights.indices.map {
      FocusShares.Bounded(amount: amounts[0][$0], low: amounts[1][$0], high: amounts[2][$0])
    }
  }
}
