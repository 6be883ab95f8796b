import ExactNumbers
package import Templating

/// What templates see of a comparison: its tree, and beside it `view`, its figures as texts.
package struct ComparisonView {
  let comparison: TemplateValue
  private let period: TemplateValue
  let money: MoneyText

  package init(_ comparison: TemplateValue, currency: String, period: TemplateValue) {
    self.comparison = comparison
    self.period = period
    money = MoneyText(currency: currency)
  }

  var tree: TemplateValue {
    guard case .object(var object) = comparison else { return comparison }
    object["view"] = .object(view)
    return .object(object)
  }

  /// The columns, today first: `[{name, cost, difference, percent, month, is_cheapest}]`.
  var columns: [TemplateValue] {
    let today = comparison["baseline"] ?? .null
    return [column(today)] + scenarios.map(column)
  }

  /// `MONTH 2026-10`, or without the month where there is no estimate.
  var monthHead: String {
    (["MONTH"] + [monthName.text].compactMap(\.self)).joined(separator: " ")
  }

  private var monthName: TemplateValue { comparison["baseline"]?["month"]?["month"] ?? .null }

  /// Every scenario's steps and backends.
  var details: [TemplateValue] { scenarios.map(detail) }

  private var scenarios: [TemplateValue] { comparison["scenarios"]?.elements ?? [] }

  private var view: TemplateObject {
    [
      "currency": .text(money.currency), "period": period,
      "month": monthName,
      "columns": .list(columns), "scenarios": .list(details), "chart": chart,
    ]
  }

  /// A bar for today and each scenario.
  private var chart: TemplateValue {
    let today = comparison["baseline"] ?? .null
    return BarChart.tree(
      ([today] + scenarios).map { row in
        (
          label: row["name"]?.text ?? "", value: money.total(row["cost"]),
          amount: row["cost"]?["amount"]?.number ?? .zero
        )
      })
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
    let (steps, backends) = (steps(scenario), backends(scenario))
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
      "steps": .list(steps), "backends": .list(backends), "unpriced": .list(unpriced),
      "has_steps": .bool(!steps.isEmpty), "has_unpriced": .bool(!unpriced.isEmpty),
    ]
  }

  /// Whether today and the scenario both have an amount.
  private func isKnown(_ scenario: TemplateValue) -> Bool { scenario["difference"]?.number != nil }

  /// The waterfall, with what it comes to.
  private func steps(_ scenario: TemplateValue) -> [TemplateValue] {
    let rows = scenario["steps"]?.elements ?? []
    guard !rows.isEmpty else { return [] }
    let effects = rows.compactMap { $0["effect"]?.number }
    let total = effects.reduce(.zero, +)
    let column = MoneyColumn(money, effects + [total])
    var shown = zip(rows, effects).map { row, effect -> TemplateValue in
      ["step": row["step"] ?? .null, "effect": .text(column.signed(effect)), "is_total": false]
    }
    if let rounding = column.rounding(of: effects, to: total) {
      shown.append(["step": "Rounding", "effect": .text(rounding), "is_total": true])
    }
    shown.append([
      "step": "Difference", "effect": .text(isKnown(scenario) ? column.signed(total) : "–"),
      "is_total": true,
    ])
    return shown
  }

  /// A column's total, with `≥` where some usage has no price.
  private func total(_ cost: TemplateValue?, _ column: MoneyColumn) -> String {
    guard let amount = cost?["amount"]?.number else { return "not priced" }
    return (cost?["complete"] == .bool(true) ? "" : "≥ ") + column.text(amount)
  }

  private func backends(_ scenario: TemplateValue) -> [TemplateValue] {
    let rows = scenario["backends"]?.elements ?? []
    let amounts = ["before", "after", "difference"].map { key in
      rows.map { $0[key]?.number }
    }
    let known = amounts.map { $0.compactMap(\.self) }
    let totals = known.map { $0.reduce(.zero, +) }
    let columns = zip(known, totals).map { MoneyColumn(money, $0 + [$1]) }
    func row(_ name: TemplateValue, _ texts: [String], isTotal: Bool = true) -> TemplateValue {
      [
        "name": name, "before": .text(texts[0]), "after": .text(texts[1]),
        "difference": .text(texts[2]), "is_total": .bool(isTotal),
      ]
    }
    var shown = rows.indices.map { index in
      let texts = (0..<2).map { amounts[$0][index].map(columns[$0].text) ?? "not priced" }
      let isKnown = amounts[0][index] != nil || amounts[1][index] != nil
      let difference = isKnown ? columns[2].signed(amounts[2][index] ?? .zero) : "–"
      return row(rows[index]["name"] ?? .null, texts + [difference], isTotal: false)
    }
    let missing = (0..<3).map { columns[$0].rounding(of: known[$0], to: totals[$0]) }
    if missing.contains(where: { $0 != nil }) {
      shown.append(row("Rounding", missing.map { $0 ?? "" }))
    }
    let costs = [comparison["baseline"]?["cost"], scenario["cost"]]
    let sums = (0..<2).map { total(costs[$0], columns[$0]) }
    let difference = isKnown(scenario) ? columns[2].signed(totals[2]) : "–"
    return shown + [row("Total", sums + [difference])]
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
