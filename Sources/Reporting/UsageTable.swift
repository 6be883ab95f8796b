package import Charging
import ExactNumbers
package import Metering
import PriceBooks

/// The rows of one table of the report: each with its sums, and with what of it falls in which lane.
package struct UsageTable<Key: Hashable & Sendable>: Sendable {
  package private(set) var keys: [Key] = []
  package private(set) var measures: [Measures] = []
  package private(set) var costs: [RowCost] = []
  private var rows: [Key: Int] = [:]
  /// By row: its place in the order in which what is left of a share is given out.
  private var ranks: [Int] = []
  /// By lane: which rows it has usage in, and how much.
  private var shares: [Int: [Int: Measures]] = [:]

  package init() {}

  /// Adds usage of a lane to a row.
  package mutating func add(
    _ usage: Measures, lane: Int, to key: Key
  ) throws(SummaryOverflow) {
    let row = row(key)
    try measures[row].merge(usage)
    try shares[lane, default: [:]][row, default: Measures()].merge(usage)
  }

  /// Makes a row that may have no usage.
  @discardableResult
  package mutating func row(_ key: Key) -> Int {
    if let row = rows[key] { return row }
    rows[key] = keys.count
    keys.append(key)
    measures.append(Measures())
    costs.append(RowCost())
    return keys.count - 1
  }

  /// Puts the rows in an order that does not depend on the order in which the usage was read: the
  /// last digits of shares are given out in it.
  package mutating func rank(by precedes: (Key, Key) -> Bool) {
    ranks = Array(repeating: 0, count: keys.count)
    for (rank, row) in keys.indices.sorted(by: { precedes(keys[$0], keys[$1]) }).enumerated() {
      ranks[row] = rank
    }
  }

  private func rank(_ row: Int) -> Int { row < ranks.count ? ranks[row] : row }

  package func cost(of key: Key) -> RowCost { rows[key].map { costs[$0] } ?? RowCost() }

  package func usage(of key: Key) -> Measures { rows[key].map { measures[$0] } ?? Measures() }

  /// Forgets all costs, so that the same usage can be priced otherwise.
  package mutating func dropCosts() {
    costs = Array(repeating: RowCost(), count: keys.count)
  }

  /// Shares every charge over the rows by their quantities, so that the rows add up to it exactly.
  package mutating func takeCosts(_ costs: CostSummary, meters: MeterNames) {
    let shares = costs.charges.flatMap(\.shares) + costs.contract.flatMap(\.shares)
    takeCosts(shares, unpriced: costs.unpriced, meters: meters)
  }

  /// Shares parts of costs over the rows, and marks the rows whose usage has no price.
  package mutating func takeCosts(
    _ shares: [CostShare], unpriced: [UnpricedUsage], meters: MeterNames
  ) {
    for share in shares { take(share, meters) }
    for unpriced in unpriced {
      for part in unpriced.parts {
        for (row, usage) in self.shares[part.lane] ?? [:]
        where meters.quantity(of: UsageMeasure(meter: unpriced.meter), in: usage) > 0
          || meters.quantity(of: .other(unpriced.meter), in: usage) > 0
        {
          costs[row].hasUnpriced = true
        }
      }
    }
  }

  /// A quantity in the units that ``MeterNames`` counts a measure in.
  private static func count(_ quantity: ExactDecimal, of measure: UsageMeasure) -> Int128 {
    measure == .reportedCost ? quantity.units : quantity.units / ExactDecimal.unitsPerOne
  }

  private mutating func take(_ share: CostShare, _ meters: MeterNames) {
    var weights: [Int: Int128] = [:]
    for part in share.parts {
      for (row, usage) in shares[part.lane] ?? [:] {
        let quantity = meters.quantity(of: share.measure, in: usage)
        if quantity > 0 { weights[row, default: 0] += quantity }
      }
    }
    let order = weights.keys.sorted { (rank($0), $0) < (rank($1), $1) }
    let counts = order.map { weights[$0] ?? 0 }
    // Some tables hold a part of the usage only, such as failures: the rest keeps its share.
    let all = share.parts.reduce(ExactDecimal.zero) { $0 + $1.quantity }
    let total = Self.count(all, of: share.measure)
    let amounts = share.amount.shared(by: counts, of: total)
    let lows = share.low.shared(by: counts, of: total)
    let highs = share.high.shared(by: counts, of: total)
    for (index, row) in order.enumerated() {
      costs[row].amount = costs[row].amount + amounts[index]
      costs[row].low = costs[row].low + lows[index]
      costs[row].high = costs[row].high + highs[index]
      costs[row].hasPriced = true
    }
  }
}
