import ExactNumbers
import Templating

/// The geometry of a chart of horizontal bars, each below its label, so that templates only draw.
enum BarChart {
  static let width = 720
  private static let rowHeight = 34

  /// One bar for each amount, the largest as wide as the chart.
  static func tree(
    _ rows: [(label: TemplateValue, value: TemplateValue, amount: ExactDecimal)]
  ) -> TemplateValue {
    let most = rows.map(\.amount).max() ?? .zero
    let bars = rows.enumerated().map { index, row -> TemplateValue in
      let ratio = try? max(row.amount, .zero).times(ExactDecimal(width), dividedBy: most)
      return [
        "x": 0, "y": .integer(index * rowHeight + 18),
        "width": .decimal((ratio ?? .zero).rounded(to: 1)), "height": 10, "label": row.label,
        "value": row.value, "text_y": .integer(index * rowHeight + 12),
      ]
    }
    return [
      "width": .integer(width), "height": .integer(max(1, rows.count) * rowHeight),
      "bars": .list(bars),
    ]
  }
}
