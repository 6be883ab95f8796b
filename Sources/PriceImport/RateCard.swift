package import ExactNumbers
import Metering
package import PriceBooks

/// A book's prices as a table: a line a rate, which opens in a spreadsheet and imports back.
///
/// Terms of contracts, rates of exchange and assumptions are not rates, and not in it.
package enum RateCard {
  package static let columns = [
    "id", "match", "backend", "ignore_case", "from", "until", "service_tier", "hours", "weekdays",
    "timezone", "context_above", "meter", "price", "currency", "per", "priced_as", "source",
    "matching",
  ]

  package enum Cell: Sendable {
    case text(String)
    case number(ExactDecimal)
  }

  /// The lines, without the header.
  package static func lines(_ book: PriceBook) -> [[Cell]] {
    book.entries.flatMap { entry in entry.rows.flatMap { lines(of: $0, entry, book) } }
  }

  private static func lines(
    of row: PriceRow, _ entry: PriceEntry, _ book: PriceBook
  ) -> [[Cell]] {
    func line(
      _ meter: String, _ rate: Rate?, per: String = "", context: Int? = nil, pricedAs: String = ""
    ) -> [Cell] {
      let schedule = row.condition.schedule
      let days = schedule?.weekdays?.sorted().map { CivilDate.weekdayNames[$0] } ?? []
      let price: Cell = rate.map { .number($0.price) } ?? .text("")
      return [
        .text(entry.id), .text(text(entry.patterns)), .text(text(entry.backends)),
        .text(entry.ignoresCase ? "true" : ""), .text(row.from?.dateOrTimestamp ?? ""),
        .text(row.until?.dateOrTimestamp ?? ""), .text(row.condition.serviceTier ?? ""),
        .text(schedule?.hoursText ?? ""), .text(days.joined(separator: " ")),
        .text(schedule.map(\.zone.identifier) ?? ""),
        context.map { .number(ExactDecimal($0)) } ?? .text(""), .text(meter), price,
        .text(rate == nil ? "" : book.currency), .text(per.isEmpty ? rate?.unitText ?? "" : per),
        .text(pricedAs), .text(row.source ?? entry.source ?? ""),
        .text(book.matching == .mostExact ? "" : book.matching.rawValue),
      ]
    }
    var lines: [[Cell]] = []
    if let fixed = row.fixed {
      lines.append(line(ReservedMeter.fixed.name, Rate(price: fixed, per: .one), per: "1 month"))
    }
    for (meter, rate) in sorted(row.rates) { lines.append(line(meter, rate)) }
    for (meter, other) in row.fallbacks.sorted(by: { $0.key.precedesBytewise($1.key) }) {
      lines.append(line(meter, nil, pricedAs: other))
    }
    for tier in row.tiers {
      for (meter, rate) in sorted(tier.rates) {
        lines.append(line(meter, rate, context: tier.minimum - 1))
      }
    }
    return lines
  }

  private static func sorted(_ rates: [String: Rate]) -> [(String, Rate)] {
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
