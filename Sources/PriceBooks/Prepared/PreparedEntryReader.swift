import Metering

/// A reader of one entry of ``PreparedBooks``:
///
///     E ID LINE COLUMN SOURCE
///     U {METER SHARE}                 its split of tokens
///     = NAME   * GLOB                 its names
///     b NAME   g GLOB                 its backends
///     R FROM UNTIL LINE COLUMN TIER SCHEDULE SOURCE FALLBACKS {METER PRICE PER}
///     T MINIMUM {METER PRICE PER}     a context tier of the row before it
///
/// Sources, schedules, fallbacks and meters are numbers of the tables; a field that says nothing is
/// empty. Prices are counts of 1e-18, with `eN` for zeros at the end: `25e17` is 2.5.
struct PreparedEntryReader {
  private var cursor: PreparedCursor
  private let tables: PreparedTables

  init(_ bytes: [UInt8], at position: Int, _ tables: PreparedTables) {
    cursor = PreparedCursor(bytes, at: position)
    self.tables = tables
  }

  var position: Int { cursor.position }

  /// nil where a line is not what it should be.
  mutating func entry() -> PriceEntry? {
    guard cursor.text() == "E" else { return nil }
    var entry = PriceEntry(id: cursor.text())
    guard let place = cursor.place() else { return nil }
    entry.place = place
    entry.source = Self.item(cursor.count(), tables.sources)
    guard cursor.endLine() else { return nil }
    while let kind = cursor.peek(), kind != UInt8(ascii: "E") {
      _ = cursor.text()
      guard readLine(kind, &entry), cursor.endLine() else { return nil }
    }
    return entry
  }

  private static func item<Item>(_ number: Int?, _ items: [Item]) -> Item? {
    number.flatMap { items.indices.contains($0) ? items[$0] : nil }
  }

  /// Reads the rest of a line of an entry; false where it is not what it should be.
  private mutating func readLine(_ kind: UInt8, _ entry: inout PriceEntry) -> Bool {
    switch kind {
    case UInt8(ascii: "U"):
      guard let split = cursor.split() else { return false }
      entry.unsplit = split
    case UInt8(ascii: "="): entry.patterns.append(.exact(cursor.text()))
    case UInt8(ascii: "*"): entry.patterns.append(.glob(cursor.text()))
    case UInt8(ascii: "b"): entry.backends.append(.exact(cursor.text()))
    case UInt8(ascii: "g"): entry.backends.append(.glob(cursor.text()))
    case UInt8(ascii: "R"):
      guard let row = row() else { return false }
      entry.rows.append(row)
    case UInt8(ascii: "T"):
      guard let last = entry.rows.indices.last, let minimum = cursor.count(), let rates = rates()
      else { return false }
      entry.rows[last].tiers.append(ContextTier(minimum: minimum, rates: rates))
    default: return false
    }
    return true
  }

  private mutating func row() -> PriceRow? {
    var row = PriceRow()
    row.from = cursor.instant()
    row.until = cursor.instant()
    guard let place = cursor.place() else { return nil }
    row.place = place
    let tier = cursor.text()
    if !tier.isEmpty { row.condition.serviceTier = tier }
    row.condition.schedule = Self.item(cursor.count(), tables.schedules)
    row.source = Self.item(cursor.count(), tables.sources)
    row.fallbacks = Self.item(cursor.count(), tables.fallbacks) ?? [:]
    guard let rates = rates() else { return nil }
    row.rates = rates
    return row
  }

  private mutating func rates() -> [String: Rate]? {
    var rates: [String: Rate] = [:]
    while cursor.hasField {
      guard let meter = Self.item(cursor.count(), tables.meters), let price = cursor.decimal(),
        let per = cursor.decimal()
      else { return nil }
      rates[meter] = Rate(price: price, per: per)
    }
    return rates
  }
}
