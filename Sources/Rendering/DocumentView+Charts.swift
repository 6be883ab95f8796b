import ExactNumbers
import Templating

/// The geometry of the HTML's charts: rectangles in a view box, so that templates only draw.
extension DocumentView {
  private static let width = BarChart.width
  private static let height = 160

  func addCharts(to view: inout TemplateObject) {
    view["chart_days"] = columns(report["days"]?.elements ?? []) { day in
      (day["date"]?.text ?? "", day["cost"]?["amount"]?.number ?? .zero)
    }
    view["chart_hours"] = columns(report["hours"]?.elements ?? []) { hour in
      (hour["hour"]?.number?.description ?? "", hour["requests"]?.number ?? .zero)
    }
    let days = (report["days"]?.elements ?? []).map { day in
      (day["date"]?.text ?? "", day["cost"]?["amount"]?.number ?? .zero)
    }
    view["mermaid_days"] = .text(days.map { "\"\($0.0)\"" }.joined(separator: ", "))
    view["mermaid_costs"] = .text(days.map(\.1.description).joined(separator: ", "))
    view["chart_backends"] = bars(view["backends"]?.elements ?? [])
  }

  private func columns(
    _ rows: [TemplateValue], _ value: (TemplateValue) -> (String, ExactDecimal)
  ) -> TemplateValue {
    let values = rows.map(value)
    let most = values.map(\.1).max() ?? .zero
    let step = ExactDecimal(Self.width).divided(by: ExactDecimal(max(1, rows.count)), digits: 3)
    let bars = values.enumerated().map { index, item -> TemplateValue in
      let (label, amount) = item
      let ratio = try? amount.times(ExactDecimal(Self.height), dividedBy: most)
      let height = (ratio ?? .zero).rounded(to: 1)
      let x = try? (step ?? .zero).times(ExactDecimal(index))
      let width = try? (step ?? .zero).times(ExactDecimal(4), dividedBy: ExactDecimal(5))
      return [
        "x": .decimal((x ?? .zero).rounded(to: 2)),
        "y": .decimal(ExactDecimal(Self.height) - height),
        "width": .decimal((width ?? .zero).rounded(to: 2)), "height": .decimal(height),
        "label": .text(label),
      ]
    }
    return ["width": .integer(Self.width), "height": .integer(Self.height), "bars": .list(bars)]
  }

  /// One bar a backend, as long as its cost.
  private func bars(_ shown: [TemplateValue]) -> TemplateValue {
    let rows = (report["backends"]?.elements ?? []).sorted {
      ($0["rank"]?.number ?? .zero) < ($1["rank"]?.number ?? .zero)
    }
    return BarChart.tree(
      zip(shown, rows).map { shown, row in
        (
          label: shown["name"] ?? .null, value: shown["cost"] ?? .null,
          amount: row["cost"]?["amount"]?.number ?? .zero
        )
      })
  }
}
