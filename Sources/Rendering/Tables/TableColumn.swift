import Reporting
import Templating

/// A column of a table: a plain field of its rows, however deep it lies.
struct TableColumn: Sendable {
  let path: [String]
  /// `int`, `dec`, `text` or `bool`, with `?` where a cell may be empty.
  let type: String
  var about = ""
  var unit: FieldUnit?

  /// `cost_amount`. What a charge calls its currency is its book's; the report's is the last column.
  var name: String {
    let last = path.last == "currency" ? "list_currency" : path.last
    return (path.dropLast() + [last].compactMap(\.self)).joined(separator: "_")
  }

  /// Plain fields in their order; lists, and objects whose names the data decide, are no columns.
  static func columns(
    of fields: [FieldDescription], in path: [String] = [], mayBeNull: Bool = false
  ) -> [TableColumn] {
    fields.flatMap { field -> [TableColumn] in
      let place = path + [field.name]
      let isNullable = mayBeNull || field.mayBeNull
      if case .row(let inner) = field.kind {
        return columns(of: inner, in: place, mayBeNull: isNullable)
      }
      guard let type = type(of: field.kind) else { return [] }
      return [
        TableColumn(
          path: place, type: type + (isNullable ? "?" : ""), about: field.about, unit: field.unit)
      ]
    }
  }

  /// Adds the cells of a row under its columns; lists are not asked for, as none is a column.
  static func addCells<Row: ReportRow>(
    of row: Row, except: Set<String> = [], to cells: inout [TemplateValue]
  ) {
    for field in Row.fields where !except.contains(field.name) {
      switch field.description.kind {
      case .rows, .data: continue
      case .row(let fields):
        if case .row(let inner)? = field.value(of: row) {
          addCells(of: inner, to: &cells)
        } else {
          cells += Array(repeating: .null, count: columns(of: fields).count)
        }
      case .integer, .decimal, .text, .boolean:
        cells.append(field.value(of: row)?.tree ?? .null)
      }
    }
  }

  private static func type(of kind: FieldKind) -> String? {
    switch kind {
    case .integer: "int"
    case .decimal: "dec"
    case .text: "text"
    case .boolean: "bool"
    case .row, .rows, .data: nil
    }
  }
}
