package import Charging
package import ExactNumbers
import PriceBooks

/// A cost with its bounds, as every row carries it.
///
///     {"amount": 12.34, "low": 9.77, "high": 15.10, "complete": true}
extension CostAmount: ReportRow {
  /// The effective cost of what has a price; nil where there is usage and none of it has one.
  package var knownAmount: ExactDecimal? { isUnknown ? nil : amount }

  /// The least that it can be: true of all of the usage, as no price is below 0.
  package var knownLow: ExactDecimal? { isUnknown ? nil : min(low, amount) }

  /// The most that it can be; nil where some usage has no price.
  package var knownHigh: ExactDecimal? { hasUnpriced ? nil : max(high, amount) }

  package static let fields: [Field<CostAmount>] = [
    Field(
      "amount", "Effective cost; null where there is usage and none of it has a price.",
      in: .money
    ) { $0.knownAmount },
    Field("low", "The least it can be, given what the data say.", in: .money) { $0.knownLow },
    Field("high", "The most it can be; null where some usage has no price.", in: .money) {
      $0.knownHigh
    },
    Field("complete", "Whether all of the usage has a price.") { !$0.hasUnpriced },
  ]
}
