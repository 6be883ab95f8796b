package import Charging
import ExactNumbers
package import Templating

/// What a row of a table cost.
package typealias RowCost = CostAmount

extension CostAmount {
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
