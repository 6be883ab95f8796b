import Charging
import ExactNumbers
import Reporting
import Templating

/// The groups of `--group-by`, a column for each dimension: the dearest ones, and one row that adds up
/// the rest.
struct GroupTexts: ViewPart {
  /// How many groups documents show; JSON, XML and CSV hold all of them.
  static let shown = 100

  private let report: Report
  private let money: MoneyText
  private let columns: [String]

  init(_ report: Report, _ money: MoneyText) {
    self.report = report
    self.money = money
    columns = report.groups?.first?.keys.fields.map(\.name) ?? []
  }

  private struct Row {
    var keys: [String]
    var requests = 0
    var successes = 0
    var tokens = 0
    var mean: ExactDecimal?
    var cost = CostAmount()
  }

  var names: TemplateObject {
    let rows = rows
    return [
      "has_groups": .bool(!rows.isEmpty),
      "groups_title": .text("By \(columns.joined(separator: ", "))"),
      "group_columns": .list(
        columns.enumerated().map { index, name in
          ["name": .text(name), "rounding": .text(index == 0 ? "Rounding" : "")]
        }),
      "groups": .list(rows.map(shown)), "groups_rounding": .optional(rounding(of: rows)),
    ]
  }

  /// In the order of the report, the others last.
  private var rows: [Row] {
    let rows = (report.groups ?? []).map { group in
      Row(
        keys: columns.map { (group.keys[$0]?.text ?? "").shownName },
        requests: group.measures.requests, successes: group.measures.successes,
        tokens: group.measures.tokens.total, mean: group.measures.durations.mean,
        cost: group.measures.cost)
    }
    guard rows.count > Self.shown else { return rows }
    let dearest = rows.indices.sorted {
      (rows[$1].cost.amount, $0) < (rows[$0].cost.amount, $1)
    }
    let kept = Set(dearest.prefix(Self.shown))
    let rest = rows.indices.filter { !kept.contains($0) }.map { rows[$0] }
    return rows.indices.filter(kept.contains).map { rows[$0] } + [others(rest)]
  }

  private func others(_ rows: [Row]) -> Row {
    let name = "(others: \(ExactDecimal(rows.count).grouped))"
    var sum = Row(keys: [name] + columns.dropFirst().map { _ in "" })
    for row in rows {
      sum.requests += row.requests
      sum.successes += row.successes
      sum.tokens += row.tokens
      sum.cost.add(row.cost)
    }
    return sum
  }

  private func shown(_ row: Row) -> TemplateValue {
    let successes = ExactDecimal(row.successes * 100)
    return [
      "keys": .list(row.keys.map { ["value": .text($0)] }), "requests": .count(row.requests),
      "success": .percent(successes.divided(by: ExactDecimal(row.requests))),
      "tokens": .count(row.tokens), "mean": .milliseconds(row.mean),
      "cost": .text(money.cell(row.cost)),
    ]
  }

  /// What the amounts as they are shown lack to the shown total; nil where they add up.
  private func rounding(of rows: [Row]) -> String? {
    guard let total = report.cost.total.knownAmount, !rows.isEmpty else { return nil }
    let (whole, digits) = money.shown(total, isSmall: money.isUnderOne(total))
    let missing = rows.reduce(whole) { $0 - money.shown($1.cost.amount).value }
    return missing.units == 0 ? nil : missing.text(fractionDigits: digits)
  }
}
