import ExactNumbers
import Metering

/// Writes books in the form that ``PreparedBooks`` reads.
package struct PreparedBooksWriter {
  /// A book says something that the form has no word for.
  package struct Unwritable: Error, CustomStringConvertible {
    package let description: String
  }

  private var sources = TextTable()
  private var meters = TextTable()
  private var fallbacks = TextTable()
  private var schedules = TextTable()
  private var lines: [String] = []

  package static func text(_ books: [(file: String, book: PriceBook)]) throws(Unwritable) -> String
  {
    var writer = Self()
    for (file, book) in books { try writer.add(book, file: file) }
    let tables =
      writer.sources.lines("s") + writer.meters.lines("m") + writer.fallbacks.lines("f")
      + writer.schedules.lines("h")
    return ([PreparedBooks.header] + tables + writer.lines).joined(separator: "\n") + "\n"
  }

  private mutating func add(_ book: PriceBook, file: String) throws(Unwritable) {
    guard book.terms.isEmpty, book.exchange.isEmpty else {
      throw Unwritable(description: "\(file): a contract or rates of exchange can't be prepared")
    }
    try line("B", book.name, book.currency, book.checked ?? "", book.digest, file)
    if let split = book.unsplit { try add(split) }
    for (backend, name) in book.backends { try line("K", backend, name) }
    for entry in book.entries { try add(entry) }
  }

  private mutating func add(_ entry: PriceEntry) throws(Unwritable) {
    try line(
      "E", entry.id, "\(entry.place.line)", "\(entry.place.column)",
      entry.source.map { sources.number(of: $0) } ?? "", entry.ignoresCase ? "1" : "0")
    if let split = entry.unsplit { try add(split) }
    for pattern in entry.patterns { try add(pattern, kinds: ("=", "*", "/")) }
    for pattern in entry.backends { try add(pattern, kinds: ("b", "g", "r")) }
    for row in entry.rows { try add(row) }
  }

  private mutating func add(
    _ pattern: NamePattern, kinds: (String, String, String)
  ) throws(Unwritable) {
    switch pattern {
    case .exact(let text): try line(kinds.0, text)
    case .glob(let text): try line(kinds.1, text)
    case .regex(let text): try line(kinds.2, text)
    }
  }

  private mutating func add(_ split: [MeterShare]) throws(Unwritable) {
    try line(["U"] + split.flatMap { [$0.meter, Self.text($0.share)] })
  }

  private mutating func add(_ row: PriceRow) throws(Unwritable) {
    let schedule = row.condition.schedule
    guard schedule?.zone ?? .utc == .utc else {
      throw Unwritable(description: "hours of a zone other than UTC can't be prepared")
    }
    try line(
      [
        "R", row.from.map { "\($0)" } ?? "", row.until.map { "\($0)" } ?? "",
        "\(row.place.line)", "\(row.place.column)", row.condition.serviceTier ?? "",
        schedule.map { schedules.number(of: Self.text($0)) } ?? "",
        row.source.map { sources.number(of: $0) } ?? "",
        row.fallbacks.isEmpty ? "" : fallbacks.number(of: Self.text(row.fallbacks)),
        row.fixed.map(Self.text) ?? "",
      ] + fields(row.rates))
    for tier in row.tiers { try line(["T", "\(tier.minimum)"] + fields(tier.rates)) }
  }

  private mutating func fields(_ rates: [String: Rate]) -> [String] {
    rates.sorted { $0.key.precedesBytewise($1.key) }.flatMap { meter, rate in
      [meters.number(of: meter), Self.text(rate.price), Self.text(rate.per)]
    }
  }

  private mutating func line(_ kind: String, _ fields: String...) throws(Unwritable) {
    try line([kind] + fields)
  }

  private mutating func line(_ fields: [String]) throws(Unwritable) {
    guard !fields.contains(where: { $0.utf8.contains { $0 < 32 } && $0 != fields[0] }) else {
      throw Unwritable(description: "a text with a tab or a new line can't be prepared")
    }
    // The kind is one byte, so that nothing stands between it and the first field but a tab.
    lines.append(fields.joined(separator: "\t"))
  }

  private static func text(_ value: ExactDecimal) -> String {
    var (units, zeros) = (value.units, 0)
    while units != 0, units % 10 == 0 {
      units /= 10
      zeros += 1
    }
    return zeros == 0 ? "\(units)" : "\(units)e\(zeros)"
  }

  private static func text(_ schedule: Schedule) -> String {
    let days = schedule.weekdays?.sorted().map { "\($0)" }.joined() ?? ""
    let hours = schedule.hours.map { "\($0.start)\t\($0.end)" } ?? "\t"
    return "\(hours)\t\(days)"
  }

  private static func text(_ fallbacks: [String: String]) -> String {
    fallbacks.sorted { $0.key.precedesBytewise($1.key) }.map { "\($0.key)\t\($0.value)" }
      .joined(separator: "\t")
  }
}

/// Texts, each once, in the order in which they came.
private struct TextTable {
  private var texts: [String] = []
  private var numbers: [String: Int] = [:]

  mutating func number(of text: String) -> String {
    let number = numbers[text] ?? texts.count
    if number == texts.count {
      texts.append(text)
      numbers[text] = number
    }
    return "\(number)"
  }

  func lines(_ kind: String) -> [String] { texts.map { "\(kind)\t\($0)" } }
}
