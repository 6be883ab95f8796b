package import ExactNumbers

/// The report at the grain of FOCUS, the FinOps Open Cost and Usage Specification: one row a UTC
/// day × charge × tags.
///
/// The sum of the rows' ``FocusRow/effectiveCost`` is the report's total, to the last digit.
package struct FocusTable: Sendable {
  package var currency: String
  package var generator: String
  /// As ``FocusPeriod`` writes times; nil where the report shows no time as its own.
  package var generatedAt: String?
  /// The same for the same used events.
  package var digest: String
  package var rows: [FocusRow]
  /// Usage without a price. A cost must not be null in FOCUS, and 0 would be wrong, so it has no row.
  package var unpriced: [Unpriced]

  package struct Unpriced: Sendable {
    package var backend: String
    package var model: String
    package var meter: String
    package var reason: String
    package var requests: ExactDecimal
    package var quantity: ExactDecimal
  }
}

/// A time in UTC, its end exclusive, as FOCUS writes it: `2026-10-05T00:00:00Z`.
package struct FocusPeriod: Hashable, Sendable {
  package var start: String
  package var end: String
}

/// One row: what a charge, or a term of a contract, costs on a UTC day for one set of tags.
package struct FocusRow: Sendable {
  package enum Category: String, Sendable {
    case usage = "Usage"
    case credit = "Credit"
    case adjustment = "Adjustment"
  }

  package var category: Category
  /// The UTC day, and its month.
  package var chargePeriod: FocusPeriod
  package var billingPeriod: FocusPeriod
  /// In the order of the dimensions asked for, without those that the usage has no value of.
  package var tags: [Tag] = []
  package var backend: String
  package var model: String
  /// What was charged; nil where a term of a contract stands beside all charges.
  package var charge: FocusCharge?
  /// The term that the row is about; nil for usage, in whose costs all terms are that change prices.
  package var term: Term?
  /// In the report's currency, as all costs are. What is billed is the effective cost: nothing
  /// here is paid upfront.
  package var listCost = ExactDecimal.zero
  package var contractedCost = ExactDecimal.zero
  package var effectiveCost = ExactDecimal.zero
  /// The bounds of the effective cost.
  package var low = ExactDecimal.zero
  package var high = ExactDecimal.zero

  package struct Tag: Hashable, Sendable {
    package var name: String
    package var value: String
  }

  package struct Term: Hashable, Sendable {
    package var name: String
    package var kind: String
  }
}

/// What of a charge falls on one row.
package struct FocusCharge: Sendable {
  package var meter: String
  package var unit: FocusUnit
  /// In units of ``FocusUnit/consumed``.
  package var quantity: ExactDecimal
  /// In units of ``FocusUnit/pricing``.
  package var pricingQuantity: ExactDecimal
  /// In the report's currency.
  package var listUnitPrice: ExactDecimal
  package var contractedUnitPrice: ExactDecimal
  /// The same in the currency of the price book.
  package var pricingCurrency: String
  package var pricingListUnitPrice: ExactDecimal
  package var pricingContractedUnitPrice: ExactDecimal
  package var pricingEffectiveCost: ExactDecimal
  package var book: String
  package var priceID: String
  /// When the price row begins; nil is always.
  package var effectiveFrom: String?
  package var serviceTier: String
  package var contextTier: Int?
  package var isAssumed: Bool
  /// Whether it accrues with time rather than with usage.
  package var isRecurring: Bool
}
