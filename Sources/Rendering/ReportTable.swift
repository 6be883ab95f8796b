import ExactNumbers
package import Templating

/// One table of the report, flat: for CSV and NDJSON.
package struct ReportTable {
  package let rows: [TemplateValue]
  private let columns: [String]
  private let currency: String

  private static let paths = [
    "charges": ["cost", "charges"], "unpriced": ["cost", "unpriced"],
    "contract": ["cost", "contract"], "assumptions": ["cost", "assumptions"],
    "rejections": ["inputs", "rejections"], "notes": ["inputs", "notes"],
    "sessions": ["sessions", "top"], "recommendations": ["recommendations", "items"],
    "totals": ["totals"], "backends": ["backends"], "models": ["models"], "tools": ["tools"],
    "routes": ["routes"], "hours": ["hours"], "days": ["days"], "errors": ["errors"],
    "weekday_hours": ["weekday_hours"], "groups": ["groups"], "prices": ["prices"],
    "sensitivity": ["cost", "sensitivity"], "routing_costs": ["routing_costs"],
    "failed_backends": ["failure_costs", "backends"], "failed_tools": ["failure_costs", "tools"],
    "failed_routes": ["failure_costs", "routes"], "failed_errors": ["failure_costs", "errors"],
  ]

  package init(named name: String, in report: TemplateValue) throws {
    guard let path = Self.paths[name] else {
      throw UnknownTable(name: name, known: Self.paths.keys.sorted())
    }
    let value = path.reduce(report) { $0[$1] ?? .null }
    let isOne = if case .object = value { true } else { false }
    var rows = isOne ? [value] : value.elements
    if name == "charges" { rows += Self.remainder(report) }
    self.rows = rows
    currency = report["cost"]?["currency"]?.text ?? ""
    var columns: [String] = []
    for row in rows.map(Self.flat) {
      for field in row where !columns.contains(field.name) { columns.append(field.name) }
    }
    self.columns = columns.isEmpty && name == "charges" ? Self.chargeColumns : columns
  }

  private static let chargeColumns = [
    "backend", "model", "meter", "quantity", "per", "unit_price", "list_amount", "list_currency",
    "amount", "low", "high", "assumed", "book", "price_id", "effective_from", "service_tier",
    "context_tier", "requests",
  ]

  /// Contract terms, and usage without a price, so that nothing is missing and the sum is the total.
  private static func remainder(_ report: TemplateValue) -> [TemplateValue] {
    let unpriced = report["cost"]?["unpriced"]?.elements ?? []
    return unpriced.map { row in
      var charge: TemplateObject = [:]
      for column in ["backend", "model", "meter", "quantity"] { charge[column] = row[column] }
      charge["book"] = row["reason"]
      return .object(charge)
    }
  }

  /// RFC 4180: one header line, CRLF, and the report's currency in a column of its own.
  package var csv: String {
    var lines = [(columns + ["currency"]).map(CSVEscaping.field).joined(separator: ",")]
    for row in rows {
      let fields = Dictionary(
        Self.flat(row).map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
      let cells = columns.map { Self.cell(fields[$0] ?? .null) } + [currency]
      lines.append(cells.joined(separator: ","))
    }
    return lines.map { $0 + "\r\n" }.joined()
  }

  /// An object's fields, those of objects inside it under names such as `cost_amount`.
  private static func flat(_ row: TemplateValue) -> [(name: String, value: TemplateValue)] {
    guard case .object(let object) = row else { return [] }
    return object.fields.flatMap { field -> [(name: String, value: TemplateValue)] in
      switch field.value {
      case .object:
        return flat(field.value).map { (name: "\(field.name)_\($0.name)", value: $0.value) }
      case .list: return []
      // A charge's own currency is its book's; the report's has the last column.
      default: return [(field.name == "currency" ? "list_currency" : field.name, field.value)]
      }
    }
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
