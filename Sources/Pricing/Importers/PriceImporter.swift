import ExactNumbers

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
  package private(set) var leftOut: [LeftOut] = []

  package struct LeftOut: Sendable {
    package let what: String
    package fileprivate(set) var count: Int
    /// The first price that it was left out of.
    package let first: String
  }

  init(name: String, currency: String = "USD") {
    book = PriceBook(name: name, currency: currency)
  }

  mutating func leaveOut(_ what: String, of price: String) {
    if let known = leftOut.firstIndex(where: { $0.what == what }) {
      leftOut[known].count += 1
    } else {
      leftOut.append(LeftOut(what: what, count: 1, first: price))
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

extension ExactDecimal {
  /// A number as JSON may write it: with an exponent too. nil where it is not a number, or has more
  /// digits than are kept.
  init?(scientific text: String) {
    let parts = text.split(whereSeparator: { $0 == "e" || $0 == "E" })
    guard (1...2).contains(parts.count) else { return nil }
    guard parts.count == 2 else {
      guard let value = try? ExactDecimal(parsing: text) else { return nil }
      self = value
      return
    }
    let shift = Int(parts[1].hasPrefix("+") ? parts[1].dropFirst() : parts[1])
    guard let shift, abs(shift) <= 30 else { return nil }
    let mantissa = parts[0].split(separator: ".", omittingEmptySubsequences: false)
    guard mantissa.count <= 2, mantissa[0].utf8.allSatisfy({ 48...57 ~= $0 }) else { return nil }
    let whole = String(mantissa[0])
    let fraction = mantissa.count == 2 ? String(mantissa[1]) : ""
    let zeros = String(repeating: "0", count: abs(shift))
    let digits = shift < 0 ? zeros + whole + fraction : whole + fraction + zeros
    // The point's place among the digits.
    let point = shift < 0 ? zeros.count + whole.count + shift : whole.count + shift
    let before = String(digits.prefix(point)).drop { $0 == "0" }
    var after = digits.dropFirst(point)
    while after.hasSuffix("0") { after = after.dropLast() }
    let plain = (before.isEmpty ? "0" : String(before)) + (after.isEmpty ? "" : "." + after)
    guard let value = try? ExactDecimal(parsing: plain) else { return nil }
    self = value
  }

  static let million = ExactDecimal(1_000_000)
}
