import ExactNumbers
import Metering

/// The first section of ``PreparedBooks``.
struct PreparedTables: Sendable {
  struct Book {
    var file: String
    var book: PriceBook
    /// Where its entries stand in the section of entries.
    var entries: Range<Int>
    var boundaries = PriceBoundaries()
  }

  private(set) var sources: [String] = []
  private(set) var meters: [String] = []
  private(set) var fallbacks: [[String: String]] = []
  private(set) var schedules: [Schedule] = []
  private(set) var books: [Book] = []
  private(set) var globs: [(glob: String, place: EntryPlace)] = []

  /// nil where a line is not what it should be.
  init?(_ bytes: [UInt8], _ section: Range<Int>) {
    var cursor = PreparedCursor(bytes, at: section.lowerBound)
    while cursor.position < section.upperBound {
      guard readLine(cursor.text(), &cursor), cursor.endLine() else { return nil }
    }
  }

  /// Reads the rest of a line; false where it is not what it should be.
  private mutating func readLine(_ kind: String, _ cursor: inout PreparedCursor) -> Bool {
    switch kind {
    case "s": sources.append(cursor.text())
    case "m": meters.append(cursor.text())
    case "f": readFallbacks(&cursor)
    case "h": readSchedule(&cursor)
    case "B": return readBook(&cursor)
    default: return readLineOfBook(kind, &cursor)
    }
    return true
  }

  /// Reads a line about the book before it.
  private mutating func readLineOfBook(_ kind: String, _ cursor: inout PreparedCursor) -> Bool {
    guard let last = books.indices.last else { return false }
    switch kind {
    case "U":
      guard let split = cursor.split() else { return false }
      books[last].book.unsplit = split
    case "K": books[last].book.backends.append((cursor.text(), cursor.text()))
    case "I":
      while cursor.hasField {
        guard let instant = cursor.instant() else { return false }
        books[last].boundaries.instants.append(instant)
      }
    case "X":
      while cursor.hasField {
        guard let context = cursor.count() else { return false }
        books[last].boundaries.contexts.append(context)
      }
    case "H":
      while cursor.hasField {
        guard let number = cursor.count(), number < schedules.count else { return false }
        books[last].boundaries.schedules.append(schedules[number])
      }
    case "*":
      let glob = cursor.text()
      guard let entry = cursor.count() else { return false }
      globs.append((glob, EntryPlace(book: last, entry: entry)))
    default: return false
    }
    return true
  }

  private mutating func readBook(_ cursor: inout PreparedCursor) -> Bool {
    var book = PriceBook(name: cursor.text(), currency: cursor.text())
    let checked = cursor.text()
    if !checked.isEmpty { book.checked = checked }
    book.digest = cursor.text()
    let file = cursor.text()
    guard let start = cursor.count(), let end = cursor.count(), start <= end else { return false }
    books.append(Book(file: file, book: book, entries: start..<end))
    return true
  }

  private mutating func readFallbacks(_ cursor: inout PreparedCursor) {
    var table: [String: String] = [:]
    while cursor.hasField {
      let meter = cursor.text()
      table[meter] = cursor.text()
    }
    fallbacks.append(table)
  }

  private mutating func readSchedule(_ cursor: inout PreparedCursor) {
    var schedule = Schedule()
    let (start, end) = (cursor.count(), cursor.count())
    if let start, let end { schedule.hours = Schedule.Hours(start: start, end: end) }
    let days = cursor.text()
    if !days.isEmpty { schedule.weekdays = Set(days.utf8.map { Int($0) - 48 }) }
    schedules.append(schedule)
  }
}

extension PreparedCursor {
  /// Meters with their shares, to the line's end.
  mutating func split() -> [MeterShare]? {
    var split: [MeterShare] = []
    while hasField {
      let meter = text()
      guard let share = decimal() else { return nil }
      split.append(MeterShare(meter: meter, share: share))
    }
    return split
  }
}
