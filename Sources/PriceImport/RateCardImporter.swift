import ConfigurationText
import ExactNumbers
import Metering
import PriceBooks

/// A rate card as `tariff prices export --csv` writes it, or a person in a spreadsheet.
///
/// The columns may stand in any order; `id`, `meter` and `price` or `priced_as` are what a line
/// needs. Lines of one id with the same dates and conditions are one row of the book.
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
      if record.fields == [""] { continue }
      try card.add(record)
    }
    var imported = ImportedPrices(name: file, currency: card.currency ?? "USD")
    imported.book.entries = try card.finished()
    imported.book.matching = card.matching
    return imported
  }
}

/// The book that the lines of a rate card make, while they are read.
private struct CardReader {
  let file: String
  let columns: [String]
  let zones: ZoneLookup
  private(set) var currency: String?
  private(set) var matching = PriceBook.Matching.mostExact
  private var entries: [PriceEntry] = []
  private var places: [String: Int] = [:]
  private var rowPlaces: [[String]: Int] = [:]
  private var line = 1

  init(file: String, columns: [String], zones: @escaping ZoneLookup) {
    self.file = file
    self.columns = columns
    self.zones = zones
  }

  mutating func add(_ record: CSVRecords.Record) throws {
    line = record.line
    guard record.fields.count == columns.count else {
      throw error(found: "\(record.fields.count) fields", expected: "\(columns.count)")
    }
    let cells = Dictionary(zip(columns, record.fields)) { first, _ in first }
    func cell(_ name: String) -> String { cells[name] ?? "" }
    if !cell("matching").isEmpty {
      guard let rule = PriceBook.Matching(rawValue: cell("matching")) else {
        throw error(found: "'\(cell("matching"))'", expected: "first or nothing as matching")
      }
      matching = rule
    }
    let id = cell("id")
    guard !id.isEmpty else { throw error(found: "no id", expected: "an id such as maker/model") }
    let entry = places[id] ?? entries.count
    if places[id] == nil {
      places[id] = entry
      entries.append(try newEntry(id, cell))
    }
    let place = try rowPlace(entry, id, cell)
    var row = entries[entry].rows[place]
    try addRate(to: &row, cell)
    entries[entry].rows[place] = row
  }

  private func newEntry(_ id: String, _ cell: (String) -> String) throws -> PriceEntry {
    var entry = PriceEntry(id: id)
    entry.patterns = patterns(cell("match"))
    if entry.patterns.isEmpty { entry.patterns = [.exact(id)] }
    entry.backends = patterns(cell("backend"))
    entry.ignoresCase = cell("ignore_case") == "true"
    entry.source = cell("source").isEmpty ? nil : cell("source")
    entry.place.line = line
    return entry
  }

  private func patterns(_ text: String) -> [NamePattern] {
    text.split(separator: "\n").map { name in
      let name = String(name.hasSuffix("\r") ? name.dropLast() : name)
      return name.hasPrefix("regex:") ? .regex(String(name.dropFirst(6))) : NamePattern(text: name)
    }
  }

  private mutating func rowPlace(
    _ entry: Int, _ id: String, _ cell: (String) -> String
  ) throws -> Int {
    let names = ["from", "until", "service_tier", "hours", "weekdays", "timezone"]
    let key = [id] + names.map(cell)
    if let known = rowPlaces[key] { return known }
    var row = PriceRow()
    row.place.line = line
    // The book's own reader says what a date or a condition is.
    var fields = names.filter { !cell($0).isEmpty }.map { name in
      name == "weekdays"
        ? "weekdays: [\(cell(name).split(separator: " ").joined(separator: ", "))]"
        : "\(name): \"\(cell(name))\""
    }
    let dates = fields.filter { $0.hasPrefix("from:") || $0.hasPrefix("until:") }
    fields.removeAll { dates.contains($0) || $0 == "timezone: \"UTC\"" }
    let condition = fields.isEmpty ? [] : ["when: {\(fields.joined(separator: ", "))}"]
    let text = "{\((dates + condition + ["per: 1", "input: 0"]).joined(separator: ", "))}"
    do {
      let node = try ConfigurationNode(parsing: text, file: "\(file):\(line)")
      let parsed = try PriceRow(node, zones: zones)
      row.time = parsed.time
      row.condition = parsed.condition
    } catch {
      throw self.error(found: error.found, expected: error.expected)
    }
    rowPlaces[key] = entries[entry].rows.count
    entries[entry].rows.append(row)
    return entries[entry].rows.count - 1
  }

  private mutating func addRate(to row: inout PriceRow, _ cell: (String) -> String) throws {
    let meter = cell("meter").meterName
    guard !meter.isEmpty else { throw error(found: "no meter", expected: "a meter such as input") }
    if cell("price").isEmpty, !cell("priced_as").isEmpty {
      row.fallbacks[meter] = cell("priced_as").meterName
      return
    }
    guard let price = try? ExactDecimal(parsing: cell("price")), !price.isNegative else {
      throw error(
        found: "'\(cell("price"))'", expected: "a plain decimal number such as 0.075 as price")
    }
    let line = cell("currency")
    if !line.isEmpty, let known = currency, known != line {
      throw error(found: "'\(line)' beside '\(known)'", expected: "one currency in a rate card")
    }
    if !line.isEmpty { currency = line }
    if meter == ReservedMeter.fixed.name {
      row.fixed = price
      return
    }
    let unit = cell("per").isEmpty ? "1M tokens" : cell("per")
    guard let per = Quantity(parsing: unit)?.amount else {
      throw error(found: "'\(unit)'", expected: "a unit such as '1M tokens', '1K' or '1' as per")
    }
    let rate = Rate(price: price, per: per)
    if cell("context_above").isEmpty {
      row.rates[meter] = rate
      return
    }
    guard let context = Int(cell("context_above")), context >= -1 else {
      throw error(found: "'\(cell("context_above"))'", expected: "a number of tokens")
    }
    if let tier = row.tiers.firstIndex(where: { $0.minimum == context + 1 }) {
      row.tiers[tier].rates[meter] = rate
    } else {
      row.tiers.append(ContextTier(minimum: context + 1, rates: [meter: rate]))
    }
  }

  func finished() throws -> [PriceEntry] {
    entries.map { entry in
      var entry = entry
      for index in entry.rows.indices { entry.rows[index].tiers.sort { $0.minimum < $1.minimum } }
      entry.closeRows()
      return entry
    }
  }

  private func error(found: String, expected: String) -> ImportError {
    ImportError(file: "\(file):\(line)", found: found, expected: expected)
  }
}
