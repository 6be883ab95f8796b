/// A Markdown document as a terminal shows it: headings in bold, tables in columns, texts wrapped,
/// of collapsed tables the first rows.
///
///     LLM usage and cost
///
///     at least USD 15.62 for 1,533 requests and 20,941,819 tokens, 2026-09-21 to 2026-11-01 (UTC).
///
/// It is for the eye alone: files and other programs get the Markdown as it is.
package struct TerminalDocument {
  private let blocks: [MarkdownBlock]
  private let width: Int
  private let style: TerminalStyle

  /// How many rows of a collapsed table are shown.
  private static let rowsInDetails = 10

  package init(markdown: String, width: Int, usesColor: Bool) {
    blocks = MarkdownReader.blocks(of: markdown)
    self.width = width
    style = TerminalStyle(usesColor: usesColor)
  }

  package var text: String {
    var lines: [String] = []
    var isCollapsed = false
    for (index, block) in blocks.enumerated() {
      if case .details = block { isCollapsed = true }
      if block == .detailsEnd { isCollapsed = false }
      let shown = self.lines(of: block, isCollapsed: isCollapsed)
      if !shown.isEmpty, index > 0, !follows(index) { lines.append("") }
      lines += shown
    }
    return lines.map { $0 + "\n" }.joined()
  }

  /// Whether no empty line stands before a block: items of one list, and what a summary is of.
  private func follows(_ index: Int) -> Bool {
    switch (blocks[index - 1], blocks[index]) {
    case (.item, .item), (.details, _): true
    default: false
    }
  }

  private func lines(of block: MarkdownBlock, isCollapsed: Bool) -> [String] {
    switch block {
    case .heading(let level, let text): heading(level, MarkdownText(text).plain)
    case .paragraph(let text):
      TerminalWrapping(width: width).lines(MarkdownText(text).runs, style)
    case .item(let marker, let lines): item(marker == "-" ? "•" : marker, lines)
    case .code(let lines): lines.map { "  " + DisplayWidth.harmless($0) }
    case .table(let table): self.lines(of: table, isCollapsed: isCollapsed)
    case .details(let summary): [style.quiet(MarkdownText(summary).plain)]
    case .detailsEnd: []
    case .rule: [style.quiet(String(repeating: "─", count: width))]
    }
  }

  private func heading(_ level: Int, _ text: String) -> [String] {
    let shown = DisplayWidth.cut(text, to: width)
    guard level == 1 else { return [style.strong(shown)] }
    return [
      style.strong(shown), style.strong(String(repeating: "═", count: DisplayWidth.of(shown))),
    ]
  }

  private func item(_ marker: String, _ lines: [String]) -> [String] {
    let indentation = String(repeating: " ", count: DisplayWidth.of(marker) + 1)
    return lines.enumerated().flatMap { index, line in
      TerminalWrapping(
        width: width, indentation: indentation, marker: index == 0 ? marker + " " : nil
      ).lines(MarkdownText(line).runs, style)
    }
  }

  private func lines(of table: MarkdownTable, isCollapsed: Bool) -> [String] {
    var shown = table
    let more = table.rows.count - Self.rowsInDetails
    guard isCollapsed, more > 0 else {
      return TerminalTable(shown, width: width, style: style).lines
    }
    shown.rows.removeLast(more)
    return TerminalTable(shown, width: width, style: style).lines
      + [style.quiet(DisplayWidth.cut("… \(more) more rows: -o report.md has them all", to: width))]
  }
}
