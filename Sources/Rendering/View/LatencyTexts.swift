import ExactNumbers
import Reporting
import Templating

/// How long the backends' requests took: those whose durations are known, of most requests first.
struct LatencyTexts: ViewPart {
  private let rows: [Row]

  private static let rowHeight = 42

  init(_ report: Report) {
    rows = BarChart.largest(report.backends, \.measures.requests).compactMap(Row.init)
  }

  var names: TemplateObject {
    [
      "latency": .list(
        rows.map { row in
          [
            "name": .text(row.name), "p50": .milliseconds(row.p50),
            "p95": .milliseconds(row.p95), "p99": .milliseconds(row.p99),
            "max": .milliseconds(row.longest), "requests": .count(row.requests),
          ]
        }),
      "has_latency": .bool(!rows.isEmpty), "chart_latency": chart(rows.prefix(CostBars.bars)),
    ]
  }

  /// The durations of one backend, in milliseconds.
  private struct Row {
    let name: String
    let p50: ExactDecimal
    let p95: ExactDecimal
    let p99: ExactDecimal
    let longest: ExactDecimal?
    let requests: Int

    /// nil where no duration is known.
    init?(_ backend: BackendRow) {
      let durations = backend.measures.durations
      guard let p50 = durations.percentile(50), let p95 = durations.percentile(95),
        let p99 = durations.percentile(99)
      else { return nil }
      (self.p50, self.p95, self.p99) = (p50, p95, p99)
      name = backend.name.shownName
      longest = durations.longest
      requests = durations.count
    }
  }

  /// Three bars for each backend, the one of the longest p99 as wide as the chart.
  private func chart(_ rows: ArraySlice<Row>) -> TemplateValue {
    let most = rows.map(\.p99).max() ?? .zero
    return [
      "height": .integer(max(1, rows.count) * Self.rowHeight),
      "bars": .list(rows.enumerated().map { bars($1, below: $0 * Self.rowHeight, of: most) }),
    ]
  }

  private func bars(_ row: Row, below top: Int, of most: ExactDecimal) -> TemplateValue {
    func width(_ duration: ExactDecimal) -> TemplateValue {
      .decimal(ChartGeometry.percent(duration, of: most))
    }
    let value = [row.p50, row.p95, row.p99].map(\.wholeText).joined(separator: " · ")
    return [
      "text_y": .integer(top + 14), "y99": .integer(top + 26), "y95": .integer(top + 23),
      "y50": .integer(top + 20), "p50": width(row.p50), "p95": width(row.p95),
      "p99": width(row.p99), "label": .text(ChartGeometry.label(row.name, beside: value)),
      "value": .text(value),
    ]
  }
}
