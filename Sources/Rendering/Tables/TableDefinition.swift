import Reporting
import Templating

/// A table that CSV and NDJSON can hold: its name, and its columns and rows from the fields of a row.
struct TableDefinition: Sendable {
  let name: String
  /// Its place in the JSON report; nil where the data decide its names.
  let path: String?
  let about: String
  /// Its columns before the question is known.
  let declared: [TableColumn]
  let columns: @Sendable (Report) -> [TableColumn]
  let rows: @Sendable (Report) -> [[TemplateValue]]

  /// A table of rows of one type, but for some fields that are tables of their own.
  init<Row: ReportRow>(
    _ name: String, _ path: String?, _ about: String = "", except: Set<String> = [],
    _ rows: @escaping @Sendable (Report) -> [Row]
  ) {
    self.name = name
    self.path = path
    self.about = about
    let fields = Row.fields.filter { !except.contains($0.name) }.map(\.description)
    let declared = TableColumn.columns(of: fields)
    self.declared = declared
    columns = { _ in declared }
    self.rows = { report in
      rows(report).map { row in
        var cells: [TemplateValue] = []
        // And one for the currency.
        cells.reserveCapacity(declared.count + 1)
        TableColumn.addCells(of: row, except: except, to: &cells)
        return cells
      }
    }
  }

  /// The table of groups, which has a column for each dimension that was asked for.
  init(groups name: String) {
    self.name = name
    path = name
    about = "By the dimensions of `--group-by`."
    let measures = TableColumn.columns(
      of: GroupRow.fields.map(\.description).filter { $0.name != "keys" })
    declared = [TableColumn(path: ["keys", "…"], type: "text")] + measures
    columns = { Self.keys($0).map { TableColumn(path: ["keys", $0], type: "text") } + measures }
    rows = { report in
      let keys = Self.keys(report)
      return (report.groups ?? []).map { row in
        var cells = keys.map { row.keys[$0] ?? .null }
        TableColumn.addCells(of: row, except: ["keys"], to: &cells)
        return cells
      }
    }
  }

  /// The names of the dimensions that a report is grouped by.
  private static func keys(_ report: Report) -> [String] {
    guard let dimensions = report.options["group_by"]?.text else { return [] }
    return dimensions.split(separator: ",").map {
      String($0.hasPrefix("label:") ? $0.dropFirst(6) : $0)
    }
  }
}
