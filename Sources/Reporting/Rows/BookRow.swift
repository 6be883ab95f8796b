import Charging
import PriceBooks

/// A price book in use.
package struct BookRow: ReportRow {
  package let name: String
  package let digest: String
  package let checked: String?
  package let currency: String

  package static let fields: [Field<BookRow>] = [
    Field("name", "The price book's name.") { $0.name },
    Field("digest", FieldText.digest) { $0.digest },
    Field("checked", "When a person last compared the book with its sources; null: not said.") {
      $0.checked
    },
    Field("currency", "Of the book's prices.") { $0.currency },
  ]

  /// The books that people gave, and the built-in ones that price something here.
  static func rows(_ usage: PricedUsage) -> [BookRow] {
    let used = Set(usage.costs.charges.map(\.book))
    return usage.request.books.books.filter { !$0.isPrepared || used.contains($0.name) }.map {
      BookRow(name: $0.name, digest: $0.digest, checked: $0.checked, currency: $0.currency)
    }
  }
}

/// The recommendation rules in use.
package struct RulesSection: ReportRow {
  package let digest: String

  package static let fields: [Field<RulesSection>] = [
    Field("digest", FieldText.digest) { $0.digest }
  ]
}
