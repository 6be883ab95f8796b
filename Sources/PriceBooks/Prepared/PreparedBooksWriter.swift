import ExactNumbers
import Metering

/// A writer of books in the form that ``PreparedBooks`` reads.
package struct PreparedBooksWriter {
  /// A book says something that the form has no word for.
  package struct Unwritable: Error, CustomStringConvertible {
    package let description: String
  }

  private var sources = TextTable()
  private var meters = TextTable()
  private var fallbacks = TextTable()
  private var schedules = TextTable()
  private var books: [String] = []
  private var names: [String] = []
  private var ids: [String] = []
  private var entries: [String] = []
  /// Bytes of ``entries``.
  private var size = 0

  package static func text(_ books: [(file: String, book: PriceBook)]) throws(Unwritable) -> String
  {
    var writer = Self()
    for (index, (file, book)) in books.enumerated() {
      try writer.add(book, file: file, number: index)
    }
    let tables =
      writer.sources.lines("s") + writer.meters.lines("m") + writer.fallbacks.lines("f")
      + writer.schedules.lines("h") + writer.books
    let sections = [
      tables, writer.names.sorted { $0.precedesBytewise($1) },
      writer.ids.sorted { $0.precedesBytewise($1) }, writer.entries,
    ].map { lines in lines.map { $0 + "\n" }.joined() }
    let sizes = sections.map { "\($0.utf8.count)" }.joined(separator: "\t")
    return "\(PreparedBooks.header)\nsizes\t\(sizes)\n\(sections.joined())"
  }

  private mutating func add(
    _ book: PriceBook, file: String, number: Int
  ) throws(Unwritable) {
    guard book.terms.isEmpty, book.exchange.isEmpty else {
      throw Unwritable(description: "\(file): a contract or rates of exchange can't be prepared")
    }
    let start = size
    var globs: [String] = []
    for entry in book.entries {
      ids.append(try Self.line(entry.id, "\(number)", "\(size)"))
      for pattern in entry.patterns {
        switch pattern {
        case .exact(let name): names.append(try Self.line(name, "\(number)", "\(size)"))
        case .glob(let glob): globs.append(try Self.line("*", glob, "\(size)"))
        case .regex:
          throw Unwritable(
            description: "\(file): '\(entry.id)' has a regex, which can't be prepared")
        }
      }
      try add(entry, file)
    }
    books.append(
      try Self.line(
        "B", book.name, book.currency, book.checked ?? "", book.digest, file, "\(start)",
        "\(size)"))
    if let split = book.unsplit { books.append(try Self.line(["U"] + Self.fields(split))) }
    for (backend, name) in book.backends { books.append(try Self.line("K", backend, name)) }
    let boundaries = PriceBooks([book]).boundaries
    books.append(try Self.line(["I"] + boundaries.instants.map { "\($0.milliseconds)" }))
    books.append(try Self.line(["X"] + boundaries.contexts.map { "\($0)" }))
    books.append(
      try Self.line(["H"] + boundaries.schedules.map { schedules.number(of: Self.text($0)) }))
    books += globs
  }

  private mutating func append(_ fields: [String]) throws(Unwritable) {
    let line = try Self.line(fields)
    entries.append(line)
    size += line.utf8.count + 1
  }

  private mutating func add(_ entry: PriceEntry, _ file: String) throws(Unwritable) {
    let hasFixed = entry.rows.contains { $0.fixed != nil }
    guard !entry.ignoresCase, !hasFixed else {
      throw Unwritable(
        description: "\(file): '\(entry.id)' ignores case or is a cost of the month; "
          + "that can't be prepared")
    }
    try append([
      "E", entry.id, "\(entry.place.line)", "\(entry.place.column)",
      entry.source.map { sources.number(of: $0) } ?? "",
    ])
    if let split = entry.unsplit { try append(["U"] + Self.fields(split)) }
    for pattern in entry.patterns { try append(pattern, exact: "=", glob: "*") }
    for pattern in entry.backends { try append(pattern, exact: "b", glob: "g") }
    for row in entry.rows { try append(row, of: entry, file) }
  }

  private mutating func append(
    _ pattern: NamePattern, exact: String, glob: String
  ) throws(Unwritable) {
    switch pattern {
    case .exact(let text): try append([exact, text])
    case .glob(let text): try append([glob, text])
    case .regex(let text):
      throw Unwritable(description: "the regex '\(text)' can't be prepared")
    }
  }

  private mutating func append(
    _ row: PriceRow, of entry: PriceEntry, _ file: String
  ) throws(Unwritable) {
    let schedule = row.condition.schedule
    guard schedule?.zone ?? .utc == .utc else {
      throw Unwritable(
        description:
          "\(file): '\(entry.id)' has hours of a zone other than UTC; they can't be prepared")
    }
    try append(
      [
        "R", row.from.map { "\($0.milliseconds)" } ?? "",
        row.until.map { "\($0.milliseconds)" } ?? "",
        "\(row.place.line)", "\(row.place.column)", row.condition.serviceTier ?? "",
        schedule.map { schedules.number(of: Self.text($0)) } ?? "",
        row.source.map { sources.number(of: $0) } ?? "",
        row.fallbacks.isEmpty ? "" : fallbacks.number(of: Self.text(row.fallbacks)),
      ] + fields(row.rates))
    for tier in row.tiers { try append(["T", "\(tier.minimum)"] + fields(tier.rates)) }
  }

  private mutating func fields(_ rates: [String: Rate]) -> [String] {
    var fields: [String] = []
    for (meter, rate) in rates.sorted(by: { $0.key.precedesBytewise($1.key) }) {
      fields += [meters.number(of: meter), Self.text(rate.price), Self.text(rate.per)]
    }
    return fields
  }
}

extension PreparedBooksWriter {
  private static func line(_ fields: String...) throws(Unwritable) -> String { try line(fields) }

  private static func line(_ fields: [String]) throws(Unwritable) -> String {
    for field in fields where field.utf8.contains(where: { $0 < 32 }) {
      throw Unwritable(description: "'\(field)' has a tab or a new line; it can't be prepared")
    }
    return fields.joined(separator: "\t")
  }

  private static func fields(_ split: [MeterShare]) -> [String] {
    split.flatMap { [$0.meter, text($0.share)] }
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
