package import ExactNumbers
package import Metering

/// A price table: prices of one currency, as a person wrote and checked them.
package struct PriceBook: Sendable {
  package var name: String
  package var currency: String
  /// The day on which a person last compared it with its sources: `2026-10-31`.
  package var checked: String?
  package var checkedPlace = TextPlace()
  /// A digest of the file's bytes.
  package var digest: String
  /// Which price a name belongs to where several fit it.
  package var matching = Matching.mostExact
  /// How tokens without a split divide, by meter; the shares add up to 1.
  package var unsplit: [MeterShare]?
  /// What a backend's events are priced as where they name no model.
  package var backends: [(backend: String, name: String)] = []
  package var entries: [PriceEntry] {
    get { prepared.map { $0.store.entries(ofBook: $0.number) } ?? listed }
    set {
      listed = newValue
      prepared = nil
    }
  }
  private var listed: [PriceEntry] = []
  private var prepared: (store: any EntryStore, number: Int)?
  /// Where its entries are found, and its number there.
  var store: (store: any EntryStore, number: Int) { prepared ?? (ListedEntries(listed), 0) }
  /// Whether it is one of the books that the program carries, or stands in the place of one.
  package var isBuiltIn = false
  /// Whether its entries are in prepared form.
  package var isPrepared: Bool { prepared != nil }
  /// The unit of each meter that has one of its own, as the book first writes it.
  package var units: [String: String] = [:]
  /// The terms of a contract, in the order in which they apply.
  package var terms: [ContractTerm] = []
  /// The dated rates of exchange of each currency: what one of it is in this book's, ascending.
  package var exchange: [String: [ExchangeRate]] = [:]

  package enum Matching: String, CaseIterable, Sendable {
    /// The one whose pattern is the most exact.
    case mostExact = "most_exact"
    /// The one that is listed first, as sources with an order of their own have it.
    case first
  }

  package init(name: String, currency: String, digest: String = "") {
    self.name = name
    self.currency = currency
    self.digest = digest
  }

  /// Takes the unit that something says of a meter; gives what is wrong with it, as found and
  /// expected.
  package mutating func take(
    _ quantity: Quantity, of meter: String
  ) -> (found: String, expected: String)? {
    if let misfit = quantity.misfit(of: meter) { return misfit }
    guard MeterUnit.fixed(of: meter) == nil, let unit = quantity.unit else { return nil }
    guard let known = units[meter] else {
      units[meter] = unit
      return nil
    }
    guard !MeterUnit.isSame(unit, known) else { return nil }
    return ("the unit '\(unit)' of \(meter)", "'\(known)', its unit elsewhere")
  }

  /// The same book as one that the program carries, with the entries that a store has of it.
  func with(_ store: any EntryStore, number: Int) -> PriceBook {
    var book = self
    book.listed = []
    book.prepared = (store, number)
    book.isBuiltIn = true
    return book
  }

  /// The book with its rates of exchange alone.
  package var withoutPrices: PriceBook {
    var book = self
    book.entries = []
    book.backends = []
    book.terms = []
    return book
  }

  /// The split that is assumed where no book says one: the recorder's.
  package static let customarySplit = [
    MeterShare(meter: "input", share: ExactDecimal(units: 300_000_000_000_000_000)),
    MeterShare(meter: "output", share: ExactDecimal(units: 700_000_000_000_000_000)),
  ]
}

/// The share of a meter in tokens that are not split: 0.3 of them are input.
package struct MeterShare: Hashable, Sendable {
  package var meter: String
  package var share: ExactDecimal
}

/// A rate of exchange from an instant on, in milliseconds since 1970.
package struct ExchangeRate: Hashable, Sendable {
  package var from: Instant
  package var rate: ExactDecimal
}

/// Where something stands in a file; both count from 1.
package struct TextPlace: Hashable, Sendable {
  package var line = 1
  package var column = 1

  package init() {}
}
