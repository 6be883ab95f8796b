import ExactNumbers
package import Templating

/// A table of values, written for people or for programs: what commands answer with.
///
///     backend    requests        | backend | requests |      backend,requests
///     anthropic       217        | --- | ---: |              anthropic,217
///                                | anthropic | 217 |
///
/// Columns of numbers go to the right. JSON is a list of objects, with the columns as keys.
package struct TableOutput {
  /// The formats that a table can be written in.
  package static let formats: [DocumentFormat] = [.text, .markdown, .json, .csv]

  package let columns: [String]
  /// Columns of figures that are texts, by their names: they too go to the right.
  package var figures: Set<String>
  package var rows: [[TemplateValue]]

  package init(
    columns: [String], figures: Set<String> = [], rows: [[TemplateValue]] = []
  ) {
    self.columns = columns
    self.figures = figures
    self.rows = rows
  }

  /// The table in one of ``formats``; as plain text in any other.
  package func text(_ format: DocumentFormat) -> String {
    switch format {
    case .markdown: markdown
    case .json: JSONRenderer().render(.list(rows.map(object)))
    case .csv: csv
    default: aligned
    }
  }

  /// In columns that line up, without what would drive a terminal.
  private var aligned: String {
    let cells = ([columns.map(TemplateValue.text)] + rows).map { row in
      row.map { DisplayWidth.harmless(Self.plain($0)) }
    }
    let layout = AlignedColumns(cells, alignments)
    return cells.map { layout.line($0) + "\n" }.joined()
  }

  private var markdown: String {
    let table = MarkdownTable(
      header: columns.map(MarkdownEscaping.cell), alignments: alignments,
      rows: rows.map { $0.map { MarkdownEscaping.cell(Self.plain($0)) } })
    return table.markdown
  }

  private var csv: String {
    func cell(_ value: TemplateValue) -> String {
      value.number == nil ? CSVEscaping.field(Self.plain(value)) : Self.plain(value)
    }
    let lines = [columns.map(CSVEscaping.field)] + rows.map { $0.map(cell) }
    return lines.map { $0.joined(separator: ",") + "\r\n" }.joined()
  }

  private func object(_ row: [TemplateValue]) -> TemplateValue {
    var object = TemplateObject()
    for (column, value) in zip(columns, row) { object[column] = value }
    return .object(object)
  }

  private var alignments: [MarkdownTable.Alignment] {
    columns.indices.map { column in
      let isNumeric = rows.contains { $0[column].number != nil }
      return figures.contains(columns[column]) || isNumeric ? .right : .left
    }
  }

  private static func plain(_ value: TemplateValue) -> String {
    switch value {
    case .null, .object: ""
    case .list(let values): values.map(plain).joined(separator: ", ")
    case .bool(let value): value ? "yes" : ""
    case .integer(let value): String(value)
    case .decimal(let value): value.description
    case .text(let text): text
    }
  }
}
