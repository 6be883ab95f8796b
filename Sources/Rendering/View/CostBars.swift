import ExactNumbers
import Charging
import Reporting
import Templating

/// A chart of bars for each table of names: its dearest rows.
struct CostBars: ViewPart {
  private let report: Report
  private let money: MoneyText

  /// How many rows a chart of bars has; what is left shares one more.
  static let bars = 12

  init(_ report: Report, _ money: MoneyText) {
    self.report = report
    self.money = money
  }

  var names: TemplateObject {
    var names = TemplateObject()
    for table in ComparedTable.allCases {
      names["chart_\(table.rawValue)"] = BarChart.tree(
        bars(report.rows(of: table).map { ($0.name, $0.measures.cost) }))
    }
    return names
  }

  /// The dearest rows, and one bar for all others.
  private func bars(_ rows: [(name: String, cost: CostAmount)]) -> [BarChart.Row] {
    let ranked = BarChart.largest(rows, \.cost.amount)
    let kept = ranked.count <= Self.bars + 1 ? ranked.count : Self.bars
    let bars = ranked.prefix(kept).map { row -> BarChart.Row in
      (label: row.name.shownName, value: money.cell(row.cost), amount: row.cost.amount)
    }
    let others = ranked.dropFirst(kept).map(\.cost)
    guard !others.isEmpty else { return bars }
    let sum = others.total
    return bars + [("\(others.count) others", money.cell(sum), sum.amount)]
  }
}
