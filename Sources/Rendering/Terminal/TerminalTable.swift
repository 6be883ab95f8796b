/// A table in columns that line up, as wide as the terminal at most.
///
///     Backend      Requests   Cost USD
///     ───────────  ────────  ─────────
///     anthropic         217      10.95
///
/// Texts give way first: long ones end in `…`. Numbers are never cut; where even they don't fit, a
/// row takes several lines of names and values.
struct TerminalTable {
  private let header: [String]
  private let rows: [[String]]
  private let alignments: [MarkdownTable.Alignment]
  private let style: TerminalStyle
  private let width: Int

  private static let narrowest = 8

  init(_ table: MarkdownTable, width: Int, style: TerminalStyle) {
    let cells = table.rows.map { $0.map { MarkdownText($0).plain } }
    // What is empty in every row says nothing.
    let columns = table.header.indices.filter { column in
      cells.isEmpty || cells.contains { !$0[column].isEmpty }
    }
    header = columns.map { MarkdownText(table.header[$0]).plain }
    rows = cells.map { row in columns.map { row[$0] } }
    alignments = columns.map { $0 < table.alignments.count ? table.alignments[$0] : .left }
    self.width = width
    self.style = style
  }

  var lines: [String] {
    guard !header.isEmpty else { return [] }
    guard let widths = fittingWidths else { return rows.flatMap(record) }
    let layout = AlignedColumns(widths: widths, alignments)
    let rule = widths.map { String(repeating: "─", count: $0) }
    return [style.strong(layout.line(header)), style.quiet(layout.line(rule))]
      + rows.map(layout.line)
  }

  /// The columns' widths; nil where they can't fit.
  private var fittingWidths: [Int]? {
    let natural = AlignedColumns([header] + rows, alignments).widths
    let gaps = AlignedColumns.gap * (natural.count - 1)
    let fixed = natural.indices.reduce(gaps) { alignments[$1] == .right ? $0 + natural[$1] : $0 }
    for limit in stride(from: max(width, Self.narrowest), through: Self.narrowest, by: -1) {
      let widths = natural.indices.map {
        alignments[$0] == .right ? natural[$0] : min(natural[$0], limit)
      }
      let texts = widths.indices.reduce(0) { alignments[$1] == .right ? $0 : $0 + widths[$1] }
      if fixed + texts <= width { return widths }
    }
    return nil
  }

  /// A row on lines of its own: its texts first, then every other value after its name.
  private func record(_ row: [String]) -> [String] {
    func isTitle(_ column: Int) -> Bool { alignments[column] == .left }
    let titles = row.indices.filter { isTitle($0) && !row[$0].isEmpty }.map { row[$0] }
    let values = row.indices.filter { !isTitle($0) && !row[$0].isEmpty }.map {
      "\(header[$0]) \(row[$0])"
    }
    return TerminalWrapping(width: width).lines(titles.joined(separator: " · ")).map(style.strong)
      + TerminalWrapping(width: width, indentation: "  ").lines(values.joined(separator: ", "))
  }
}
