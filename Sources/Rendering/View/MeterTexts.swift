import ExactNumbers
import Metering
import Reporting
import Templating

/// The tokens by meter, and their shares of all.
struct MeterTexts: ViewPart {
  private let tokens: TokenFigures

  init(_ report: Report) { tokens = report.totals.tokens }

  var names: TemplateObject {
    let rows = rows.filter { $0.quantity > 0 }.map { row in
      (row.name, ExactDecimal(row.quantity), share(row.quantity))
    }
    return [
      "meters": .list(
        rows.map { name, quantity, share in
          ["name": .text(name), "tokens": .count(quantity), "share": .text(share)]
        }),
      "chart_meters": BarChart.tree(
        rows.map { name, quantity, share in
          (label: name, value: "\(quantity.grouped), \(share)", amount: quantity)
        }),
    ]
  }

  private var rows: [(name: String, quantity: Int)] {
    Meter.tokens.map { ($0.definition.label, tokens.counts[$0]) } + [("Other", tokens.other)]
  }

  private func share(_ quantity: Int) -> String {
    let percent = ChartGeometry.percent(ExactDecimal(quantity), of: ExactDecimal(tokens.total))
    return percent.text(fractionDigits: 1) + " %"
  }
}
