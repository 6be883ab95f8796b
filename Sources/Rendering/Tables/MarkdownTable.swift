/// A table of GitHub-flavoured Markdown; its cells are Markdown already.
package struct MarkdownTable: Hashable {
  package enum Alignment: Hashable { case left, right, center }

  package let header: [String]
  package let alignments: [Alignment]
  package var rows: [[String]] = []

  package init(header: [String], alignments: [Alignment], rows: [[String]] = []) {
    self.header = header
    self.alignments = alignments
    self.rows = rows
  }

  /// The table as Markdown writes it.
  package var markdown: String {
    let rule = alignments.map { alignment in
      switch alignment {
      case .left: "---"
      case .right: "---:"
      case .center: ":---:"
      }
    }
    return ([header, rule] + rows).map { "| \($0.joined(separator: " | ")) |\n" }.joined()
  }
}
