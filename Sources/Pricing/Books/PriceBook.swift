package import ExactNumbers
package import Metering

/// A price table, as a person wrote it.
package struct PriceBook: Sendable {
  package var name: String
  package var currency: String
  /// The day on which a person last compared it with its sources: `2026-10-31`.
  package var checked: String?
  package var checkedPlace = TextPlace()
  /// Of the file's bytes.
  package var digest: String
  /// Which of its prices a name belongs to where several fit.
  package var matching = Matching.mostExact
  /// How tokens without a split divide, by meter; the shares add up to 1.
  package var unsplit: [MeterShare]?
  /// What a backend's events are priced as where they name no model.
  package var backends: [(backend: String, name: String)] = []
  package var entries: [PriceEntry] {
    get { prepared.map { $0.books.allEntries(of: $0.number) } ?? ownEntries }
    set {
      ownEntries = newValue
      prepared = nil
    }
  }
  /// Where the entries stand that are read only when they are asked for.
  var prepared: (books: PreparedBooks, number: Int)?
  private var ownEntries: [PriceEntry] = []
  /// Whether the program carries it.
  package var isPrepared: Bool { prepared != nil }
  /// In the order in which they apply.
  package var terms: [ContractTerm] = []
  /// By currency: what one of it is in this book's currency, from an instant on, ascending.
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

  /// An entry that a ``PriceIndex`` found.
  func entry(_ place: Int) -> PriceEntry {
    prepared?.books.entry(place) ?? ownEntries[place]
  }

  /// Its rates of exchange alone.
  package var withoutPrices: PriceBook {
    var book = self
    book.entries = []
    book.backends = []
    book.terms = []
    return book
  }

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
  package var from: Instant
  package var rate: ExactDecimal
}

/// Where something stands in a file; both count from 1.
package struct TextPlace: Hashable, Sendable {
  package var line = 1
  package var column = 1

  package init() {}
}
