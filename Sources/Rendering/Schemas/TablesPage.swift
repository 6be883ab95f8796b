import Reporting

/// docs/tables.md: every table that CSV and NDJSON can hold, and what its columns are.
package enum TablesPage {
  package static var text: String { introduction + TableDefinition.all.map(section).joined() }

  private static func section(_ table: TableDefinition) -> String {
    let place = table.path.map { "In JSON: `\($0)`." }
    let about = [table.about, place].compactMap { $0?.isEmpty == true ? nil : $0 }
    return "\n## \(table.name)\n\n\(about.joined(separator: " "))\n\n"
      + "| column | type | what |\n|---|---|---|\n" + table.declared.map(row).joined()
  }

  private static func row(_ column: TableColumn) -> String {
    if column.name == "keys_…" {
      return "| `keys_…` | text | A column for each dimension of `--group-by`. |\n"
    }
    return "| `\(column.name)` | \(type(column)) | \(column.about) |\n"
  }

  private static func type(_ column: TableColumn) -> String {
    let isNullable = column.type.hasSuffix("?")
    let name =
      switch isNullable ? String(column.type.dropLast()) : column.type {
      case "int": "whole number"
      case "dec": "decimal"
      case "bool": "true or false"
      default: "text"
      }
    let unit = column.unit.map { " (\($0.rawValue))" } ?? ""
    return name + unit + (isNullable ? ", or nothing" : "")
  }

  private static let introduction = """
    # Tables

    `--format csv` and `--format ndjson` write one table of the report, `--table NAME`; without it
    `charges`. A table has one fact a row. Its columns, their order and their types are always these,
    whatever the data hold, and even where no row is there; a cell without a value is empty (null in
    NDJSON). The last column of every table is `currency`, the report's.

    Decimals are exact, with `.`; times are RFC 3339 in the report's zone. In CSV a text that a
    spreadsheet would run as a formula begins with `'`; NDJSON keeps it as it is.

    This page is written by `make docs`.

    """
}
