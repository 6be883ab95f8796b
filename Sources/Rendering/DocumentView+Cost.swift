import ExactNumbers
import Templating

/// How the total comes about: list price, contract terms, assumptions, and what rounding hides.
extension DocumentView {
  func addCost(to view: inout TemplateObject) {
    let cost = report["cost"] ?? .null
    let terms = cost["contract"]?.elements ?? []
    view["contract"] = .list(terms.map(term))
    view["list"] = terms.isEmpty ? .null : total(cost["list"])
    view["contracted"] = terms.isEmpty ? .null : total(cost["contracted"])
    view["has_contract"] = .bool(!terms.isEmpty)
    view["list_figure"] = .text(money.figure(cost["list"]?.number ?? .zero))
    view["total_figure"] = .text(money.totalFigure(cost["total"]))
    view["assumptions"] = .list((cost["assumptions"]?.elements ?? []).map(assumption))
    view["rounding"] = rounding
  }

  private func total(_ value: TemplateValue?) -> TemplateValue {
    value?.number.map {
      .text("\(money.currency) \(money.figure($0, isSmall: money.isUnderOne($0)))")
    } ?? .null
  }

  private func term(_ row: TemplateValue) -> TemplateValue {
    [
      "name": row["name"] ?? .null, "kind": row["kind"] ?? .null, "match": row["match"] ?? .null,
      "base": .text(money.figure(row["base"]?.number ?? .zero)),
      "amount": .text(money.figure(row["amount"]?.number ?? .zero)),
    ]
  }

  private func assumption(_ row: TemplateValue) -> TemplateValue {
    func figure(_ key: String) -> String { money.figure(row[key]?.number ?? .zero) }
    return [
      "what": row["what"] ?? .null, "tokens": count(row["tokens"]),
      "amount": .text(figure("amount")), "range": .text("\(figure("low"))–\(figure("high"))"),
    ]
  }

  /// By table: what the amounts of its rows, as they are shown, lack to the shown total; null where
  /// they add up.
  private var rounding: TemplateValue {
    let cost = report["cost"] ?? .null
    func costs(_ table: String) -> [ExactDecimal] {
      (report[table]?.elements ?? []).map { $0["cost"]?["amount"]?.number ?? .zero }
    }
    var tables = TemplateObject()
    for table in ["backends", "models", "tools", "routes", "days"] {
      tables[table] = remainder(of: costs(table), to: cost["total"]?["amount"])
    }
    let charges = (cost["charges"]?.elements ?? []).map { $0["amount"]?.number ?? .zero }
    let terms = (cost["contract"]?.elements ?? []).map { $0["amount"]?.number ?? .zero }
    tables["charges"] = remainder(of: charges, to: cost["list"])
    tables["contract"] = remainder(
      of: terms + [cost["list"]?.number ?? .zero], to: cost["total"]?["amount"])
    return .object(tables)
  }

  private func remainder(of amounts: [ExactDecimal], to total: TemplateValue?) -> TemplateValue {
    guard let total = total?.number, !amounts.isEmpty else { return .null }
    let (whole, digits) = money.shown(total, isSmall: money.isUnderOne(total))
    let difference = amounts.reduce(whole) { $0 - money.shown($1).value }
    return difference.units == 0 ? .null : .text(difference.text(fractionDigits: digits))
  }
}
