import Rendering
import Reporting
import Templating

/// A comparison as plain tables: for a terminal, and as CSV for a spreadsheet.
enum ComparisonTables {
  /// The columns side by side, then each scenario's steps, backends and what has no price.
  static func text(_ view: ComparisonView) -> String {
    var parts = [
      table(
        view.columns, [
          ("name", "SCENARIO"), ("cost", "COST"), ("difference", "DIFFERENCE"),
          ("percent", "PERCENT"), ("month", "MONTH"),
        ])
    ]
    for detail in view.details {
      let name = detail["name"]?.text ?? ""
      parts.append("\(name): \(detail["before"]?.text ?? "") → \(detail["after"]?.text ?? "")\n")
      let tables = [
        table(detail["steps"]?.elements ?? [], [("step", "STEP"), ("effect", "EFFECT")]),
        table(
          detail["backends"]?.elements ?? [], [
            ("name", "BACKEND"), ("before", "BEFORE"), ("after", "AFTER"),
            ("difference", "DIFFERENCE"),
          ]),
        table(
          detail["unpriced"]?.elements ?? [], [
            ("name", "WITHOUT A PRICE"), ("meter", "METER"), ("requests", "REQUESTS"),
            ("quantity", "QUANTITY"), ("reason", "REASON"),
          ]),
      ]
      parts += tables.filter { !$0.isEmpty }
    }
    return parts.joined(separator: "\n")
  }

  /// Nothing without rows; columns of figures go to the right.
  private static func table(
    _ rows: [TemplateValue], _ columns: [(key: String, head: String)]
  ) -> String {
    guard !rows.isEmpty else { return "" }
    var table = TableOutput(columns: columns.map(\.head))
    table.figures = [
      "COST", "DIFFERENCE", "PERCENT", "MONTH", "EFFECT", "BEFORE", "AFTER", "REQUESTS", "QUANTITY",
    ]
    table.rows = rows.map { row in columns.map { row[$0.key] ?? .null } }
    return table.text(.text)
  }

  /// A line for each total, month, step and backend of each scenario, today's first.
  static func csv(_ report: ComparisonReport) -> String {
    var table = TableOutput(
      columns: [
        "scenario", "line", "name", "amount", "low", "high", "complete", "before", "difference",
        "percent", "currency",
      ])
    func add(
      _ scenario: TemplateValue, _ line: String, _ name: TemplateValue?, amount: TemplateValue?,
      before: TemplateValue? = nil, difference: TemplateValue? = nil
    ) {
      let whole = amount?["complete"]
      table.rows.append([
        scenario["name"] ?? .null, .text(line), name ?? .null,
        whole == nil ? amount ?? .null : amount?["amount"] ?? .null, amount?["low"] ?? .null,
        amount?["high"] ?? .null, whole.map { .text($0 == .bool(true) ? "true" : "false") } ?? .null,
        before ?? .null, difference ?? .null,
        line == "total" ? scenario["percent"] ?? .null : .null, .text(report.currency),
      ])
    }
    let today = report.tree["baseline"] ?? .null
    for scenario in [today] + (report.tree["scenarios"]?.elements ?? []) {
      let isToday = scenario["difference"] == nil
      add(
        scenario, "total", .null, amount: scenario["cost"],
        before: isToday ? nil : today["cost"]?["amount"], difference: scenario["difference"])
      if let month = scenario["month"], month != .null {
        add(scenario, "month", month["month"], amount: month["amount"])
      }
      for step in scenario["steps"]?.elements ?? [] {
        add(scenario, "step", step["step"], amount: .null, difference: step["effect"])
      }
      for row in scenario["backends"]?.elements ?? [] {
        add(
          scenario, "backend", row["name"], amount: row["after"], before: row["before"],
          difference: row["difference"])
      }
    }
    return table.text(.csv)
  }
}
