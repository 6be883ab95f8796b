import Templating

/// A comparison as plain tables: for a terminal, and as CSV for a spreadsheet.
enum ComparisonTables {
  /// The columns side by side, then each scenario's steps, backends and what has no price.
  static func text(_ view: ComparisonView) -> String {
    var parts = [
      table(
        view.columns,
        [
          ("name", "SCENARIO"), ("cost", "COST"), ("difference", "DIFFERENCE"),
          ("percent", "PERCENT"), ("month", view.monthHead),
        ])
    ]
    for detail in view.details {
      let name = detail["name"]?.text ?? ""
      let costs = "\(detail["before"]?.text ?? "") → \(detail["after"]?.text ?? "")"
      parts.append(DisplayWidth.harmless("\(name): \(costs)") + "\n")
      let tables = [
        table(detail["steps"]?.elements ?? [], [("step", "STEP"), ("effect", "EFFECT")]),
        table(
          detail["backends"]?.elements ?? [],
          [
            ("name", "BACKEND"), ("before", "BEFORE"), ("after", "AFTER"),
            ("difference", "DIFFERENCE"),
          ]),
        table(
          detail["unpriced"]?.elements ?? [],
          [
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
    let texts: Set = ["name", "step", "meter", "reason"]
    table.figures = Set(columns.filter { !texts.contains($0.key) }.map(\.head))
    table.rows = rows.map { row in columns.map { row[$0.key] ?? .null } }
    return table.text(.text)
  }

  /// A line for each total, month, step and backend of each scenario, today's first.
  static func csv(_ view: ComparisonView) -> String {
    let today = view.comparison["baseline"] ?? .null
    let scenarios = [today] + (view.comparison["scenarios"]?.elements ?? [])
    var table = TableOutput(columns: ["scenario", "line", "name"] + figures + ["currency"])
    for scenario in scenarios {
      for line in lines(scenario, before: today["cost"]?["amount"] ?? .null) {
        table.rows.append(
          [scenario["name"] ?? .null, .text(line.kind), line.name]
            + figures.map { line.figures[$0] ?? .null } + [.text(view.money.currency)])
      }
    }
    return table.text(.csv)
  }

  private static let figures = [
    "amount", "low", "high", "complete", "before", "difference", "percent",
  ]

  private struct Line {
    let kind: String
    let name: TemplateValue
    var figures: TemplateObject
  }

  private static func lines(_ scenario: TemplateValue, before: TemplateValue) -> [Line] {
    var total = amounts(scenario["cost"])
    if let difference = scenario["difference"] {
      total["before"] = before
      total["difference"] = difference
      total["percent"] = scenario["percent"]
    }
    var lines = [Line(kind: "total", name: .null, figures: total)]
    if let month = scenario["month"], month != .null {
      lines.append(
        Line(kind: "month", name: month["month"] ?? .null, figures: amounts(month["amount"])))
    }
    lines += (scenario["steps"]?.elements ?? []).map { step in
      Line(
        kind: "step", name: step["step"] ?? .null,
        figures: ["difference": step["effect"] ?? .null])
    }
    return lines
      + (scenario["backends"]?.elements ?? []).map { row in
        Line(
          kind: "backend", name: row["name"] ?? .null,
          figures: [
            "amount": row["after"] ?? .null, "before": row["before"] ?? .null,
            "difference": row["difference"] ?? .null,
          ])
      }
  }

  private static func amounts(_ cost: TemplateValue?) -> TemplateObject {
    var figures: TemplateObject = [:]
    for key in ["amount", "low", "high"] { figures[key] = cost?[key] }
    figures["complete"] = cost?["complete"] == .bool(true) ? "true" : "false"
    return figures
  }
}
