import Metering
import PriceBooks
import Templating

/// Something that the two sides of a comparison were asked differently: a difference of their costs
/// that is none of the usage.
package struct AskedDifference: ReportRow {
  package let what: What
  /// nil where that side was asked for nothing of the kind.
  package let before: String?
  package let after: String?

  package enum What: String, CaseIterable, Sendable {
    case filters = "where"
    case timezone
    case cost
    case dedup
    case estimateTokens = "estimate_tokens"
    case assumedZone = "assume_zone"
    case prices
    case rules

    /// Options that are compared as they were asked; the others by what was in use.
    fileprivate static let options: [Self] = [
      .filters, .timezone, .cost, .dedup, .estimateTokens, .assumedZone,
    ]
  }

  package static let fields: [Field<AskedDifference>] = [
    Field("what", "The option: where, timezone, prices, rules, …") { $0.what.rawValue },
    Field("before", "Of the earlier side; null where it has none.") { $0.before },
    Field("after", "Of the later side; null where it has none.") { $0.after },
  ]
}

extension AskedDifference {
  /// All that differs, in the order of ``What``.
  static func all(_ before: CostedReport, _ after: CostedReport) -> [AskedDifference] {
    let options = What.options.compactMap { what -> AskedDifference? in
      // A report that doesn't say it is no reason for doubt.
      guard let first = before.options[what.rawValue], let second = after.options[what.rawValue]
      else { return nil }
      return AskedDifference(what, first.askedText, second.askedText)
    }
    let books = AskedDifference(
      .prices, BookVersion.text(before.books, unlike: after.books),
      BookVersion.text(after.books, unlike: before.books))
    let rules = AskedDifference(.rules, before.rules, after.rules)
    return options + [books, rules].compactMap(\.self)
  }

  /// nil where both are the same, by their bytes.
  private init?(_ what: What, _ before: String?, _ after: String?) {
    guard !(before ?? "").utf8.elementsEqual((after ?? "").utf8) else { return nil }
    self.init(what: what, before: before, after: after)
  }
}

extension TemplateValue {
  /// What was asked, as one text: filters in any order are the same; nil for nothing.
  fileprivate var askedText: String? {
    switch self {
    case .text(let text): text
    case .bool(let value): value ? "true" : "false"
    case .list(let values) where !values.isEmpty:
      values.compactMap(\.text).sorted { $0.precedesBytewise($1) }.joined(separator: ", ")
    default: nil
    }
  }
}

/// A price book in use, and which version of it.
package struct BookVersion: Sendable {
  let name: String
  let digest: String
  /// Whether it was given, and not only built in: then a side without it was asked differently.
  let isGiven: Bool

  /// The books of a report: those that were given are the last ones of its list.
  static func all(
    _ books: [(name: String, digest: String)], options: TemplateObject
  ) -> [BookVersion] {
    let given = (options["prices"]?.elements ?? []).count { $0.text != "none" }
    return books.enumerated().map { index, book in
      BookVersion(
        name: book.name, digest: book.digest, isGiven: index >= books.count - given)
    }
  }

  /// The books that the other side has not, or has in another version; nil where there are none.
  ///
  /// Of the built-in books a report names those that price something: to use others of them is to
  /// have other usage.
  static func text(_ books: [BookVersion], unlike others: [BookVersion]) -> String? {
    let unlike = books.filter { book in
      guard !others.contains(where: { $0.digest == book.digest }) else { return false }
      return book.isGiven || others.contains { $0.name.utf8.elementsEqual(book.name.utf8) }
    }
    guard !unlike.isEmpty else { return nil }
    return unlike.map { "\($0.name) (\($0.digest.prefix(8)))" }.joined(separator: ", ")
  }
}
