import CostModeling
import ExactNumbers
import Charging
import Reporting
import Templating

/// What a document says first: the total, the month, and which of its sections have something.
struct Headline: ViewPart {
  private let report: Report
  private let money: MoneyText
  private let charts: String

  init(_ report: Report, _ money: MoneyText, charts: String) {
    self.report = report
    self.money = money
    self.charts = charts
  }

  var names: TemplateObject {
    TemplateObject(
      distinct: totals.fields + amounts.fields + sections.fields + [
        TemplateObject.Field(name: "is_text_chart", value: .bool(charts == "text")),
        TemplateObject.Field(name: "is_mermaid_chart", value: .bool(charts == "mermaid")),
      ])
  }

  private var totals: TemplateObject {
    let totals = report.totals
    return [
      "currency": .text(money.currency), "requests": .count(totals.requests),
      "success": .percent(totals.successPercent), "tokens_total": .count(totals.tokens.total),
      "mean": .milliseconds(totals.durations.mean),
      "p95": .milliseconds(totals.durations.percentile(95)),
    ]
  }

  private var amounts: TemplateObject {
    let cost = report.cost
    let month = cost.month
    return [
      "total": .text(money.total(cost.total)), "total_range": .optional(totalRange),
      "list_total": .optional(cost.list.map(money.text)),
      "contracted_total": .optional(cost.contracted.map(money.text)),
      "per_request": .optional(cost.perRequest.map(precise)),
      "month": .optional(month.map { money.total($0.amount) }),
      "is_estimate": .bool(month.map { $0.isPriced && $0.estimate.method != .actual } ?? false),
      "month_range": .optional(
        month.flatMap { month in
          month.isPriced ? money.range(month.interval.low, month.interval.high) : nil
        }),
      "savings": .optional(cost.savings.map { precise($0.saved.magnitude) }),
      "is_loss": .bool(cost.savings.map { $0.saved < .zero } ?? false),
      "budget": .optional(cost.budget.map { "\(money.currency) \(money.figure($0.amount))" }),
    ]
  }

  /// At least four significant digits.
  private func precise(_ amount: ExactDecimal) -> String {
    "\(money.currency) \(money.figure(amount, isSmall: true))"
  }

  /// `12.63 to 20.10`, `12.63 or more`; nil where the amount is exact or says so itself, or nothing
  /// has a price.
  private var totalRange: String? {
    let total = report.cost.total
    let isSaid = !total.hasUnpriced && money.wideRange(total) != nil
    guard !isSaid, let low = total.knownLow else { return nil }
    let isSmall = money.isUnderOne(low)
    let least = money.figure(low, isSmall: isSmall)
    guard let high = total.knownHigh else { return "\(least) or more" }
    return low == high ? nil : "\(least) to \(money.figure(high, isSmall: isSmall))"
  }

  private var sections: TemplateObject {
    let (cost, inputs) = (report.cost, report.inputs)
    return [
      "has_unpriced": .bool(!cost.unpriced.isEmpty),
      "has_rejections": .bool(!inputs.rejections.isEmpty),
      "has_notes": .bool(!inputs.notes.isEmpty),
      "has_assumptions": .bool(!cost.assumptions.isEmpty),
      "has_errors": .bool(!report.errors.isEmpty), "has_gaps": .bool(!inputs.gaps.isEmpty),
      "has_charges": .bool(!cost.charges.isEmpty),
      "has_usage": .bool(report.totals.requests > 0),
      "has_findings": .bool(!report.recommendations.items.isEmpty),
    ]
  }
}
