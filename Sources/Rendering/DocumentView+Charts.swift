import ExactNumbers
import Metering
import Templating

/// The geometry of the HTML's charts, so that templates only draw.
extension DocumentView {
  /// How many rows a chart of bars has; what is left shares one more.
  private static let bars = 12

  func addCharts(to view: inout TemplateObject) {
    addDayChart(to: &view)
    for table in ["backends", "models", "tools", "routes"] {
      view["chart_\(table)"] = costBars(report[table]?.elements ?? [])
    }
    addMeters(to: &view)
    addLatency(to: &view)
    addWeek(to: &view)
    let days = (report["days"]?.elements ?? []).map { day in
      (day["date"]?.text ?? "", day["cost"]?["amount"]?.number ?? .zero)
    }
    view["sparklines"] = sparklines
    view["mermaid_days"] = .text(days.map { "\"\($0.0)\"" }.joined(separator: ", "))
    view["mermaid_costs"] = .text(days.map(\.1.description).joined(separator: ", "))
  }

  /// The days' costs by month; days of the first month before the period are null, so that the
  /// months' days stand under each other.
  private var sparklines: TemplateValue {
    var months: [(month: String, costs: [TemplateValue])] = []
    for day in report["days"]?.elements ?? [] {
      let date = day["date"]?.text ?? ""
      let month = String(date.prefix(7))
      if months.last?.month != month {
        let before = max(0, (Int(date.suffix(2)) ?? 1) - 1)
        months.append((month, Array(repeating: .null, count: before)))
      }
      months[months.count - 1].costs.append(day["cost"]?["amount"] ?? .null)
    }
    return .list(months.map { ["month": .text($0.month), "costs": .list($0.costs)] })
  }

  /// The dearest rows, and one bar for all others.
  private func costBars(_ rows: [TemplateValue]) -> TemplateValue {
    let ranked = BarChart.largest(rows, Self.cost)
    let kept = ranked.count <= Self.bars + 1 ? ranked.count : Self.bars
    var bars = ranked.prefix(kept).map { row -> BarChart.Row in
      (label: Self.name(row), value: money.cell(row["cost"]), amount: Self.cost(row))
    }
    let others = ranked.dropFirst(kept)
    if !others.isEmpty {
      let sum = others.reduce(ExactDecimal.zero) { $0 + Self.cost($1) }
      let isWhole = others.allSatisfy { $0["cost"]?["complete"] == .bool(true) }
      bars.append(
        (
          label: "\(others.count) others", value: (isWhole ? "" : "≥ ") + money.figure(sum),
          amount: sum
        ))
    }
    return BarChart.tree(bars)
  }

  private static let meterNames =
    Meter.tokens.map { ($0.name, $0.definition.label) } + [("other", "Other")]

  private func addMeters(to view: inout TemplateObject) {
    let tokens = report["totals"]?["tokens"] ?? .null
    let all = tokens["total"]?.number ?? .zero
    let meters = Self.meterNames.compactMap { key, name -> (String, ExactDecimal, String)? in
      guard let quantity = tokens[key]?.number, quantity > .zero else { return nil }
      let share = ChartGeometry.percent(quantity, of: all).text(fractionDigits: 1) + " %"
      return (name, quantity, share)
    }
    view["meters"] = .list(
      meters.map { name, quantity, share in
        [
          "name": .text(name), "tokens": count(.decimal(quantity)), "share": .text(share),
        ]
      })
    view["chart_meters"] = BarChart.tree(
      meters.map { name, quantity, share in
        (label: name, value: MoneyText.grouped(quantity.description) + ", " + share, quantity)
      })
  }

  /// The backends whose durations are known, those of most requests first.
  private func addLatency(to view: inout TemplateObject) {
    let known = (report["backends"]?.elements ?? []).filter {
      $0["duration_ms"]?["p50"]?.number != nil
    }
    let ranked = BarChart.largest(known) { $0["requests"]?.number ?? .zero }
    view["latency"] = .list(
      ranked.map { row in
        let duration = row["duration_ms"]
        return [
          "name": .text(Self.name(row)), "p50": milliseconds(duration?["p50"]),
          "p95": milliseconds(duration?["p95"]), "p99": milliseconds(duration?["p99"]),
          "max": milliseconds(duration?["max"]), "requests": count(duration?["count"]),
        ]
      })
    view["has_latency"] = .bool(!ranked.isEmpty)
    view["chart_latency"] = latencyBars(Array(ranked.prefix(Self.bars)))
  }

  private func latencyBars(_ rows: [TemplateValue]) -> TemplateValue {
    func figure(_ row: TemplateValue, _ name: String) -> ExactDecimal {
      row["duration_ms"]?[name]?.number ?? .zero
    }
    let most = rows.map { figure($0, "p99") }.max() ?? .zero
    let bars = rows.enumerated().map { index, row -> TemplateValue in
      func width(_ name: String) -> TemplateValue {
        .decimal(ChartGeometry.percent(figure(row, name), of: most))
      }
      let value = ["p50", "p95", "p99"].compactMap { milliseconds(row["duration_ms"]?[$0]).text }
        .joined(separator: " · ")
      return [
        "text_y": .integer(index * 42 + 14), "y99": .integer(index * 42 + 26),
        "y95": .integer(index * 42 + 23), "y50": .integer(index * 42 + 20), "p50": width("p50"),
        "p95": width("p95"), "p99": width("p99"),
        "label": .text(ChartGeometry.label(Self.name(row), beside: value)),
        "value": .text(value),
      ]
    }
    return ["height": .integer(max(1, rows.count) * 42), "bars": .list(bars)]
  }
}
