import ConfigurationText
import ExactNumbers
package import PriceBooks

/// The reading of one source's price table.
package protocol PriceImporter: Sendable {
  /// As `--from` names it.
  static var name: String { get }

  /// Reads a file's bytes; `file` is its name in messages.
  func prices(_ bytes: [UInt8], file: String) throws -> ImportedPrices
}

/// All sources that prices can be imported from.
package enum PriceImporters {
  package static let names = [
    LiteLLMImporter.name, GenAIPricesImporter.name, ModelsDevImporter.name, RateCardImporter.name,
  ]

  /// The importer of a source; nil where there is none of that name.
  package static func importer(_ name: String, _ options: ImportOptions) -> (any PriceImporter)? {
    switch name {
    case LiteLLMImporter.name: LiteLLMImporter(options: options)
    case GenAIPricesImporter.name: GenAIPricesImporter(options: options)
    case ModelsDevImporter.name: ModelsDevImporter(options: options)
    case RateCardImporter.name: RateCardImporter(options: options)
    default: nil
    }
  }
}

/// The choice of what is imported of a source, and whose prices they are.
package struct ImportOptions: Sendable {
  /// The providers whose prices are imported; empty for all.
  package var providers: [String] = []
  /// Whether they are the makers' list prices, which hold on every backend that has none of its own.
  package var areListPrices = false
  package var zones: ZoneLookup = PriceBook.knowsUTC

  package init() {}

  func includes(_ provider: String) -> Bool { providers.isEmpty || providers.contains(provider) }
}

/// The book that was made of a source, and remarks on what the source says and the book does not.
package struct ImportedPrices: Sendable {
  package var book: PriceBook
  /// What was left out, or read in a way that a reviewer should know of.
  package private(set) var remarks: [Remark] = []

  package struct Remark: Sendable {
    package let what: String
    package fileprivate(set) var count: Int
    /// The first price that it is about.
    package let first: String
  }

  private var ids: Set<String> = []

  init(name: String, currency: String = "USD") {
    book = PriceBook(name: name, currency: currency)
  }

  /// Adds a price, if it is the first of its id.
  mutating func add(_ entry: PriceEntry) {
    guard ids.insert(entry.id).inserted else {
      return leaveOut("a second price of one id", of: entry.id)
    }
    book.entries.append(entry)
  }

  /// Leaves out the prices that can't be read back, so that one of them never costs the others.
  package mutating func leaveOutUnreadable(zones: @escaping ZoneLookup) {
    for entry in book.entries {
      var alone = book
      alone.entries = [entry]
      let errors = PriceBook.read(alone.yaml(), file: "the book", zones: zones).errors
      guard let error = errors.first else { continue }
      book.entries.removeAll { $0.id == entry.id }
      leaveOut("a price that no book can hold: \(error.found)", of: entry.id)
    }
  }

  mutating func leaveOut(_ what: String, of price: String) {
    remark("left out: " + what, of: price)
  }

  mutating func remark(_ what: String, of price: String) {
    if let known = remarks.firstIndex(where: { $0.what == what }) {
      remarks[known].count += 1
    } else {
      remarks.append(Remark(what: what, count: 1, first: price))
    }
  }
}

/// A file that is not what its importer reads.
package struct ImportError: Error, CustomStringConvertible {
  let file: String
  let found: String
  let expected: String

  package var description: String { "\(file): found \(found); expected \(expected)" }
}
