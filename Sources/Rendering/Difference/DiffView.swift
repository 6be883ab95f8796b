import CostModeling
import ExactNumbers
import Reporting
import Templating

/// Why two costs differ, for people: the figures as texts.
struct DiffView {
  let headline: String
  let difference: String
  let currency: String
  let effects: [(effect: CostEffect, amount: String)]
  let sides: [Side]
  let rows: [Row]
  /// How many rows moved, those that are not shown included.
  let rowCount: Int
  /// What the shown effects lack to the shown difference; nil where they add up.
  let rounding: String?
  let notes: [String]

  /// A figure on both sides.
  struct Side {
    let name: String
    let before: String
    let after: String
    let change: String
  }

  /// A backend, model and meter that moved; of the sum of all others only the difference is known.
  struct Row {
    let backend: String
    var model = ""
    var meter = ""
    var before = ""
    var after = ""
    let difference: String
    var why = ""
  }

  /// How many rows, and how many notes about usage without a price, are shown.
  static let shown = 10

  init(_ difference: CostDifference) {
    let money = DiffMoney(difference)
    let moved = difference.rows.filter { $0.difference.units != 0 }
    let others = moved.dropFirst(Self.shown)
    headline = DiffHeadline(difference, money).text
    self.difference = money.change(difference.amount)
    currency = difference.currency
    effects = difference.effects.map { ($0.effect, money.change($0.amount)) }
    sides = Side.all(difference, money)
    rows =
      moved.prefix(Self.shown).map { Row($0, money) }
      + (others.isEmpty ? [] : [Row(othersOf: others.map(\.difference), money)])
    rowCount = moved.count
    rounding = money.rounding(of: difference.effects.map(\.amount), to: difference.amount)
    notes = DiffNotes(difference).texts
  }

  var rowsTitle: String {
    switch rowCount {
    case 1: "The row that moved"
    case ...Self.shown: "The \(rowCount) rows that moved"
    default: "The \(Self.shown) of \(rowCount) rows that moved most"
    }
  }
}

extension DiffView.Side {
  fileprivate static func all(_ difference: CostDifference, _ money: DiffMoney) -> [Self] {
    let (before, after) = (difference.before, difference.after)
    let requests = after.totals.requests - before.totals.requests
    return [
      Self(
        name: "Cost", before: money.text.total(before.cost), after: money.text.total(after.cost),
        change: money.change(after.amount - before.amount)),
      Self(
        name: "Requests", before: before.totals.requests.grouped,
        after: after.totals.requests.grouped,
        change: (requests > .zero ? "+" : "") + requests.grouped),
    ]
  }
}

extension DiffView.Row {
  fileprivate init(_ row: CostVariance.Row, _ money: DiffMoney) {
    let effects = CostEffect.allCases.map { ($0, row.effects[$0]) }.filter { $1.units != 0 }
    self.init(
      backend: row.key.backend, model: row.key.model, meter: row.key.meter,
      before: row.before.map { money.figure($0.amount) } ?? "–",
      after: row.after.map { money.figure($0.amount) } ?? "–",
      difference: money.change(row.difference),
      why: effects.map { "\($0.rawValue) \(money.change($1))" }.joined(separator: ", "))
  }

  fileprivate init(othersOf differences: [ExactDecimal], _ money: DiffMoney) {
    let count = differences.count
    self.init(
      backend: count == 1 ? "1 other" : "\(count) others",
      difference: money.change(differences.reduce(.zero, +)))
  }
}
