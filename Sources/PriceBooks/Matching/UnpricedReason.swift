/// Why usage has no price. It is never taken for an amount of 0.
package enum UnpricedReason: String, Sendable {
  /// No price goes by the name.
  case noMatch = "no_match"
  /// Two prices go by the name, and neither comes first.
  case ambiguous
  /// The row that holds has no rate of the meter.
  case noRate = "no_rate"
  /// The price that goes by the name has no row at the instant.
  case noRowAtDate = "no_row_at_date"
  /// There is no rate of exchange from the book's currency to the report's.
  case noExchangeRate = "no_fx"

  /// For people.
  package var words: String {
    switch self {
    case .noMatch: "no price goes by the name"
    case .ambiguous: "two prices go by the name"
    case .noRate: "the price has no rate for it"
    case .noRowAtDate: "no price at its date"
    case .noExchangeRate: "no rate of exchange"
    }
  }
}
