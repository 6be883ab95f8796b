import Templating

/// A comparison for a terminal:
///
///     SCENARIO     COST       DIFFERENCE  PERCENT  MONTH 2026-10
///     today        USD 37.34                       USD 101.20
///     Local first  USD 21.90      -15.44  -41.3 %  USD 60.02
///
/// and then each scenario's steps, backends and what has no price.
extension ComparisonView {
  var plain: String {
    let month = (["MONTH"] + [month].compactMap(\.self)).joined(separator: " ")
    let side = Self.table(
      ["SCENARIO", "COST", "DIFFERENCE", "PERCENT", month],
      columns.map { [$0.name, $0.cost, $0.difference, $0.percent, $0.month] })
    return ([side] + details.flatMap(Self.parts)).joined(separator: "\n")
  }

  private static func parts(_ detail: ScenarioDetail) -> [String] {
    let tables = [
      table(["STEP", "EFFECT"], detail.steps.map { [$0.text, $0.effect] }),
      table(
        ["BACKEND", "BEFORE", "AFTER", "DIFFERENCE"],
        detail.backends.map { [$0.name, $0.before, $0.after, $0.difference] }),
      table(
        ["WITHOUT A PRICE", "METER", "REQUESTS", "QUANTITY", "REASON"],
        detail.unpriced.map { [$0.name, $0.meter, $0.requests, $0.quantity, $0.reason] }),
    ]
    let title = DisplayWidth.harmless("\(detail.name): \(detail.before) → \(detail.after)") + "\n"
    return [title] + tables.filter { !$0.isEmpty }
  }

  /// The columns that hold words.
  private static let words: Set = [
    "SCENARIO", "STEP", "BACKEND", "WITHOUT A PRICE", "METER", "REASON",
  ]

  /// Nothing without rows; columns of figures go to the right.
  private static func table(_ columns: [String], _ rows: [[String]]) -> String {
    guard !rows.isEmpty else { return "" }
    let table = TableOutput(
      columns: columns, figures: Set(columns).subtracting(words),
      rows: rows.map { $0.map(TemplateValue.text) })
    return table.text(.text)
  }
}
