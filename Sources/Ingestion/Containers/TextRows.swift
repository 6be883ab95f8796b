/// The names of the columns in a header line, and what stands between them.
package struct TextHeader {
  package private(set) var columns: [String]
  package let delimiter: UInt8
  /// How many bytes it has, with its newline.
  let length: Int

  /// The header at the start of bytes: the delimiter is the one of comma, tab and semicolon that
  /// makes most columns. nil where the first line is empty.
  init?(_ bytes: UnsafeRawBufferPointer) {
    let rows = [UInt8(ascii: ","), UInt8(ascii: "\t"), UInt8(ascii: ";")].map { delimiter in
      (delimiter, TextRow(bytes, delimiter: delimiter, isWhole: true))
    }
    guard let best = rows.max(by: { $0.1?.count ?? 0 < $1.1?.count ?? 0 }), let row = best.1
    else { return nil }
    delimiter = best.0
    columns = (0..<row.count).map { column in
      row.withField(column) { String(decoding: $0, as: UTF8.self) }
    }
    length = row.length
    // A mark of byte order stands before the first name, which a writer may have quoted.
    columns[0] = columns[0].hasPrefix("\u{FEFF}") ? String(columns[0].dropFirst()) : columns[0]
    if columns.allSatisfy(\.isEmpty) { return nil }
  }
}

/// A row of CSV (RFC 4180): fields between delimiters, quoted where they hold one, a quote or a
/// newline. Valid as long as the bytes it was made of.
package struct TextRow {
  private let bytes: UnsafeRawBufferPointer
  private var fields: [(range: Range<Int>, hasQuotes: Bool)] = []
  /// How many bytes it has, with its newline.
  private(set) var length = 0

  package var count: Int { fields.count }

  /// Whether it is an empty line.
  var isEmpty: Bool { fields.count == 1 && fields[0].range.isEmpty && !fields[0].hasQuotes }

  /// The row at the start of bytes; nil where it goes on beyond them, though `isWhole` says that
  /// nothing comes after them, as within a quote.
  init?(_ bytes: UnsafeRawBufferPointer, delimiter: UInt8, isWhole: Bool) {
    self.bytes = bytes
    var offset = 0
    while true {
      guard let end = readField(at: offset, delimiter) else { return nil }
      guard end < bytes.count else {
        length = end
        if isWhole { return }
        return nil
      }
      offset = end + 1
      if bytes[end] == delimiter { continue }
      length = offset
      return
    }
  }

  /// Gives the text of a field, unquoted, to `body`; nothing where the row is too short.
  package func withField<R>(_ column: Int, _ body: (UnsafeRawBufferPointer) -> R) -> R {
    guard column < fields.count else { return body(UnsafeRawBufferPointer(start: nil, count: 0)) }
    let field = fields[column]
    let raw = UnsafeRawBufferPointer(rebasing: bytes[field.range])
    guard field.hasQuotes else { return body(raw) }
    var text: [UInt8] = []
    var index = 0
    while index < raw.count {
      text.append(raw[index])
      index += raw[index] == UInt8(ascii: "\"") ? 2 : 1
    }
    return text.withUnsafeBytes(body)
  }

  /// Reads a field, and gives the place of the delimiter or newline after it, or the bytes' end;
  /// nil where a quote is not closed.
  private mutating func readField(at start: Int, _ delimiter: UInt8) -> Int? {
    guard start < bytes.count, bytes[start] == UInt8(ascii: "\"") else {
      let end = endOfPlain(from: start, delimiter)
      fields.append((trimmingReturn(start..<end), false))
      return end
    }
    var hasQuotes = false
    var offset = start + 1
    while offset < bytes.count {
      if bytes[offset] != UInt8(ascii: "\"") {
        offset += 1
      } else if offset + 1 < bytes.count, bytes[offset + 1] == UInt8(ascii: "\"") {
        hasQuotes = true
        offset += 2
      } else {
        fields.append(((start + 1)..<offset, hasQuotes))
        return endOfPlain(from: offset + 1, delimiter)
      }
    }
    return nil
  }

  private func endOfPlain(from start: Int, _ delimiter: UInt8) -> Int {
    var offset = start
    while offset < bytes.count, bytes[offset] != delimiter, bytes[offset] != UInt8(ascii: "\n") {
      offset += 1
    }
    return offset
  }

  private func trimmingReturn(_ range: Range<Int>) -> Range<Int> {
    let isReturn = !range.isEmpty && bytes[range.upperBound - 1] == UInt8(ascii: "\r")
    return range.lowerBound..<(range.upperBound - (isReturn ? 1 : 0))
  }
}

/// The rows of a file below its header line.
struct TextRows {
  enum Step {
    case row(TextRow)
    case rejected(RejectionReason, line: Int)
    case end
  }

  private let window: ByteWindow
  private let delimiter: UInt8
  private var given = 0
  private var isOver = false
  let columns: [String]

  init(_ window: ByteWindow, delimiter: UInt8) {
    self.window = window
    self.delimiter = delimiter
    window.skipByteOrderMark()
    let header = TextHeader(window.bytes)
    columns = header?.columns ?? []
    given = header?.length ?? 0
  }

  /// Goes to the next row, beyond empty lines.
  mutating func next(rowLimit: Int) -> Step {
    window.consume(given)
    given = 0
    while !isOver {
      guard !window.bytes.isEmpty || window.more() else { break }
      if let row = TextRow(window.bytes, delimiter: delimiter, isWhole: window.isAtEnd) {
        if row.isEmpty {
          window.consume(row.length)
          continue
        }
        given = row.length
        return .row(row)
      }
      if window.isAtEnd || window.bytes.count > rowLimit {
        return rejectLine(window.isAtEnd ? .notARow : .tooLarge)
      }
      _ = window.more()
    }
    guard window.isBroken, !isOver else { return .end }
    isOver = true
    return .rejected(.unreadable, line: window.line())
  }

  /// A quote that nothing closes costs its line.
  private func rejectLine(_ reason: RejectionReason) -> Step {
    let line = window.line()
    window.skipLine()
    return .rejected(reason, line: line)
  }
}
