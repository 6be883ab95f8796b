import ExactNumbers
import Templating

/// What changed against an earlier report, as texts beside the figures.
extension DocumentView {
  /// null where the report is not compared with another.
  var changes: TemplateValue {
    let changes = report["changes"] ?? .null
    guard changes != .null else { return .null }
    let totals = changes["totals"] ?? .null
    let effects = changes["effects"]?.elements ?? []
    let difference = changes["cost"].map { cost in
      (cost["after"]?.number ?? .zero) - (cost["before"]?.number ?? .zero)
    }
    let gap = money.gap(effects.map { $0["amount"]?.number ?? .zero }, to: difference ?? .zero)
    return [
      "against": changes["against"] ?? .null,
      "cost": .text(change(changes["cost"], isMoney: true)),
      "requests": .text(change(totals["requests"], isMoney: false)),
      "tokens": .text(change(totals["tokens"], isMoney: false)),
      "before": .text(before(changes["cost"])), "range": .text(range(changes["period"])),
      "is_complete": changes["cost"]?["complete"] ?? .null,
      "effects": .list(effects.map(effect)),
      "rounding": gap.units == 0 ? .null : .text(money.change(gap)),
      "difference": .text(money.change(difference ?? .zero)),
    ]
  }

  /// The change of a row's cost: `+1.20 (+12.0 %)`, `new`, or nothing where nothing changed.
  func change(of row: TemplateValue, in table: String) -> TemplateValue {
    let name = Array((row["name"]?.text ?? "").utf8)
    guard let changes = changedRows[table]?[name] else { return "" }
    let isNew = changes["requests"]?["before"]?.number == .zero
    return .text(isNew ? "new" : change(changes["cost"], isMoney: true))
  }

  /// By table and by the bytes of the rows' names.
  static func changedRows(
    _ report: TemplateValue
  ) -> [String: [[UInt8]: TemplateValue]] {
    guard case .object(let changes)? = report["changes"] else { return [:] }
    return changes.fields.reduce(into: [:]) { tables, field in
      let rows = field.value.elements.map { (Array(($0["name"]?.text ?? "").utf8), $0) }
      if !rows.isEmpty { tables[field.name] = Dictionary(rows) { first, _ in first } }
    }
  }

  /// What only the earlier report has.
  func gone(from table: String) -> String {
    let rows = (report["changes"]?[table]?.elements ?? []).filter {
      $0["requests"]?["after"]?.number == .zero && $0["requests"]?["before"]?.number != .zero
    }
    return rows.map { $0["name"]?.text ?? "" }.joined(separator: ", ")
  }

  private func effect(_ effect: TemplateValue) -> TemplateValue {
    [
      "name": effect["name"] ?? .null,
      "amount": .text(money.change(effect["amount"]?.number ?? .zero)),
    ]
  }

  private func before(_ cost: TemplateValue?) -> String {
    guard let before = cost?["before"]?.number else { return "not priced" }
    return "\(money.currency) \(money.figure(before, isSmall: money.isUnderOne(before)))"
  }

  private func range(_ period: TemplateValue?) -> String {
    let days = ["start", "end"].map { String((period?[$0]?.text ?? "–").prefix(10)) }
    let gap = DataCoverage.gap(period).map { ", \($0)" } ?? ""
    return days.joined(separator: " to ") + gap
  }

  private func change(_ figures: TemplateValue?, isMoney: Bool) -> String {
    guard let difference = figures?["difference"]?.number else { return "–" }
    guard difference.units != 0 else { return "0" }
    let sign = difference.isNegative ? "" : "+"
    let text =
      isMoney ? money.change(difference) : sign + MoneyText.grouped(difference.description)
    guard let percent = figures?["percent"]?.number else { return text }
    return "\(text) (\(sign)\(percent.text(fractionDigits: 1)) %)"
  }
}
