import ExactNumbers
import Metering

/// Price books in a form that is read in a few milliseconds, where composing their YAML takes
/// hundreds: what the binary carries of the built-in books beside the files themselves.
///
/// A line is a kind (one byte) and its fields, with tabs between them. Texts, meters, fallbacks and
/// schedules that come again stand in tables at the top, and lines say their number:
///
///     s TEXT                          a source
///     m METER                         a meter
///     f METER=METER …                 what a row falls back to
///     h START END DAYS                a schedule (UTC): minutes, weekdays as digits
///     B NAME CURRENCY CHECKED DIGEST FILE
///     U METER SHARE …                 the split of the book or of the entry before it
///     K BACKEND NAME                  what a backend's events are priced as
///     E ID LINE COLUMN SOURCE CASE    an entry; then
///     = NAME   * GLOB   / REGEX       its names, and
///     b NAME   g GLOB   r REGEX       its backends, then its rows
///     R FROM UNTIL LINE COLUMN TIER SCHEDULE SOURCE FALLBACKS FIXED {METER PRICE PER}
///     T MINIMUM {METER PRICE PER}     a context tier of the row before it
///
/// Prices are counts of 1e-18, with `eN` for zeros at the end: `25e17` is 2.5.
package struct PreparedBooks {
  package static let header = "tariff prepared prices/1"

  /// The books by the file that each was read from.
  package private(set) var books: [(file: String, book: PriceBook)] = []
  private var sources: [String] = []
  private var meters: [String] = []
  private var fallbacks: [[String: String]] = []
  private var schedules: [Schedule] = []
  private var cursor: PreparedCursor

  /// nil where the bytes are not what ``PreparedBooksWriter`` writes.
  package init?(_ bytes: UnsafeBufferPointer<UInt8>) {
    cursor = PreparedCursor(bytes: bytes)
    guard cursor.text() == Self.header else { return nil }
    while let kind = cursor.kind() {
      guard take(kind), cursor.endLine() else { return nil }
    }
    for index in books.indices { books[index].book.closeEntries() }
  }

  private mutating func take(_ kind: UInt8) -> Bool {
    switch kind {
    case UInt8(ascii: "s"): sources.append(cursor.text())
    case UInt8(ascii: "m"): meters.append(cursor.text())
    case UInt8(ascii: "f"): return takeFallbacks()
    case UInt8(ascii: "h"): return takeSchedule()
    case UInt8(ascii: "B"): takeBook()
    case UInt8(ascii: "U"): return takeSplit()
    case UInt8(ascii: "K"): return onBook { $0.backends.append(($1.text(), $1.text())) }
    case UInt8(ascii: "E"): return takeEntry()
    case UInt8(ascii: "="): return onEntry { $0.patterns.append(.exact($1.text())) }
    case UInt8(ascii: "*"): return onEntry { $0.patterns.append(.glob($1.text())) }
    case UInt8(ascii: "/"): return onEntry { $0.patterns.append(.regex($1.text())) }
    case UInt8(ascii: "b"): return onEntry { $0.backends.append(.exact($1.text())) }
    case UInt8(ascii: "g"): return onEntry { $0.backends.append(.glob($1.text())) }
    case UInt8(ascii: "r"): return onEntry { $0.backends.append(.regex($1.text())) }
    case UInt8(ascii: "R"): return takeRow()
    case UInt8(ascii: "T"): return takeTier()
    default: return false
    }
    return true
  }

  private mutating func onBook(_ change: (inout PriceBook, inout PreparedCursor) -> Void) -> Bool {
    guard !books.isEmpty else { return false }
    change(&books[books.count - 1].book, &cursor)
    return true
  }

  private mutating func onEntry(
    _ change: (inout PriceEntry, inout PreparedCursor) -> Void
  ) -> Bool {
    let book = books.count - 1
    guard book >= 0, !books[book].book.entries.isEmpty else { return false }
    change(&books[book].book.entries[books[book].book.entries.count - 1], &cursor)
    return true
  }

  private mutating func takeBook() {
    var book = PriceBook(name: cursor.text(), currency: cursor.text())
    let checked = cursor.text()
    if !checked.isEmpty { book.checked = checked }
    book.digest = cursor.text()
    books.append((cursor.text(), book))
  }

  private mutating func takeEntry() -> Bool {
    var entry = PriceEntry(id: cursor.text())
    guard let place = cursor.place() else { return false }
    entry.place = place
    if let index = cursor.integer() {
      guard sources.indices.contains(Int(index)) else { return false }
      entry.source = sources[Int(index)]
    }
    entry.ignoresCase = cursor.integer() == 1
    return onBook { book, _ in book.entries.append(entry) }
  }

  private mutating func takeFallbacks() -> Bool {
    var table: [String: String] = [:]
    while cursor.hasField {
      let meter = cursor.text()
      table[meter] = cursor.text()
    }
    fallbacks.append(table)
    return true
  }

  private mutating func takeSchedule() -> Bool {
    var schedule = Schedule()
    if let start = cursor.integer(), let end = cursor.integer() {
      schedule.hours = Schedule.Hours(start: Int(start), end: Int(end))
    }
    let days = cursor.text()
    if !days.isEmpty { schedule.weekdays = Set(days.utf8.map { Int($0) - 48 }) }
    schedules.append(schedule)
    return true
  }

  private mutating func takeSplit() -> Bool {
    var split: [MeterShare] = []
    while cursor.hasField {
      let meter = cursor.text()
      guard let share = cursor.decimal() else { return false }
      split.append(MeterShare(meter: meter, share: share))
    }
    return onBook { book, _ in
      if book.entries.isEmpty {
        book.unsplit = split
      } else {
        book.entries[book.entries.count - 1].unsplit = split
      }
    }
  }

  private mutating func takeRow() -> Bool {
    var row = PriceRow()
    row.from = cursor.integer()
    row.until = cursor.integer()
    guard let place = cursor.place() else { return false }
    row.place = place
    let tier = cursor.text()
    if !tier.isEmpty { row.condition.serviceTier = tier }
    if let index = cursor.integer() {
      guard schedules.indices.contains(Int(index)) else { return false }
      row.condition.schedule = schedules[Int(index)]
    }
    if let index = cursor.integer() {
      guard sources.indices.contains(Int(index)) else { return false }
      row.source = sources[Int(index)]
    }
    if let index = cursor.integer() {
      guard fallbacks.indices.contains(Int(index)) else { return false }
      row.fallbacks = fallbacks[Int(index)]
    }
    row.fixed = cursor.decimal()
    guard let rates = rates() else { return false }
    row.rates = rates
    return onEntry { entry, _ in entry.rows.append(row) }
  }

  private mutating func takeTier() -> Bool {
    guard let minimum = cursor.integer(), let rates = rates() else { return false }
    return onEntry { entry, _ in
      guard !entry.rows.isEmpty else { return }
      entry.rows[entry.rows.count - 1].tiers.append(
        ContextTier(minimum: Int(minimum), rates: rates))
    }
  }

  private mutating func rates() -> [String: Rate]? {
    var rates: [String: Rate] = [:]
    while cursor.hasField {
      guard let meter = cursor.integer(), meters.indices.contains(Int(meter)),
        let price = cursor.decimal(), let per = cursor.decimal()
      else { return nil }
      rates[meters[Int(meter)]] = Rate(price: price, per: per)
    }
    return rates
  }
}

extension PriceBook {
  /// An entry without patterns goes by its id.
  fileprivate mutating func closeEntries() {
    for index in entries.indices where entries[index].patterns.isEmpty {
      entries[index].patterns = [.exact(entries[index].id)]
    }
  }
}
