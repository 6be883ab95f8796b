package import Charging
package import ExactNumbers
import Metering
import PriceBooks

/// What failed requests used and cost, by what may be the reason.
package struct FailureCosts: ReportRow {
  package let total: FailedUsage
  package let backends: [FailedNameRow]
  package let tools: [FailedNameRow]
  package let routes: [FailedRouteRow]
  package let errors: [FailedErrorRow]

  package static let fields: [Field<FailureCosts>] = [
    Field("total", "All failed requests.") { $0.total },
    Field("backends", "By backend, sorted by name.") { $0.backends },
    Field("tools", "By tool, sorted by name.") { $0.tools },
    Field("routes", "By routing method and backend, sorted by name.") { $0.routes },
    Field("errors", "By error pattern, the most frequent first.") { $0.errors },
  ]
}

/// Failed requests, their tokens and their cost.
package struct FailedUsage: ReportRow {
  package let requests: Int
  package let tokens: Int
  package let cost: CostAmount

  package static let fields: [Field<FailedUsage>] = [
    Field("requests", "Requests; a record may stand for several.", in: .requests) { $0.requests },
    Field("tokens", "All tokens.", in: .tokens) { $0.tokens },
    Field("cost", "What it cost.") { $0.cost },
  ]
}

/// The failures of one backend or tool.
package struct FailedNameRow: ReportRow {
  package let name: String
  package let usage: FailedUsage

  package static let fields: [Field<FailedNameRow>] =
    [Field("name", FieldText.name) { $0.name }] + Reporting.fields(of: \.usage)
}

/// The failures of one route.
package struct FailedRouteRow: ReportRow {
  package let name: String
  package let method: String
  package let backend: String
  package let usage: FailedUsage

  package static let fields: [Field<FailedRouteRow>] =
    [
      Field("name", FieldText.name) { $0.name },
      Field("method", FieldText.method) { $0.method },
      Field("backend", FieldText.backend) { $0.backend },
    ] + Reporting.fields(of: \.usage)
}

/// The failures of one error pattern.
package struct FailedErrorRow: ReportRow {
  package let type: String?
  package let code: String?
  /// Whether the events have an error object; what has none is a row of its own.
  package let hasError: Bool
  package let usage: FailedUsage
  package let perMonth: ExactDecimal?

  package static let fields: [Field<FailedErrorRow>] =
    [
      Field("type", "The error's type; null where it has none.") { $0.type },
      Field("code", "The error's code, as text; null where it has none.") { $0.code },
      Field("has_error", "Whether the events have an error object.") { $0.hasError },
    ] + Reporting.fields(of: \.usage) + [
      Field("per_month", FieldText.perMonth, in: .money) { $0.perMonth }
    ]
}

extension FailureCosts {
  init(_ usage: PricedUsage) throws {
    let failures = usage.failures
    self.init(
      total: FailedUsage(failures.totals, 0, usage),
      backends: FailedNameRow.rows(failures.backends, usage),
      tools: FailedNameRow.rows(failures.tools, usage),
      routes: FailedRouteRow.rows(failures.routes, usage), errors: try FailedErrorRow.rows(usage))
  }
}

extension FailedUsage {
  fileprivate init<Key>(_ table: UsageTable<Key>, _ row: Int, _ usage: PricedUsage) {
    self.init(
      requests: table.measures[row].requests, tokens: usage.tokens(table.measures[row]),
      cost: table.costs[row])
  }
}

extension FailedNameRow {
  fileprivate static func rows(
    _ table: UsageTable<NameID>, _ usage: PricedUsage
  ) -> [FailedNameRow] {
    usage.ordered(table, by: usage.name).map { index, name in
      FailedNameRow(name: name, usage: FailedUsage(table, index, usage))
    }
  }
}

extension FailedRouteRow {
  fileprivate static func rows(
    _ table: UsageTable<UsageTables.Route>, _ usage: PricedUsage
  ) -> [FailedRouteRow] {
    usage.ordered(table) { "\(usage.name($0.method)) → \(usage.name($0.backend))" }
      .map { index, name in
        FailedRouteRow(
          name: name, method: usage.name(table.keys[index].method),
          backend: usage.name(table.keys[index].backend),
          usage: FailedUsage(table, index, usage))
      }
  }
}

extension FailedErrorRow {
  /// The most frequent first, as in `errors`; what has no error object comes last, without a type.
  fileprivate static func rows(_ usage: PricedUsage) throws -> [FailedErrorRow] {
    let patterns = usage.request.summary.errorPatterns.keys
    let table = usage.failures.errors
    let rows = Dictionary(
      uniqueKeysWithValues: table.keys.enumerated().map { (Int($1), $0) })
    let order = usage.errorOrder + [Int(FailureKey.withoutError)]
    return try order.compactMap { pattern in
      guard let row = rows[pattern] else { return nil }
      let key = pattern >= 0 ? patterns[pattern] : nil
      return FailedErrorRow(
        type: key.flatMap { usage.text($0.type) }, code: key.flatMap { usage.text($0.code) },
        hasError: key != nil, usage: FailedUsage(table, row, usage),
        perMonth: try usage.monthlyCost(ofPattern: pattern))
    }
  }
}
