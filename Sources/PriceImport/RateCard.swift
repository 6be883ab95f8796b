package import ExactNumbers
import Metering
package import PriceBooks

/// A book as a table: a line a rate, which opens in a spreadsheet and imports back as the same book.
///
/// What a book says beside its prices, such as the terms of a contract, are lines with a `setting` and
/// its `value`, as a book writes it.
package enum RateCard {
  package static let columns = [
    "id", "match", "backend", "ignore_case", "from", "until", "service_tier", "hours", "weekdays",
    "timezone", "context_above", "meter", "price", "currency", "per", "priced_as", "source",
    "matching", "unsplit", "setting", "value",
  ]

  package enum Cell: Sendable {
    case text(String)
    case number(ExactDecimal)
  }

  /// The lines of a book's prices, without the header.
  package static func lines(_ book: PriceBook) -> [[Cell]] {
    book.entries.flatMap { entry in entry.rows.flatMap { RateCardRow($0, entry, book).lines } }
  }

  /// The lines of what a book says beside its prices.
  package static func settings(_ book: PriceBook) -> [[Cell]] {
    var settings: [(String, String)] = [("name", PriceBook.scalar(book.name))]
    if let checked = book.checked { settings.append(("checked", checked)) }
    if let split = book.unsplit {
      settings.append(("assume", "{unsplit: {\(PriceBook.text(split))}}"))
    }
    for (backend, name) in book.backends {
      settings.append(("backends", "{\(PriceBook.scalar(backend)): \(PriceBook.scalar(name))}"))
    }
    for term in book.terms { settings.append(("contract", term.text(book.units))) }
    for (currency, rates) in book.exchange.sorted(by: { $0.key.precedesBytewise($1.key) }) {
      let texts = rates.map(\.text).joined(separator: ", ")
      settings.append(("fx", "{\(currency): [\(texts)]}"))
    }
    return settings.map { name, value in
      line([
        "setting": .text(name), "value": .text(value), "currency": .text(book.currency),
        "matching": .text(matching(of: book)),
      ])
    }
  }

  fileprivate static func matching(of book: PriceBook) -> String {
    book.matching == .mostExact ? "" : book.matching.rawValue
  }

  fileprivate static func line(_ cells: [String: Cell]) -> [Cell] {
    columns.map { cells[$0] ?? .text("") }
  }
}

/// The lines of one row of a book.
private struct RateCardRow {
  private let row: PriceRow
  private let units: [String: String]
  /// What stands in each of its lines.
  private let common: [String: RateCard.Cell]

  init(_ row: PriceRow, _ entry: PriceEntry, _ book: PriceBook) {
    self.row = row
    units = book.units
    let schedule = row.condition.schedule
    let days = schedule?.weekdays?.sorted().map { CivilDate.weekdayNames[$0] } ?? []
    common = [
      "id": .text(entry.id), "match": .text(Self.text(entry.patterns)),
      "backend": .text(Self.text(entry.backends)),
      "ignore_case": .text(entry.ignoresCase ? "true" : ""),
      "from": .text(row.from?.dateOrTimestamp ?? ""),
      "until": .text(row.until?.dateOrTimestamp ?? ""),
      "service_tier": .text(row.condition.serviceTier ?? ""),
      "hours": .text(schedule?.hoursText ?? ""),
      "weekdays": .text(days.joined(separator: " ")),
      "timezone": .text(schedule.map(\.zone.identifier) ?? ""),
      "currency": .text(book.currency), "source": .text(row.source ?? entry.source ?? ""),
      "matching": .text(RateCard.matching(of: book)),
      "unsplit": .text(entry.unsplit.map(PriceBook.text) ?? ""),
    ]
  }

  var lines: [[RateCard.Cell]] {
    var lines: [[RateCard.Cell]] = []
    if let fixed = row.fixed {
      lines.append(
        line([
          "meter": .text(ReservedMeter.fixed.name), "price": .number(fixed),
          "per": .text("1 month"),
        ]))
    }
    for (meter, rate) in sorted(row.rates) { lines.append(line(meter, rate)) }
    for (meter, other) in row.fallbacks.sorted(by: { $0.key.precedesBytewise($1.key) }) {
      lines.append(line(["meter": .text(meter), "priced_as": .text(other)]))
    }
    for tier in row.tiers {
      for (meter, rate) in sorted(tier.rates) {
        var cells = cells(meter, rate)
        cells["context_above"] = .number(ExactDecimal(tier.minimum - 1))
        lines.append(line(cells))
      }
    }
    // A row that says nothing ends the one before all the same.
    return lines.isEmpty ? [line([:])] : lines
  }

  private func cells(_ meter: String, _ rate: Rate) -> [String: RateCard.Cell] {
    [
      "meter": .text(meter), "price": .number(rate.price),
      "per": .text(rate.per.quantityText(units[meter])),
    ]
  }

  private func line(_ meter: String, _ rate: Rate) -> [RateCard.Cell] { line(cells(meter, rate)) }

  private func line(_ cells: [String: RateCard.Cell]) -> [RateCard.Cell] {
    RateCard.line(common.merging(cells) { _, own in own })
  }

  private func sorted(_ rates: [String: Rate]) -> [(String, Rate)] {
    rates.sorted { $0.key.precedesBytewise($1.key) }.map { ($0.key, $0.value) }
  }

  /// Names one below the other; `regex:` says what is one.
  private static func text(_ patterns: [NamePattern]) -> String {
    patterns.map { pattern in
      switch pattern {
      case .exact(let text), .glob(let text): text
      case .regex(let text): "regex:" + text
      }
    }.joined(separator: "\n")
  }
}
