/// A CSV text by RFC 4180, read as strictly as a test wants it.
package struct CSVTable: Sendable {
  package let columns: [String]
  package let rows: [[String]]

  /// nil where a quote is not closed, or where rows differ in their number of cells.
  package init?(_ text: String) {
    var rows: [[String]] = []
    var row: [String] = []
    var cell: [UInt8] = []
    var isQuoted = false
    var bytes = Array(text.utf8)[...]
    while let byte = bytes.popFirst() {
      switch byte {
      case UInt8(ascii: "\"") where isQuoted && bytes.first == byte:
        cell.append(bytes.removeFirst())
      case UInt8(ascii: "\""): isQuoted.toggle()
      case UInt8(ascii: ",") where !isQuoted:
        row.append(String(decoding: cell, as: UTF8.self))
        cell = []
      case 13 where !isQuoted && bytes.first == 10:
        bytes.removeFirst()
        rows.append(row + [String(decoding: cell, as: UTF8.self)])
        (row, cell) = ([], [])
      default: cell.append(byte)
      }
    }
    guard !isQuoted, row.isEmpty, cell.isEmpty, let header = rows.first,
      rows.allSatisfy({ $0.count == header.count })
    else { return nil }
    columns = header
    self.rows = Array(rows.dropFirst())
  }

  /// A row's cells by the names of the columns.
  package func cells(_ names: [String]) -> [[String]] {
    let indices = names.map { columns.firstIndex(of: $0) }
    return rows.map { row in indices.map { $0.map { row[$0] } ?? "(no such column)" } }
  }
}
