/// Cells with spaces around them, so that columns line up: figures to the right, texts to the left.
struct AlignedColumns {
  /// The columns of a terminal between two cells.
  static let gap = 2

  let widths: [Int]
  private let alignments: [MarkdownTable.Alignment]

  /// Columns of these widths; a cell that is wider is cut, and ends in `…`.
  init(widths: [Int], _ alignments: [MarkdownTable.Alignment]) {
    self.widths = widths
    self.alignments = alignments
  }

  /// Columns as wide as the widest of their cells.
  init(_ rows: [[String]], _ alignments: [MarkdownTable.Alignment]) {
    let widths = alignments.indices.map { column in
      rows.reduce(0) { max($0, DisplayWidth.of($1[column])) }
    }
    self.init(widths: widths, alignments)
  }

  /// One row, without spaces at its end.
  func line(_ cells: [String]) -> String {
    let padded = cells.indices.map { column in
      let cell = DisplayWidth.cut(cells[column], to: widths[column])
      let spaces = String(repeating: " ", count: max(0, widths[column] - DisplayWidth.of(cell)))
      return alignments[column] == .right ? spaces + cell : cell + spaces
    }
    let line = padded.joined(separator: String(repeating: " ", count: Self.gap))
    guard let end = line.utf8.lastIndex(where: { $0 != UInt8(ascii: " ") }) else { return "" }
    return String(line[...end])
  }
}
