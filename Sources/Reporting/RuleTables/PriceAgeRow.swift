import Charging
import Metering
import PriceBooks

/// How old a book is that priced a charge of this report: days from the day on which a person last
/// compared it with its sources to the period's last day.
struct PriceAgeRow: ReportRow {
  let name: String
  /// nil where the book does not say when it was compared.
  let checked: CivilDate?
  let lastDay: CivilDate

  static let fields: [Field<PriceAgeRow>] = [
    Field("name", "The price book's name.") { $0.name },
    Field("checked", "When a person last compared it; null: not said.") { $0.checked },
    Field("days", "How long before the period's last day.", in: .days) { row in
      row.checked.map { row.lastDay.dayNumber - $0.dayNumber }
    },
    Field("is_known", "Whether the book says when it was compared.") { $0.checked != nil },
  ]

  static func rows(_ usage: PricedUsage) -> [PriceAgeRow] {
    guard !usage.period.days.isEmpty else { return [] }
    let last = usage.period.days.upperBound.advanced(by: -1)
    let used = Set(usage.costs.charges.map(\.book))
    let books = usage.request.books.books.filter { used.contains($0.name) }
    return books.sorted { $0.name.precedesBytewise($1.name) }.map { book in
      PriceAgeRow(
        name: book.name, checked: book.checked.flatMap { CivilDate(parsing: $0) }, lastDay: last)
    }
  }
}
