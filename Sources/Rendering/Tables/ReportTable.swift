import ExactNumbers
package import Reporting
package import Templating

/// One table of the report, flat: for CSV and NDJSON.
///
///     backend,model,meter,quantity,per,unit_price,…,currency
///     gemini,,input,1230000,1000000,0.075,…,USD
///
/// Its columns, with their order and types, do not depend on the rows: a program that loads the
/// file finds the same ones every month. docs/tables.md lists them.
package struct ReportTable {
  /// The names of the columns; the report's currency is the last one.
  package let columns: [String]
  package let rows: [[TemplateValue]]

  package init(named name: String, in report: Report) throws {
    guard let definition = TableDefinition.all.first(where: { $0.name == name }) else {
      throw UnknownTable(name: name, known: Self.names)
    }
    columns = definition.columns(report).map(\.name) + ["currency"]
    var rows = definition.rows(report)
    for index in rows.indices { rows[index].append(.text(report.cost.currency)) }
    self.rows = rows
  }

  /// The names that `--table` takes.
  package static var names: [String] {
    TableDefinition.all.map(\.name).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// RFC 4180: one header line, CRLF.
  package var csv: String {
    let lines = [columns.map(CSVEscaping.field)] + rows.map { $0.map(Self.cell) }
    return lines.map { $0.joined(separator: ",") + "\r\n" }.joined()
  }

  /// One object a line, with all columns.
  package var ndjson: String {
    rows.map { row in
      let fields = zip(columns, row).map { TemplateObject.Field(name: $0, value: $1) }
      return TemplateValue.object(TemplateObject(distinct: fields)).jsonText + "\n"
    }.joined()
  }

  private static func cell(_ value: TemplateValue) -> String {
    switch value {
    case .null, .list, .object: ""
    case .bool(let value): value ? "true" : "false"
    case .integer(let value): String(value)
    case .decimal(let value): value.description
    case .text(let text): CSVEscaping.field(text)
    }
  }
}

/// A table that no report has.
package struct UnknownTable: Error, CustomStringConvertible {
  package let name: String
  package let known: [String]

  package var description: String {
    "--table: found '\(name)'; expected one of \(known.joined(separator: ", "))"
  }
}
