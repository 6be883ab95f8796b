import Metering
import Synchronization

/// Price books in a form of which only what is asked for is read: a name is found in a millionth of
/// a second, where composing the books' YAML takes a quarter of a second. The binary carries it of
/// the built-in books, beside the files themselves.
///
/// It is a text. A line is a kind and its fields, with tabs between them. After a line that says
/// the form and one that says the sections' sizes in bytes come four sections:
///
///     1. tables, and what a summary and an index must know of each book
///        s TEXT            a source, named by its number below
///        m METER           a meter
///        f {METER METER}   what a row falls back to
///        h START END DAYS  a schedule (UTC): minutes, weekdays as digits
///        B NAME CURRENCY CHECKED DIGEST FILE START END   a book, and where its entries stand
///        U {METER SHARE}   its split of tokens
///        K BACKEND NAME    what a backend's events are priced as
///        I {INSTANT}   X {CONTEXT}   H {SCHEDULE}        where its prices change
///        * GLOB ENTRY      a name of an entry that is a glob
///     2. NAME BOOK ENTRY   names, ascending by bytes
///     3. ID BOOK ENTRY     ids, ascending by bytes
///     4. entries, each named by its place in this section (``PreparedEntryReader``)
///
/// An entry's place is where it begins in the last section.
package final class PreparedBooks: EntryStore {
  package static let header = "tariff prepared prices/1"

  /// The books by the file that each was read from; their entries are read when they are asked for.
  package var books: [(file: String, book: PriceBook)] {
    tables.books.indices.map { number in
      let book = tables.books[number].book.with(self, number: number)
      return (tables.books[number].file, book)
    }
  }
  var openNames: [EntryName] {
    tables.globs.map { EntryName(pattern: .glob($0.glob), place: $0.place, ignoresCase: false) }
  }
  /// None: what costs by the month is not prepared.
  var fixedPriceIDs: [String] { [] }
  private let tables: PreparedTables
  private let bytes: [UInt8]
  private let names: Range<Int>
  private let ids: Range<Int>
  private let entries: Range<Int>
  private let known = Mutex<[Int: PriceEntry]>([:])

  /// nil where the bytes are not what ``PreparedBooksWriter`` writes.
  package init?(_ bytes: [UInt8]) {
    var cursor = PreparedCursor(bytes, at: 0)
    guard cursor.text() == Self.header, cursor.endLine(), cursor.text() == "sizes",
      let first = cursor.count(), let second = cursor.count(), let third = cursor.count(),
      let fourth = cursor.count(), cursor.endLine()
    else { return nil }
    let start = cursor.position
    guard start + first + second + third + fourth == bytes.count,
      let tables = PreparedTables(bytes, start..<start + first)
    else { return nil }
    self.bytes = bytes
    self.tables = tables
    names = start + first..<start + first + second
    ids = names.upperBound..<names.upperBound + third
    entries = ids.upperBound..<bytes.count
  }

  /// What of a book a summary must know before the first event is read.
  func boundaries(ofBook number: Int) -> PriceBoundaries { tables.books[number].boundaries }

  func entries(named name: String) -> [EntryName] {
    places(of: name, in: names).map {
      EntryName(pattern: .exact(name), place: $0, ignoresCase: false)
    }
  }

  func entries(id: String) -> [EntryPlace] { places(of: id, in: ids) }

  func ids(startingWith prefix: String) -> [String] {
    let prefix = Array(prefix.utf8)
    var line = firstLine(notBefore: prefix, in: ids)
    var found: [String] = []
    while line < ids.upperBound, bytes[line...].starts(with: prefix) {
      let end = bytes[line...].firstIndex(of: PreparedCursor.tab) ?? ids.upperBound
      found.append(String(decoding: bytes[line..<end], as: UTF8.self))
      line = lineEnd(line)
    }
    return found
  }

  func entry(_ place: Int) -> PriceEntry {
    if let entry = known.withLock({ $0[place] }) { return entry }
    let entry = read(at: place)?.entry ?? PriceEntry(id: "")
    known.withLock { $0[place] = entry }
    return entry
  }

  func entries(ofBook number: Int) -> [PriceEntry] {
    var (all, place) = ([PriceEntry](), tables.books[number].entries.lowerBound)
    while place < tables.books[number].entries.upperBound, let next = read(at: place) {
      all.append(next.entry)
      place = next.end
    }
    return all
  }

  private func read(at place: Int) -> (entry: PriceEntry, end: Int)? {
    guard place >= 0, place < entries.count else { return nil }
    var reader = PreparedEntryReader(bytes, at: entries.lowerBound + place, tables)
    return reader.entry().map { ($0, reader.position - entries.lowerBound) }
  }

  /// What the lines of a section say that begin with a key.
  private func places(of key: String, in section: Range<Int>) -> [EntryPlace] {
    let key = Array(key.utf8)
    var low = firstLine(notBefore: key, in: section)
    var found: [EntryPlace] = []
    while low < section.upperBound, isKey(key, at: low) {
      var cursor = PreparedCursor(bytes, at: low + key.count)
      guard let book = cursor.count(), let entry = cursor.count(), cursor.endLine() else { break }
      found.append(EntryPlace(book: book, entry: entry))
      low = cursor.position
    }
    return found
  }

  private func firstLine(notBefore key: [UInt8], in section: Range<Int>) -> Int {
    var (low, high) = (section.lowerBound, section.upperBound)
    while low < high {
      let line = lineStart((low + high) / 2, from: low)
      if precedes(line, key) { low = lineEnd(line) } else { high = line }
    }
    return low
  }

  private func lineStart(_ position: Int, from low: Int) -> Int {
    var start = position
    while start > low, bytes[start - 1] != PreparedCursor.newline { start -= 1 }
    return start
  }

  private func lineEnd(_ line: Int) -> Int {
    var end = line
    while bytes[end] != PreparedCursor.newline { end += 1 }
    return end + 1
  }

  /// Whether a line's key comes before another; a tab, which ends it, is smaller than any of its bytes.
  private func precedes(_ line: Int, _ key: [UInt8]) -> Bool {
    for (index, byte) in key.enumerated() where bytes[line + index] != byte {
      return bytes[line + index] < byte
    }
    return false
  }

  private func isKey(_ key: [UInt8], at line: Int) -> Bool {
    line + key.count < bytes.count && bytes[line + key.count] == PreparedCursor.tab
      && bytes[line..<line + key.count].elementsEqual(key)
  }
}
