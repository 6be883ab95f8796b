import ExactNumbers
package import Templating

/// What templates see: the report's tree, and beside it `view`, its figures as texts to show.
package struct DocumentView {
  let report: TemplateValue
  let charts: String
  let money: MoneyText
  let changedRows: [String: [[UInt8]: TemplateValue]]
  /// Whether `view.csv` holds the tables as files, which only a page in HTML has a use for.
  let hasDownloads: Bool

  package init(_ report: TemplateValue, charts: String, downloads: Bool = true) {
    self.report = report
    self.charts = charts
    hasDownloads = downloads
    money = MoneyText(currency: report["cost"]?["currency"]?.text ?? "")
    changedRows = Self.changedRows(report)
  }

  package var tree: TemplateValue {
    guard case .object(var object) = report else { return report }
    // Keys that a report may lack are null for templates, which take an unknown name for a mistake.
    for name in Self.keysThatMayBeAbsent where object[name] == nil { object[name] = .null }
    object["view"] = .object(view)
    return .object(object)
  }

  private static let keysThatMayBeAbsent = ["generated_at", "groups"]

  /// The names that templates can use, by a report in which no list is empty and nothing is null.
  package static func vocabulary(sample: TemplateValue) -> ValueShape {
    ValueShape(of: DocumentView(sample, charts: "text").tree)
  }

  private var view: TemplateObject {
    let cost = report["cost"] ?? .null
    let total = cost["total"]
    let month = cost["month"] ?? .null
    var view = headline(cost)
    view["total"] = .text(money.total(total))
    view["month"] = month == .null ? .null : .text(money.total(month["amount"]))
    view["is_estimate"] = .bool(month != .null && month["method"] != "actual")
    view["month_range"] = month == .null ? .null : .text(interval(month))
    view["savings"] = savings(cost["savings"] ?? .null)
    view["changes"] = changes
    view["has_changes"] = .bool(report["changes"] ?? .null != .null)
    view["budget"] = amount(cost["budget"]?["amount"])
    view["is_text_chart"] = .bool(charts == "text")
    view["is_mermaid_chart"] = .bool(charts == "mermaid")
    addTables(to: &view)
    addCost(to: &view)
    addCauses(to: &view)
    addCharts(to: &view)
    addPage(to: &view)
    return view
  }

  private func headline(_ cost: TemplateValue) -> TemplateObject {
    let totals = report["totals"] ?? .null
    return [
      "currency": .text(money.currency),
      "requests": count(totals["requests"]),
      "success": percent(totals["success_percent"]),
      "tokens_total": count(totals["tokens"]?["total"]),
      "mean": milliseconds(totals["duration_ms"]?["mean"]),
      "p95": milliseconds(totals["duration_ms"]?["p95"]),
      "per_request": cost["per_request"]?.number.map {
        .text("\(money.currency) \(money.figure($0, isSmall: true))")
      } ?? .null,
      "has_unpriced": .bool(!(cost["unpriced"]?.elements ?? []).isEmpty),
      "has_rejections": .bool(!(report["inputs"]?["rejections"]?.elements ?? []).isEmpty),
      "has_notes": .bool(!(report["inputs"]?["notes"]?.elements ?? []).isEmpty),
      "has_assumptions": .bool(!(cost["assumptions"]?.elements ?? []).isEmpty),
      "has_errors": .bool(!(report["errors"]?.elements ?? []).isEmpty),
      "has_gaps": .bool(!(report["inputs"]?["gaps"]?.elements ?? []).isEmpty),
      "has_charges": .bool(!(cost["charges"]?.elements ?? []).isEmpty),
      "has_usage": .bool((totals["requests"]?.number ?? .zero) > .zero),
      "has_findings": .bool(!(report["recommendations"]?["items"]?.elements ?? []).isEmpty),
    ]
  }

  private func interval(_ month: TemplateValue) -> String {
    let low = month["interval"]?["low"]?.number ?? .zero
    let high = month["interval"]?["high"]?.number ?? .zero
    return "\(money.figure(low))–\(money.figure(high))"
  }

  private func savings(_ savings: TemplateValue) -> TemplateValue {
    guard let saved = savings["saved"]?.number else { return .null }
    return .text("\(money.currency) \(money.figure(saved, isSmall: true))")
  }

  private func amount(_ value: TemplateValue?) -> TemplateValue {
    value?.number.map { .text("\(money.currency) \(money.figure($0))") } ?? .null
  }

  /// `39,677,294`
  func count(_ value: TemplateValue?) -> TemplateValue {
    .text(value?.number.map { MoneyText.grouped($0.description) } ?? "–")
  }

  /// `98.4 %`
  func percent(_ value: TemplateValue?) -> TemplateValue {
    .text(value?.number.map { $0.text(fractionDigits: 1) + " %" } ?? "–")
  }

  /// `1,234`
  func milliseconds(_ value: TemplateValue?) -> TemplateValue {
    .text(value?.number.map { MoneyText.grouped($0.text(fractionDigits: 0)) } ?? "–")
  }
}
