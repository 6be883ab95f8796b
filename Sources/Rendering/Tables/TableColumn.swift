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

  /// The cells of a row under its columns.
  static func cells(of row: some ReportRow, except: Set<String> = []) -> [TemplateValue] {
    var cells: [TemplateValue] = []
    row.forEachField { field, value in
      guard !except.contains(field.name) else { return }
      switch (field.kind, value) {
      case (.rows, _), (.data, _): break
      case (_, .row(let inner)): cells += Self.cells(of: inner)
      case (.row(let fields), _):
        cells += Array(repeating: .null, count: columns(of: fields).count)
      default: cells.append(value.tree)
      }
    }
    return cells
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
