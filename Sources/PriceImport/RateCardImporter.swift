import ConfigurationText
import ExactNumbers
import Metering
import PriceBooks

/// A rate card as `tariff prices export --csv` writes it, or a person in a spreadsheet.
///
/// The columns may stand in any order; `id`, `meter` and `price` or `priced_as` are what a line
/// needs. Lines of one id with the same dates and conditions are one row of the book. A line with a
/// `setting` says something of the whole book.
struct RateCardImporter: PriceImporter {
  static let name = "csv"

  let options: ImportOptions

  func prices(_ bytes: [UInt8], file: String) throws -> ImportedPrices {
    var records = CSVRecords(bytes)
    guard let header = records.next() else {
      throw ImportError(
        file: file, found: "nothing", expected: "a header line with id, meter, price")
    }
    for column in header.fields where !RateCard.columns.contains(column) {
      throw ImportError(
        file: "\(file):1", found: "the unknown column '\(column)'",
        expected: "some of \(RateCard.columns.joined(separator: ", "))")
    }
    var card = CardReader(file: file, columns: header.fields, zones: options.zones)
    while let record = records.next() {
      if record.fields.allSatisfy(\.isEmpty) { continue }
      guard record.fields.count == header.fields.count else {
        throw ImportError(
          file: "\(file):\(record.line)", found: "\(record.fields.count) fields",
          expected: "\(header.fields.count)")
      }
      let cells = Dictionary(zip(header.fields, record.fields)) { first, _ in first }
      try card.add(CardLine(cells: cells, number: record.line))
    }
    var imported = ImportedPrices(name: file)
    imported.book = card.finished()
    return imported
  }
}

/// A line of a rate card; a column that it lacks is empty.
private struct CardLine {
  let cells: [String: String]
  let number: Int

  subscript(column: String) -> String { cells[column] ?? "" }

  func has(_ column: String) -> Bool { !self[column].isEmpty }
}

/// The book that the lines of a rate card make, while they are read.
private struct CardReader {
  private let file: String
  private let zones: ZoneLookup
  private var book: PriceBook
  private var places: [String: Int] = [:]
  private var rowPlaces: [[String]: Int] = [:]
  private var line = CardLine(cells: [:], number: 1)

  init(file: String, columns: [String], zones: @escaping ZoneLookup) {
    self.file = file
    self.zones = zones
    book = PriceBook(name: file, currency: "")
  }

  mutating func add(_ line: CardLine) throws {
    self.line = line
    try takeBook()
    if line.has("setting") { return try takeSetting() }
    guard line.has("id") else { throw error(found: "no id", expected: "an id such as maker/model") }
    let entry = places[line["id"]] ?? book.entries.count
    if entry == book.entries.count {
      places[line["id"]] = entry
      book.entries.append(try newEntry())
    }
    let place = try rowPlace(entry)
    var row = book.entries[entry].rows[place]
    if line.has("source") { row.source = row.source ?? line["source"] }
    try addRate(to: &row)
    book.entries[entry].rows[place] = row
  }

  /// What a line says of the whole book: the currency, and the order of matching.
  private mutating func takeBook() throws {
    if line.has("matching") {
      guard let rule = PriceBook.Matching(rawValue: line["matching"]) else {
        throw error(found: "'\(line["matching"])'", expected: "first or nothing as matching")
      }
      book.matching = rule
    }
    guard line.has("currency") else { return }
    if !book.currency.isEmpty, book.currency != line["currency"] {
      throw error(
        found: "'\(line["currency"])' beside '\(book.currency)'",
        expected: "one currency in a rate card")
    }
    book.currency = line["currency"]
  }

  /// A setting is what the book's own reader reads under its key.
  private mutating func takeSetting() throws {
    let (name, value) = (line["setting"], line["value"])
    let known = ["name", "checked", "assume", "backends", "contract", "fx"]
    guard known.contains(name) else {
      throw error(found: "the unknown setting '\(name)'", expected: known.joined(separator: ", "))
    }
    let text = name == "contract" ? "[\(value)]" : value
    let said: PriceBook
    do {
      said = try PriceBook(
        parsing: "tariff: prices/1\ncurrency: USD\n\(name): \(text)\n", file: file, zones: zones)
    } catch { throw self.error(found: error.found, expected: error.expected) }
    switch name {
    case "name": book.name = said.name
    case "checked": book.checked = said.checked
    case "assume": book.unsplit = said.unsplit
    case "backends": book.backends += said.backends
    case "contract": book.terms += said.terms
    default: book.exchange.merge(said.exchange) { first, second in first + second }
    }
    for (meter, unit) in said.units { try take("1 \(unit)", of: meter) }
  }

  private mutating func take(_ quantity: String, of meter: String) throws {
    guard let quantity = Quantity(parsing: quantity) else { return }
    if let wrong = book.take(quantity, of: meter) {
      throw error(found: wrong.found, expected: wrong.expected)
    }
  }

  private func newEntry() throws -> PriceEntry {
    var entry = PriceEntry(id: line["id"])
    entry.patterns = patterns(line["match"])
    if entry.patterns.isEmpty { entry.patterns = [.exact(entry.id)] }
    entry.backends = patterns(line["backend"])
    entry.ignoresCase = line["ignore_case"].asciiLowercased == "true"
    if line.has("unsplit") {
      let text = "tariff: prices/1\ncurrency: USD\nassume: {unsplit: {\(line["unsplit"])}}\n"
      do { entry.unsplit = try PriceBook(parsing: text, file: file).unsplit } catch {
        throw self.error(found: error.found, expected: error.expected)
      }
    }
    entry.place.line = line.number
    return entry
  }

  private func patterns(_ text: String) -> [NamePattern] {
    text.split(separator: "\n").map { name in
      let name = String(name.hasSuffix("\r") ? name.dropLast() : name)
      return name.hasPrefix("regex:") ? .regex(String(name.dropFirst(6))) : NamePattern(text: name)
    }
  }

  private mutating func rowPlace(_ entry: Int) throws -> Int {
    let names = ["from", "until", "service_tier", "hours", "weekdays", "timezone"]
    let key = [line["id"]] + names.map { line[$0] }
    if let known = rowPlaces[key] { return known }
    var row = PriceRow()
    row.place.line = line.number
    // The book's own reader says what a date or a condition is.
    var fields = names.filter(line.has).map { name in
      name == "weekdays"
        ? "weekdays: [\(line[name].split(separator: " ").joined(separator: ", "))]"
        : "\(name): \(YAMLText.quoted(line[name]))"
    }
    let dates = fields.filter { $0.hasPrefix("from:") || $0.hasPrefix("until:") }
    fields.removeAll { dates.contains($0) || $0 == "timezone: \"UTC\"" }
    let condition = fields.isEmpty ? [] : ["when: {\(fields.joined(separator: ", "))}"]
    let text = "{\((dates + condition + ["per: 1", "input: 0"]).joined(separator: ", "))}"
    do {
      let node = try ConfigurationNode(parsing: text, file: "\(file):\(line.number)")
      let parsed = try PriceRow(node, zones: zones)
      row.time = parsed.time
      row.condition = parsed.condition
    } catch {
      throw self.error(found: error.found, expected: error.expected)
    }
    rowPlaces[key] = book.entries[entry].rows.count
    book.entries[entry].rows.append(row)
    return book.entries[entry].rows.count - 1
  }

  private mutating func addRate(to row: inout PriceRow) throws {
    let isEmpty = !["meter", "price", "per", "priced_as", "context_above"].contains(where: line.has)
    if isEmpty { return }
    let meter = line["meter"].meterName
    guard !meter.isEmpty else { throw error(found: "no meter", expected: "a meter such as input") }
    if !line.has("price"), line.has("priced_as") {
      row.fallbacks[meter] = line["priced_as"].meterName
      return
    }
    guard let price = try? ExactDecimal(parsing: line["price"]), !price.isNegative else {
      throw error(
        found: "'\(line["price"])'", expected: "a plain decimal number such as 0.075 as price")
    }
    if meter == ReservedMeter.fixed.name {
      row.fixed = price
      return
    }
    let unit = line.has("per") ? line["per"] : "1M"
    guard let per = Quantity(parsing: unit)?.amount else {
      throw error(found: "'\(unit)'", expected: "a unit such as '1M tokens', '1K' or '1' as per")
    }
    try take(unit, of: meter)
    try add(Rate(price: price, per: per), of: meter, to: &row)
  }

  private func add(_ rate: Rate, of meter: String, to row: inout PriceRow) throws {
    guard line.has("context_above") else {
      row.rates[meter] = rate
      return
    }
    guard let context = Int(line["context_above"]), (-1..<Int.max).contains(context) else {
      throw error(found: "'\(line["context_above"])'", expected: "a number of tokens")
    }
    if let tier = row.tiers.firstIndex(where: { $0.minimum == context + 1 }) {
      row.tiers[tier].rates[meter] = rate
    } else {
      row.tiers.append(ContextTier(minimum: context + 1, rates: [meter: rate]))
    }
  }

  func finished() -> PriceBook {
    var book = book
    if book.currency.isEmpty { book.currency = "USD" }
    book.entries = book.entries.map { entry in
      var entry = entry
      for index in entry.rows.indices { entry.rows[index].tiers.sort { $0.minimum < $1.minimum } }
      entry.shareSource()
      entry.closeRows()
      return entry
    }
    return book
  }

  private func error(found: String, expected: String) -> ImportError {
    ImportError(file: "\(file):\(line.number)", found: found, expected: expected)
  }
}

extension PriceEntry {
  /// Makes the first row's source the entry's, where every row has one; each row keeps what is another.
  fileprivate mutating func shareSource() {
    guard rows.allSatisfy({ $0.source != nil }) else { return }
    source = rows.first?.source
    for index in rows.indices where rows[index].source == source { rows[index].source = nil }
  }
}
