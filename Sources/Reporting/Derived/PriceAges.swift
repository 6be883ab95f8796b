import Charging
import Metering
import PriceBooks
import Templating

extension ReportBuilder {
  /// How old the books are that priced a charge of this report: days from the day on which a person
  /// last compared one with its sources to the period's last day.
  ///
  /// Of a book that does not say when it was compared nothing is known: `days` is null there and
  /// `is_known` false.
  var priceAges: [TemplateValue] {
    guard let last = period.days.last else { return [] }
    let used = Set(costs.charges.map(\.book))
    let books = request.books.books.filter { used.contains($0.name) }
    return books.sorted { $0.name.precedesBytewise($1.name) }.map { book in
      let checked = book.checked.flatMap { CivilDate(parsing: $0) }
      return [
        "name": .text(book.name), "checked": checked.map { .text($0.description) } ?? .null,
        "days": checked.map { .integer(last.dayNumber - $0.dayNumber) } ?? .null,
        "is_known": .bool(checked != nil),
      ]
    }
  }
}
