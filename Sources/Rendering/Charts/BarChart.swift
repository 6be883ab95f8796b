import ExactNumbers
import Templating

/// The geometry of a chart of horizontal bars, each below its label, so that templates only draw.
enum BarChart {
  typealias Row = (label: String, value: String, amount: ExactDecimal)

  private static let rowHeight = 38

  /// One bar for each amount, the largest as wide as the chart.
  static func tree(_ rows: [Row]) -> TemplateValue {
    let most = rows.map(\.amount).max() ?? .zero
    let bars = rows.enumerated().map { index, row -> TemplateValue in
      [
        "y": .integer(index * rowHeight + 20), "text_y": .integer(index * rowHeight + 14),
        "width": .decimal(ChartGeometry.percent(row.amount, of: most)),
        "label": .text(ChartGeometry.label(row.label, beside: row.value)),
        "value": .text(row.value),
      ]
    }
    return ["height": .integer(max(1, rows.count) * rowHeight), "bars": .list(bars)]
  }

  /// The rows of the largest amounts, largest first; equal ones keep their order.
  static func largest<Row>(_ rows: [Row], _ amount: (Row) -> some Comparable) -> [Row] {
    let amounts = rows.map(amount)
    let order = rows.indices.sorted { left, right in
      amounts[left] == amounts[right] ? left < right : amounts[left] > amounts[right]
    }
    return order.map { rows[$0] }
  }
}
