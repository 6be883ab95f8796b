package import ExactNumbers
package import Metering
package import PriceBooks

/// What usage costs: charges, each by one price row, terms of contracts, and what has no price.
package struct CostSummary: Sendable {
  package var currency: String
  package var charges: [Charge] = []
  /// What contract terms change, each as a line of its own; mostly negative.
  package var contract: [ContractLine] = []
  package var unpriced: [UnpricedUsage] = []
  package var assumptions: [Assumption] = []

  package init(currency: String) { self.currency = currency }

  /// What has no price, by meter. A name's requests without any count have a row only where nothing
  /// else of the name is counted.
  package var unpricedMeters: [UnpricedUsage] {
    let requests = ReservedMeter.requests.name
    let counted = Set(
      unpriced.filter { $0.meter != requests }.map { NameBytes($0.backend, $0.model) })
    return unpriced.filter {
      $0.meter != requests || !counted.contains(NameBytes($0.backend, $0.model))
    }
  }

  /// At list prices.
  package var list: ExactDecimal { charges.reduce(.zero) { $0 + $1.amount } }

  /// After negotiated prices: discounts, allowances and volume steps.
  package var contracted: ExactDecimal {
    contract.filter(\.isNegotiatedPrice).reduce(list) { $0 + $1.amount }
  }

  /// After credits and commitments too.
  package var effective: ExactDecimal { contract.reduce(list) { $0 + $1.amount } }
}

/// A quantity of one meter, priced by one row: `quantity / per × unitPrice = listAmount`.
package struct Charge: Sendable {
  package var backend: String
  package var model: String
  package var meter: String
  package var quantity: ExactDecimal
  package var per: ExactDecimal
  package var unitPrice: ExactDecimal
  /// In the book's currency, as the unit price is.
  package var listAmount: ExactDecimal
  package var bookCurrency: String
  /// In the report's currency, as the bounds are.
  package var amount: ExactDecimal
  package var low: ExactDecimal
  package var high: ExactDecimal
  /// Whether the quantity rests on an assumed split.
  package var isAssumed: Bool
  package var book: String
  package var priceID: String
  /// When its price row begins; nil is always.
  package var effectiveFrom: Instant?
  package var serviceTier: String
  /// The smallest context of the tier that priced it, in tokens; nil is the row itself.
  package var contextTier: Int?
  /// From the book's currency to the report's.
  package var exchange: Exchange
  /// How it divides over the usage.
  package var shares: [CostShare]
}

extension Charge {
  /// What it is for where no count is; nil for counts, also one of `meters{}` with such a name.
  package var reserved: ReservedMeter? {
    if case .other = shares.first?.measure { return nil }
    return ReservedMeter(rawValue: meter)
  }
}

/// A part of a cost that falls on usage in proportion to one measure of it.
package struct CostShare: Sendable {
  package var measure: UsageMeasure
  package var amount: ExactDecimal
  package var low: ExactDecimal
  package var high: ExactDecimal
  package var parts: [LanePart]
  /// The meter of the charge that a contract's term changes; nil in a charge, and for what a term
  /// asks beside all charges.
  package var meter: String?
}

/// What of a charge or of unpriced usage comes from which lane.
package struct LanePart: Hashable, Sendable {
  package var lane: Int
  package var quantity: ExactDecimal

  package init(lane: Int, quantity: ExactDecimal) {
    self.lane = lane
    self.quantity = quantity
  }
}

/// What one term of a contract changes.
package struct ContractLine: Sendable {
  package var name: String
  package var kind: String
  package var isNegotiatedPrice: Bool
  /// The ids of prices that it applies to, as the book writes them.
  package var match: String
  /// What it applied to, in the report's currency.
  package var base: ExactDecimal
  package var amount: ExactDecimal
  package var low: ExactDecimal
  package var high: ExactDecimal
  package var shares: [CostShare]
}

/// Usage without a price; never an amount of 0.
package struct UnpricedUsage: Sendable {
  package var backend: String
  package var model: String
  package var meter: String
  package var reason: UnpricedReason
  /// Those that have the meter.
  package var requests: ExactDecimal
  /// All requests beside which it stands without a price.
  package var laneRequests: ExactDecimal
  package var quantity: ExactDecimal
  package var parts: [LanePart]
}

/// What rests on something that the data don't say.
package struct Assumption: Sendable {
  package var what: String
  package var tokens: ExactDecimal
  package var amount: ExactDecimal
  package var low: ExactDecimal
  package var high: ExactDecimal
}

/// A charge that is too large for any budget: a count or a price is wrong.
package struct ChargeOverflow: Error, CustomStringConvertible {
  package let backend: String
  package let meter: String
  package let priceID: String

  package var description: String {
    "\(meter) of \(backend) at \(priceID) costs more than 10^15; look for impossible counts or prices"
  }
}
