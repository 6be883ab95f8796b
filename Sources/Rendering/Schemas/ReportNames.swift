import Charging
import PriceBooks
import Reporting

/// The names of the report that templates can use, as three tables of docs/templates.md.
package enum ReportNames {
  package static var text: String {
    let measures = MeasuresRow.fields.map(\.description)
    let amount = CostAmount.fields.map(\.description)
    return table("The report", rows(Report.fields.map(\.description), in: "", shortens: true))
      + table(
        "MEASURES",
        rows(measures.filter { $0.name != "cost" }, in: "", shortens: false)
          + [Row(name: "cost", kind: "AMOUNT", about: "What it cost.")])
      + table("AMOUNT", rows(amount, in: "", shortens: false))
  }

  private struct Row {
    let name: String
    let kind: String
    let about: String
  }

  private static func table(_ title: String, _ rows: [Row]) -> String {
    let lines = rows.map { "| `\($0.name)` | \($0.kind) | \($0.about) |\n" }
    return "### \(title)\n\n| name | is | meaning |\n|:--|:--|:--|\n" + lines.joined() + "\n"
  }

  /// A row a name; with `shortens` measures and amounts stand as one.
  private static func rows(
    _ fields: [FieldDescription], in prefix: String, shortens: Bool
  ) -> [Row] {
    let measures = Set(MeasuresRow.fields.map(\.name))
    let isMeasured = shortens && measures.isSubset(of: fields.map(\.name))
    return fields.flatMap { field -> [Row] in
      guard isMeasured, measures.contains(field.name) else {
        return rows(field, in: prefix, shortens: shortens)
      }
      return field.name == MeasuresRow.fields[0].name
        ? [Row(name: prefix + "…", kind: "MEASURES", about: "As below.")] : []
    }
  }

  private static func rows(
    _ field: FieldDescription, in prefix: String, shortens: Bool
  ) -> [Row] {
    let notes =
      (field.mayBeNull ? ["or null"] : []) + (field.mayBeAbsent ? ["may be missing: null"] : [])
    func row(_ kind: String, at name: String) -> Row {
      Row(name: name, kind: ([kind] + notes).joined(separator: ", "), about: field.about)
    }
    let name = prefix + field.name
    switch field.kind {
    case .integer, .decimal:
      return [row(field.unit.map { "number (\($0.rawValue))" } ?? "number", at: name)]
    case .text: return [row("text", at: name)]
    case .boolean: return [row("true or false", at: name)]
    case .data: return [row("names of the data", at: name)]
    case .row(let inner):
      if shortens, inner.map(\.name) == CostAmount.fields.map(\.name) {
        return [row("AMOUNT", at: name)]
      }
      return [row("object", at: name)] + rows(inner, in: name + ".", shortens: shortens)
    case .rows(let inner):
      return [row("list", at: name + "[]")] + rows(inner, in: name + "[].", shortens: shortens)
    }
  }
}
