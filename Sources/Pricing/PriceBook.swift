package import ExactNumbers

/// A price table, as a person wrote it.
package struct PriceBook: Sendable {
  package var name: String
  package var currency: String
  /// The day on which a person last compared it with its sources: `2026-10-31`.
  package var checked: String?
  /// Of the file's bytes.
  package var digest: String
  /// How tokens without a split divide, by meter; the shares add up to 1.
  package var unsplit: [MeterShare]?
  /// What a backend's events are priced as where they name no model.
  package var backends: [(backend: String, name: String)] = []
  package var entries: [PriceEntry] = []
  /// By currency: what one of it is in this book's currency, from an instant on, ascending.
  package var exchange: [String: [ExchangeRate]] = [:]

  /// Where a book says nothing: the recorder's split, which reports show as an assumption.
  package static let customarySplit = [
    MeterShare(meter: "input", share: ExactDecimal(units: 300_000_000_000_000_000)),
    MeterShare(meter: "output", share: ExactDecimal(units: 700_000_000_000_000_000)),
  ]
}

/// A part of unsplit tokens: 0.3 of them are input.
package struct MeterShare: Hashable, Sendable {
  package var meter: String
  package var share: ExactDecimal
}

package struct ExchangeRate: Hashable, Sendable {
  package var from: Int64
  package var rate: ExactDecimal
}

/// The prices of one thing that is sold: an id, the names that it goes by, and its rows.
package struct PriceEntry: Sendable {
  package var id: String
  package var patterns: [NamePattern] = []
  /// The backends it is for; empty for all.
  package var backends: [NamePattern] = []
  package var source: String?
  package var unsplit: [MeterShare]?
  package var rows: [PriceRow] = []
  package var line = 1
}

/// The rates that hold from an instant on. A row is complete: it inherits nothing.
package struct PriceRow: Sendable {
  /// Milliseconds since 1970; nil is always.
  package var from: Int64?
  /// Exclusive; nil is without end.
  package var until: Int64?
  /// nil where the row holds for every service tier.
  package var serviceTier: String?
  package var rates: [String: Rate] = [:]
  /// A meter without a rate of its own is priced as another.
  package var fallbacks: [String: String] = [:]
  /// By ascending context.
  package var tiers: [ContextTier] = []
  package var source: String?
  package var line = 1

  package func holds(at instant: Int64) -> Bool {
    instant >= from ?? .min && instant < until ?? .max
  }
}

/// A price for so many of a meter.
package struct Rate: Hashable, Sendable {
  package var price: ExactDecimal
  package var per: ExactDecimal
}

/// Rates for requests whose context is at least ``minimum`` tokens.
package struct ContextTier: Sendable {
  package var minimum: Int
  package var rates: [String: Rate]
}
