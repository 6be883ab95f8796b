package import ExactNumbers
package import Templating

/// What a row of a table cost, with its bounds and whether some of its usage has no price.
package struct RowCost: Sendable {
  package var amount = ExactDecimal.zero
  package var low = ExactDecimal.zero
  package var high = ExactDecimal.zero
  package var hasPriced = false
  package var hasUnpriced = false

  package init() {}

  package mutating func add(_ other: RowCost) {
    amount = amount + other.amount
    low = low + other.low
    high = high + other.high
    hasPriced = hasPriced || other.hasPriced
    hasUnpriced = hasUnpriced || other.hasUnpriced
  }

  /// Usage of which nothing has a price has no amount, not an amount of 0.
  package var isUnknown: Bool { hasUnpriced && !hasPriced }

  /// `{amount, low, high, complete}`
  package var tree: TemplateValue {
    [
      "amount": isUnknown ? .null : .decimal(amount),
      "low": isUnknown ? .null : .decimal(min(low, amount)),
      "high": hasUnpriced ? .null : .decimal(max(high, amount)),
      "complete": .bool(!hasUnpriced),
    ]
  }
}
