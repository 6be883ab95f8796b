import ExactNumbers
package import PriceBooks

/// Reads the prices of one source.
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

/// What of a source is imported, and whose prices they are.
package struct ImportOptions: Sendable {
  /// The providers whose prices are taken; empty for all.
  package var providers: [String] = []
  /// Whether they are the makers' list prices, which hold on every backend that has none of its own.
  package var areListPrices = false
  package var zones: ZoneLookup = PriceBook.knowsUTC

  package init() {}

  func takes(_ provider: String) -> Bool { providers.isEmpty || providers.contains(provider) }
}

/// A book, and what the source says that no book can.
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

  init(name: String, currency: String = "USD") {
    book = PriceBook(name: name, currency: currency)
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
