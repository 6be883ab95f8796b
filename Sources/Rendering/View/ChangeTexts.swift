import CostModeling
import ExactNumbers
import Reporting
import Templating

/// What changed against an earlier report, as texts beside the figures.
struct ChangeTexts: ViewPart {
  private let changes: ChangesSection?
  private let money: MoneyText
  /// By table and by the bytes of the rows' names.
  private let rows: [ComparedTable: [[UInt8]: ChangedRow]]

  /// `changes` is nil where the report is not compared with another.
  init(_ changes: ChangesSection?, _ money: MoneyText) {
    self.changes = changes
    self.money = money
    rows = (changes?.tables ?? [:]).mapValues { rows in
      Dictionary(rows.map { (Array($0.name.utf8), $0) }) { first, _ in first }
    }
  }

  var names: TemplateObject {
    [
      "changes": changes.map(section) ?? .null, "has_changes": .bool(changes != nil),
      "backends_gone": .text(gone(from: .backends)), "models_gone": .text(gone(from: .models)),
    ]
  }

  /// The change of a row's cost: `+1.20 (+12.0 %)`, `new`, or nothing where nothing changed.
  func change(of name: String, in table: ComparedTable) -> String {
    guard let row = rows[table]?[Array(name.utf8)]?.measures else { return "" }
    return row.requests.before == .zero ? "new" : money(row.cost)
  }

  /// What only the earlier report has.
  private func gone(from table: ComparedTable) -> String {
    let rows = (changes?.rows(of: table) ?? []).filter {
      $0.measures.requests.after == .zero && $0.measures.requests.before != .zero
    }
    return rows.map(\.name).joined(separator: ", ")
  }

  private func section(_ changes: ChangesSection) -> TemplateValue {
    let difference = changes.difference
    let gap = money.gap(difference.effects.map(\.amount), to: difference.amount)
    return [
      "against": .text(changes.against), "cost": .text(money(changes.cost)),
      "requests": .text(count(changes.totals.requests)),
      "tokens": .text(count(changes.totals.tokens)),
      "before": .text(changes.cost.before.map(money.text) ?? "not priced"),
      "range": .text(range(changes.before.period)),
      "is_complete": .bool(difference.isComplete),
      "asked": .optional(difference.askedDifferently.sentence),
      "effects": .list(
        difference.effects.map { row in
          ["name": .text(row.effect.rawValue), "amount": .text(money.change(row.amount))]
        }),
      "rounding": gap.units == 0 ? .null : .text(money.change(gap)),
      "difference": .text(money.change(difference.amount)),
    ]
  }

  private func range(_ times: ComparedTimes) -> String {
    let days = [times.start, times.end].map { String(($0 ?? "–").prefix(10)) }
    let gap = DataCoverage.gap(times).map { ", \($0)" } ?? ""
    return days.joined(separator: " to ") + gap
  }

  private func money(_ change: Change) -> String { text(change) { money.change($0) } }

  private func count(_ change: Change) -> String {
    text(change) { ($0.isNegative ? "" : "+") + $0.grouped }
  }

  private func text(_ change: Change, _ figure: (ExactDecimal) -> String) -> String {
    guard let difference = change.difference else { return "–" }
    guard difference.units != 0 else { return "0" }
    guard let percent = change.percent else { return figure(difference) }
    let sign = difference.isNegative ? "" : "+"
    return "\(figure(difference)) (\(sign)\(percent.text(fractionDigits: 1)) %)"
  }
}
