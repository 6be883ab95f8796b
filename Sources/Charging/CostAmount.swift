package import ExactNumbers
import PriceBooks

/// What some usage costs, with its bounds and whether a part of it has no price.
package struct CostAmount: Hashable, Sendable {
  package var amount = ExactDecimal.zero
  package var low = ExactDecimal.zero
  package var high = ExactDecimal.zero
  package var hasPriced = false
  package var hasUnpriced = false

  package init() {}

  package mutating func add(_ other: CostAmount) {
    amount = amount + other.amount
    low = low + other.low
    high = high + other.high
    hasPriced = hasPriced || other.hasPriced
    hasUnpriced = hasUnpriced || other.hasUnpriced
  }

  /// Usage of which nothing has a price has no amount, not an amount of 0.
  package var isUnknown: Bool { hasUnpriced && !hasPriced }
}

extension Sequence<CostAmount> {
  /// All of them together.
  package var total: CostAmount { reduce(into: CostAmount()) { $0.add($1) } }
}

extension CostSummary {
  /// The whole cost, after all terms of contracts.
  package var total: CostAmount {
    var total = CostAmount()
    for share in charges.flatMap(\.shares) + contract.flatMap(\.shares) {
      total.amount = total.amount + share.amount
      total.low = total.low + share.low
      total.high = total.high + share.high
      total.hasPriced = true
    }
    total.hasUnpriced = !unpriced.isEmpty
    return total
  }
}
