import ExactNumbers
package import Templating

/// What templates see of a comparison: its tree, and beside it `view`, its figures as texts.
package struct ComparisonView {
  private let comparison: TemplateValue
  private let period: TemplateValue
  private let money: MoneyText

  package init(_ comparison: TemplateValue, currency: String, period: TemplateValue) {
    self.comparison = comparison
    self.period = period
    money = MoneyText(currency: currency)
  }

  package var tree: TemplateValue {
    guard case .object(var object) = comparison else { return comparison }
    object["view"] = .object(view)
    return .object(object)
  }

  /// The columns, today first: `[{name, cost, difference, percent, month, is_cheapest}]`.
  package var columns: [TemplateValue] {
    let today = comparison["baseline"] ?? .null
    return [column(today)] + scenarios.map(column)
  }

  /// Every scenario's steps and backends.
  package var details: [TemplateValue] { scenarios.map(detail) }

  private var scenarios: [TemplateValue] { comparison["scenarios"]?.elements ?? [] }

  private var view: TemplateObject {
    [
      "currency": .text(money.currency), "period": period,
      "month": comparison["baseline"]?["month"]?["month"] ?? .null,
      "columns": .list(columns), "scenarios": .list(details),
    ]
  }

  private func column(_ row: TemplateValue) -> TemplateValue {
    let month = row["month"] ?? .null
    return [
      "name": row["name"] ?? .null,
      "cost": .text(money.total(row["cost"])),
      "difference": .text(row["difference"].map(signed) ?? ""),
      "percent": .text(row["percent"].map(percent) ?? ""),
      "month": .text(month == .null ? "–" : money.total(month["amount"])),
      "is_cheapest": .bool(comparison["cheapest"] == row["name"]),
    ]
  }

  private func detail(_ scenario: TemplateValue) -> TemplateValue {
    let steps = (scenario["steps"]?.elements ?? []).map { step -> TemplateValue in
      ["step": step["step"] ?? .null, "effect": .text(signed(step["effect"] ?? .null))]
    }
    let backends = (scenario["backends"]?.elements ?? []).map { row -> TemplateValue in
      [
        "name": row["name"] ?? .null, "before": .text(figure(row["before"])),
        "after": .text(figure(row["after"])),
        "difference": .text(signed(row["difference"] ?? .null)),
      ]
    }
    let unpriced = (scenario["unpriced"]?.elements ?? []).map { row -> TemplateValue in
      let names = [row["backend"]?.text ?? "", row["model"]?.text ?? ""].filter { !$0.isEmpty }
      return [
        "name": .text(names.joined(separator: " / ")), "meter": row["meter"] ?? .null,
        "reason": row["reason"] ?? .null, "quantity": quantity(row["quantity"]),
        "requests": quantity(row["requests"]),
      ]
    }
    return [
      "name": scenario["name"] ?? .null,
      "before": .text(money.total(comparison["baseline"]?["cost"])),
      "after": .text(money.total(scenario["cost"])),
      "difference": .text(signed(scenario["difference"] ?? .null)),
      "steps": .list(steps), "backends": .list(backends), "unpriced": .list(unpriced),
      "has_steps": .bool(!steps.isEmpty), "has_unpriced": .bool(!unpriced.isEmpty),
    ]
  }

  private func figure(_ value: TemplateValue?) -> String {
    value?.number.map { money.figure($0, isSmall: money.isUnderOne($0)) } ?? "not priced"
  }

  /// `+1.25`, `-0.3`; nothing where there is no difference to tell.
  private func signed(_ value: TemplateValue) -> String {
    guard let number = value.number else { return "" }
    let text = money.figure(number.magnitude, isSmall: money.isUnderOne(number))
    return number.units == 0 ? text : (number.isNegative ? "-" : "+") + text
  }

  private func percent(_ value: TemplateValue) -> String {
    guard let number = value.number else { return "" }
    let sign = number.rounded(to: 1).units > 0 ? "+" : ""
    return sign + number.text(fractionDigits: 1) + " %"
  }

  /// Counts of shares need not be whole.
  private func quantity(_ value: TemplateValue?) -> TemplateValue {
    .text(value?.number.map { MoneyText.grouped($0.rounded(to: 1).description) } ?? "–")
  }
}
