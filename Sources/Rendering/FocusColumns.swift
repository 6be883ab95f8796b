import ExactNumbers
import Reporting

/// A column of FOCUS, or one of our own, which begins with `x_`.
struct FocusColumn: Sendable {
  enum Kind: String {
    case text = "STRING"
    case decimal = "DECIMAL"
    case time = "DATETIME"
    case json = "JSON"
    case flag = "BOOLEAN"
  }

  /// What stands in a cell; null is an empty one.
  enum Cell {
    case null
    case text(String)
    case decimal(ExactDecimal)
    case flag(Bool)
  }

  let name: String
  let kind: Kind
  /// Whether version 1.3 keeps it only for readers of 1.2.
  var isDeprecated = false
  let cell: @Sendable (FocusRow, FocusTable) -> Cell
}

extension FocusColumn {
  /// All columns of versions 1.2 and 1.3 by name, then our own.
  static let all =
    (identity + costs + prices + commitments + periods).sorted {
      $0.name.utf8.lexicographicallyPrecedes($1.name.utf8)
    } + own

  private static func text(
    _ name: String, _ value: @escaping @Sendable (FocusRow) -> String?
  ) -> FocusColumn {
    FocusColumn(name: name, kind: .text) { row, _ in
      value(row).flatMap { $0.isEmpty ? nil : .text($0) } ?? .null
    }
  }

  private static func decimal(
    _ name: String, _ value: @escaping @Sendable (FocusRow) -> ExactDecimal?
  ) -> FocusColumn {
    FocusColumn(name: name, kind: .decimal) { row, _ in value(row).map { .decimal($0) } ?? .null }
  }

  private static func empty(_ name: String, _ kind: Kind = .text) -> FocusColumn {
    FocusColumn(name: name, kind: kind) { _, _ in .null }
  }

  private static func time(
    _ name: String, _ value: @escaping @Sendable (FocusRow) -> String?
  ) -> FocusColumn {
    FocusColumn(name: name, kind: .time) { row, _ in value(row).map { .text($0) } ?? .null }
  }

  /// Who provides what: all that the data say is the backend, and the price's maker.
  private static let identity: [FocusColumn] = [
    text("BillingAccountId") { $0.provider }, text("BillingAccountName") { $0.provider },
    text("BillingAccountType") { _ in "Backend" },
    FocusColumn(name: "ProviderName", kind: .text, isDeprecated: true) { row, _ in
      .text(row.provider)
    },
    FocusColumn(name: "PublisherName", kind: .text, isDeprecated: true) { row, _ in
      .text(row.publisher)
    },
    text("ServiceProviderName") { $0.provider }, text("HostProviderName") { $0.provider },
    text("InvoiceIssuerName") { $0.provider }, empty("InvoiceId"),
    text("ServiceCategory") { _ in "AI and Machine Learning" },
    text("ServiceSubcategory") { _ in "Generative AI" }, text("ServiceName") { $0.service },
    empty("SubAccountId"), empty("SubAccountName"), empty("SubAccountType"),
    empty("ResourceId"), empty("ResourceName"), empty("ResourceType"), empty("RegionId"),
    empty("RegionName"), empty("AvailabilityZone"), empty("CapacityReservationId"),
    empty("CapacityReservationStatus"), empty("AllocatedMethodId"),
    empty("AllocatedMethodDetails", .json), empty("AllocatedResourceId"),
    empty("AllocatedResourceName"), empty("AllocatedTags", .json),
    empty("ContractApplied", .json),
    FocusColumn(name: "Tags", kind: .json) { row, _ in row.tagsJSON },
  ]

  private static let costs: [FocusColumn] = [
    text("ChargeCategory") { $0.category.rawValue }, empty("ChargeClass"),
    text("ChargeDescription") { $0.description },
    text("ChargeFrequency") { $0.isRecurring ? "Recurring" : "Usage-Based" },
    FocusColumn(name: "BillingCurrency", kind: .text) { _, table in .text(table.currency) },
    decimal("ListCost") { $0.listCost }, decimal("ContractedCost") { $0.contractedCost },
    decimal("EffectiveCost") { $0.effectiveCost }, decimal("BilledCost") { $0.effectiveCost },
    FocusColumn(name: "PricingCurrency", kind: .text) { row, table in
      .text(row.charge?.pricingCurrency ?? table.currency)
    },
    decimal("PricingCurrencyEffectiveCost") {
      $0.charge?.pricingEffectiveCost ?? $0.effectiveCost
    },
  ]

  private static let prices: [FocusColumn] = [
    decimal("ConsumedQuantity") { $0.charge?.quantity },
    text("ConsumedUnit") { $0.charge?.unit.consumed },
    decimal("PricingQuantity") { $0.charge?.pricingQuantity },
    text("PricingUnit") { $0.charge?.unit.pricing },
    text("PricingCategory") { $0.charge.map { _ in "Standard" } },
    decimal("ListUnitPrice") { $0.charge?.listUnitPrice },
    decimal("ContractedUnitPrice") { $0.charge?.contractedUnitPrice },
    decimal("PricingCurrencyListUnitPrice") { $0.charge?.pricingListUnitPrice },
    decimal("PricingCurrencyContractedUnitPrice") { $0.charge?.pricingContractedUnitPrice },
    text("SkuId") { $0.charge?.skuID }, text("SkuPriceId") { $0.charge?.skuPriceID },
    text("SkuMeter") { $0.charge?.meter }, empty("SkuPriceDetails", .json),
  ]

  private static let commitments: [FocusColumn] = [
    empty("CommitmentDiscountCategory"), empty("CommitmentDiscountId"),
    empty("CommitmentDiscountName"), empty("CommitmentDiscountQuantity", .decimal),
    empty("CommitmentDiscountStatus"), empty("CommitmentDiscountType"),
    empty("CommitmentDiscountUnit"),
  ]

  private static let periods: [FocusColumn] = [
    time("BillingPeriodStart") { $0.billingPeriod.start },
    time("BillingPeriodEnd") { $0.billingPeriod.end },
    time("ChargePeriodStart") { $0.chargePeriod.start },
    time("ChargePeriodEnd") { $0.chargePeriod.end },
  ]

  private static let own: [FocusColumn] = [
    text("x_backend") { $0.backend }, text("x_model") { $0.model },
    text("x_meter") { $0.charge?.meter }, text("x_price_id") { $0.charge?.priceID },
    text("x_book") { $0.charge?.book },
    time("x_effective_from") { $0.charge?.effectiveFrom },
    text("x_service_tier") { $0.charge?.serviceTier },
    decimal("x_context_tier") { $0.charge?.contextTier.map { ExactDecimal($0) } },
    FocusColumn(name: "x_assumed", kind: .flag) { row, _ in
      row.charge.map { .flag($0.isAssumed) } ?? .null
    },
    decimal("x_low") { $0.low }, decimal("x_high") { $0.high },
    text("x_contract_term") { $0.term?.name }, text("x_contract_kind") { $0.term?.kind },
  ]
}
