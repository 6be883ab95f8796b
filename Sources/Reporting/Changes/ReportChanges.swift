import ExactNumbers
import Metering
import Templating

/// The report's `changes`: what differs from an earlier report, beside every figure.
struct ReportChanges {
  let against: String
  let difference: CostDifference

  /// The tables whose rows are compared, by their names.
  private static let tables = ["backends", "models", "tools", "routes"]

  /// `{against, period{start, end, first_event, last_event}, cost, effects[], totals, backends[], …}`
  var tree: TemplateValue {
    let (before, after) = (difference.before.tree, difference.after.tree)
    let period = before["period"] ?? .null
    var changes: TemplateObject = [
      "against": .text(against),
      "period": [
        "start": period["start"] ?? .null, "end": period["end"] ?? .null,
        "first_event": period["first_event"] ?? .null, "last_event": period["last_event"] ?? .null,
      ],
    ]
    var cost = Self.change(Self.cost(before["cost"]?["total"]), Self.cost(after["cost"]?["total"]))
    cost["complete"] = .bool(difference.isComplete)
    changes["cost"] = .object(cost)
    changes["effects"] = difference.effects
    changes["totals"] = .object(Self.measures(before["totals"], after["totals"]))
    for table in Self.tables {
      changes[table] = .list(Self.rows(before[table]?.elements ?? [], after[table]?.elements ?? []))
    }
    return .object(changes)
  }

  /// All rows of either report, by the bytes of their names.
  private static func rows(
    _ before: [TemplateValue], _ after: [TemplateValue]
  ) -> [TemplateValue] {
    func named(_ rows: [TemplateValue]) -> [[UInt8]: TemplateValue] {
      Dictionary(
        rows.map { (Array(($0["name"]?.text ?? "").utf8), $0) }, uniquingKeysWith: { one, _ in one }
      )
    }
    let (old, new) = (named(before), named(after))
    let names = Set(old.keys).union(new.keys).sorted { $0.lexicographicallyPrecedes($1) }
    return names.map { name in
      var row: TemplateObject = ["name": .text(String(decoding: name, as: UTF8.self))]
      for field in measures(old[name], new[name]).fields { row[field.name] = field.value }
      return .object(row)
    }
  }

  private static func measures(_ before: TemplateValue?, _ after: TemplateValue?) -> TemplateObject
  {
    func count(_ row: TemplateValue?, _ path: String...) -> ExactDecimal? {
      guard let row else { return .zero }
      return path.reduce(row) { $0[$1] ?? .null }.number
    }
    return [
      "requests": .object(change(count(before, "requests"), count(after, "requests"))),
      "tokens": .object(change(count(before, "tokens", "total"), count(after, "tokens", "total"))),
      "cost": .object(change(cost(before?["cost"]), cost(after?["cost"]))),
    ]
  }

  /// nil where there is usage and none of it has a price; 0 where there is no row.
  private static func cost(_ amount: TemplateValue?) -> ExactDecimal? {
    guard let amount else { return .zero }
    return amount["amount"]?.number
  }

  private static func change(_ before: ExactDecimal?, _ after: ExactDecimal?) -> TemplateObject {
    let difference = before.flatMap { before in after.map { $0 - before } }
    let percent = difference.flatMap { difference in
      before.flatMap { CostDifference.percent(difference, of: $0) }
    }
    func value(_ number: ExactDecimal?) -> TemplateValue { number.map { .decimal($0) } ?? .null }
    return [
      "before": value(before), "after": value(after), "difference": value(difference),
      "percent": value(percent),
    ]
  }
}

/// An earlier report to compare with, and what documents call it.
package struct EarlierReport: Sendable {
  package let name: String
  package let report: CostedReport

  package init(name: String, report: CostedReport) {
    self.name = name
    self.report = report
  }
}
