package import ConfigurationText
import ExactNumbers
package import Metering

/// Something wrong or doubtful in a price book, with its place.
package struct PriceFinding: Sendable, CustomStringConvertible {
  package enum Severity: String, Sendable {
    case error
    case warning
  }

  package let severity: Severity
  package let file: String
  package let place: TextPlace
  package let message: String

  package var description: String {
    "\(file):\(place.line):\(place.column): \(severity.rawValue): \(message)"
  }
}

/// The check of a book: what a careful reviewer would find in it.
package struct PriceCheck {
  let book: PriceBook
  private let file: String
  /// The day of the check.
  private let today: CivilDate
  package private(set) var findings: [PriceFinding] = []

  /// Days after which prices should be compared with their sources again.
  private static let checkedDays = 90

  /// Checks a book that was read as far as it could be, with the errors of reading it.
  package init(
    _ book: PriceBook, file: String, errors: [ConfigurationError], today: CivilDate
  ) {
    self.book = book
    self.file = file
    self.today = today
    for error in errors {
      var place = TextPlace()
      place.line = error.line
      place.column = error.column
      add(.error, place, "found \(error.found); expected \(error.expected)")
    }
    checkAge()
    for entry in book.entries {
      check(entry)
      checkReach(entry)
    }
    checkNames()
    checkHiddenNames()
    findings.sort {
      ($0.place.line, $0.place.column, $0.message) < ($1.place.line, $1.place.column, $1.message)
    }
  }

  mutating func add(
    _ severity: PriceFinding.Severity, _ place: TextPlace, _ message: String
  ) {
    findings.append(
      PriceFinding(severity: severity, file: file, place: place, message: message))
  }

  private mutating func checkAge() {
    guard let text = book.checked, let checked = CivilDate(parsing: text) else {
      add(
        .warning, TextPlace(), "no 'checked:' date; say when it was last compared with its sources")
      return
    }
    let age = today.dayNumber - checked.dayNumber
    guard age > Self.checkedDays else { return }
    add(
      .warning, book.checkedPlace,
      "last checked on \(text), \(age) days ago; compare it with its sources and change 'checked:'")
  }

  private mutating func check(_ entry: PriceEntry) {
    if entry.source == nil, entry.rows.contains(where: { $0.source == nil && $0.fixed == nil }) {
      add(.warning, entry.place, "'\(entry.id)' has no source; say where its price comes from")
    }
    for (index, row) in entry.rows.enumerated() {
      checkEmpty(row, of: entry)
      guard let next = entry.rows[(index + 1)...].first(where: { $0.condition == row.condition })
      else { continue }
      if let until = row.until, let from = next.from, until < from,
        !entry.prices(TimeRange(start: until, end: from))
      {
        add(
          .warning, next.place,
          "'\(entry.id)' has no price from \(until.dateOrTimestamp) to \(from.dateOrTimestamp)")
      }
      checkMeters(row, next, of: entry)
    }
  }

  private mutating func checkEmpty(_ row: PriceRow, of entry: PriceEntry) {
    if row.time.isEmpty {
      add(.warning, row.place, "a row of '\(entry.id)' is never reached: it ends where it begins")
    }
    if row.rates.isEmpty, row.fixed == nil {
      add(.warning, row.place, "a row of '\(entry.id)' has no rate")
    }
    let priced = PricedRow(book: book, entry: entry, row: row)
    for (meter, other) in row.fallbacks.sorted(by: { $0.key < $1.key })
    where row.fixed == nil && priced.rate(of: other, tier: nil) == nil {
      add(
        .warning, row.place,
        "'\(entry.id)' prices \(meter) as \(other), of which the row has no rate")
    }
    for tier in row.tiers {
      for meter in tier.rates.keys.sorted() where row.rates[meter] == nil {
        add(
          .warning, row.place,
          "'\(entry.id)' has a rate of \(meter) above a context, and none below it")
      }
    }
  }

  private mutating func checkMeters(_ row: PriceRow, _ next: PriceRow, of entry: PriceEntry) {
    let priced = PricedRow(book: book, entry: entry, row: next)
    for (meter, rate) in row.rates.sorted(by: { $0.key < $1.key }) {
      guard let later = priced.rate(of: meter, tier: nil) else {
        add(
          .warning, next.place,
          "'\(entry.id)' has no rate of \(meter) any more; name it, or what it is priced as")
        continue
      }
      guard next.rates[meter] != nil, Self.isFarOff(rate, later) else { continue }
      add(
        .warning, next.place,
        "'\(entry.id)' changes \(meter) from \(rate.price) per \(rate.unitText) to "
          + "\(later.price) per \(later.unitText): a hundredfold; check the unit")
    }
  }

  private static func isFarOff(_ one: Rate, _ other: Rate) -> Bool {
    guard one.price > .zero, other.price > .zero,
      let left = try? one.price.times(other.per), let right = try? other.price.times(one.per)
    else { return false }
    return left.units / 100 >= right.units || right.units / 100 >= left.units
  }
}

extension PriceEntry {
  /// Whether one row without a condition holds all of a time.
  fileprivate func prices(_ time: TimeRange) -> Bool {
    rows.contains { $0.condition.isEmpty && $0.time.contains(time) }
  }
}
