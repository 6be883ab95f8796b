import ExactNumbers
import Metering
import Recommendations
import Reporting
import Templating

/// A value of an option, as a row.
struct OptionRow: ReportRow {
  let name: String
  let value: String?

  static let fields: [Field<OptionRow>] = [
    Field("name", "Name.") { $0.name }, Field("value", "Value.") { $0.value },
  ]

  /// A row for each value of a list.
  static func rows(_ options: TemplateObject) -> [OptionRow] {
    options.fields.flatMap { field in
      let values = if case .list(let values) = field.value { values } else { [field.value] }
      return values.map { value in
        OptionRow(name: field.name, value: value == .null ? nil : value.text ?? value.jsonText)
      }
    }
  }
}

/// A count of `meters{}` in a row of a table of the report.
struct MeterRow: ReportRow {
  let table: String
  let row: String
  let meter: String
  let quantity: Int

  static let fields: [Field<MeterRow>] = [
    Field("table", "Table.") { $0.table }, Field("row", "Row.") { $0.row },
    Field("meter", "Meter.") { $0.meter }, Field("quantity", "Quantity.") { $0.quantity },
  ]

  static func rows(_ report: Report) -> [MeterRow] {
    rows("totals", [("", report.totals)])
      + rows("backends", report.backends.map { ($0.name, $0.measures) })
      + rows("models", report.models.map { ($0.name, $0.measures) })
      + rows("tools", report.tools.map { ($0.name, $0.measures) })
      + rows("routes", report.routes.map { ($0.name, $0.measures) })
      + rows("hours", report.hours.map { (String($0.hour), $0.measures) })
      + rows("days", report.days.map { ($0.date.description, $0.measures) })
  }

  private static func rows(
    _ table: String, _ rows: [(name: String, measures: MeasuresRow)]
  ) -> [MeterRow] {
    rows.flatMap { row in
      row.measures.meters.fields.compactMap { field in
        guard case .integer(let quantity) = field.value else { return nil }
        return MeterRow(table: table, row: row.name, meter: field.name, quantity: quantity)
      }
    }
  }
}

/// A figure that a finding rests on.
struct EvidenceRow: ReportRow {
  let finding: Finding
  let field: TemplateObject.Field

  private var text: String? {
    guard field.value != .null, field.value.number == nil else { return nil }
    return field.value.text ?? field.value.jsonText
  }

  static let fields: [Field<EvidenceRow>] = [
    Field("rule", "Rule.") { $0.finding.rule }, Field("subject", "Subject.") { $0.finding.subject },
    Field("name", "Name.") { $0.field.name }, Field("number", "Number.") { $0.field.value.number },
    Field("text", "Text.") { $0.text },
  ]

  static func rows(_ findings: [Finding]) -> [EvidenceRow] {
    findings.flatMap { finding in
      finding.evidence.fields.map { EvidenceRow(finding: finding, field: $0) }
    }
  }
}
