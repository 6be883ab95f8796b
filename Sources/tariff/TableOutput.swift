import ExactNumbers
import Rendering
import Templating

/// A plain answer: rows and columns, as text for a terminal or in a format for programs.
struct TableOutput {
  enum Format: String, CaseIterable {
    case text
    case markdown
    case json
    case csv

    /// The format that an option names.
    static func named(_ name: String) throws -> Format {
      guard let format = Format(rawValue: name) else {
        let known = allCases.map(\.rawValue).joined(separator: ", ")
        throw Failure.usage("--format: found '\(name)'; expected one of \(known)")
      }
      return format
    }
  }

  let columns: [String]
  /// Columns of figures that are texts, by their names: they too go to the right.
  var figures: Set<String> = []
  var rows: [[TemplateValue]] = []

  func text(_ format: Format) -> String {
    switch format {
    case .text: aligned
    case .markdown: markdown
    case .json: JSONRenderer().render(.list(rows.map(object)))
    case .csv: csv
    }
  }

  private func object(_ row: [TemplateValue]) -> TemplateValue {
    var object = TemplateObject()
    for (column, value) in zip(columns, row) { object[column] = value }
    return .object(object)
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

  private func isNumeric(_ column: Int) -> Bool {
    figures.contains(columns[column]) || rows.contains { Self.isNumber($0[column]) }
  }

  private static func isNumber(_ value: TemplateValue) -> Bool {
    switch value {
    case .integer, .decimal: true
    default: false
    }
  }

  /// Columns that line up, numbers to the right; control characters are not passed on.
  private var aligned: String {
    let cells =
      [columns]
      + rows.map { row in
        row.map { value in
          String(
            String.UnicodeScalarView(
              Self.plain(value).unicodeScalars.map { scalar in
                scalar.properties.generalCategory == .control ? " " : scalar
              }))
        }
      }
    let widths = columns.indices.map { column in cells.map { $0[column].count }.max() ?? 0 }
    return cells.map { row in
      let padded = row.enumerated().map { column, cell in
        let space = String(repeating: " ", count: widths[column] - cell.count)
        return isNumeric(column) ? space + cell : cell + space
      }
      let line = padded.joined(separator: "  ")
      return String(line.reversed().drop { $0 == " " }.reversed()) + "\n"
    }.joined()
  }

  private var markdown: String {
    func line(_ cells: [String]) -> String { "| \(cells.joined(separator: " | ")) |\n" }
    let rule = columns.indices.map { isNumeric($0) ? "---:" : "---" }
    let body = rows.map { row in line(row.map { MarkdownEscaping.cell(Self.plain($0)) }) }
    return line(columns.map(MarkdownEscaping.cell)) + line(rule) + body.joined()
  }

  private var csv: String {
    func cell(_ value: TemplateValue) -> String {
      Self.isNumber(value) ? Self.plain(value) : CSVEscaping.field(Self.plain(value))
    }
    let lines = [columns.map(CSVEscaping.field)] + rows.map { $0.map(cell) }
    return lines.map { $0.joined(separator: ",") + "\r\n" }.joined()
  }
}

/// Where a command's answer goes.
enum Answer {
  /// Writes to a file, or to standard output.
  static func write(_ text: String, to path: String?) throws {
    if let path {
      try AtomicFile(path: path).commit(text)
    } else if !Files.write(text, to: 1) {
      throw Failure.output("standard output", status: 74)
    }
  }
}
