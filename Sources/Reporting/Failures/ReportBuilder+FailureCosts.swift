import Charging
import ExactNumbers
import Metering
import Templating

extension ReportBuilder {
  /// `{total, backends, tools, routes, errors}`: requests, tokens and cost of what failed.
  func failureCosts() throws -> TemplateValue {
    [
      "total": .object(figures(failures.totals, 0, [:])),
      "backends": named(failures.backends), "tools": named(failures.tools),
      "routes": failedRoutes, "errors": try failedErrors(),
    ]
  }

  private func figures<Key>(
    _ table: UsageTable<Key>, _ row: Int, _ start: TemplateObject
  ) -> TemplateObject {
    var figures = start
    figures["requests"] = .integer(table.measures[row].requests)
    figures["tokens"] = .integer(tokens(table.measures[row]))
    figures["cost"] = table.costs[row].tree
    return figures
  }

  private func named(_ table: UsageTable<NameID>) -> TemplateValue {
    .list(
      ordered(table, by: name).map { index, name in
        .object(figures(table, index, ["name": .text(name)]))
      })
  }

  private var failedRoutes: TemplateValue {
    let rows = ordered(failures.routes) { "\(name($0.method)) → \(name($0.backend))" }
    return .list(
      rows.map { index, text in
        let key = failures.routes.keys[index]
        let start: TemplateObject = [
          "name": .text(text), "method": .text(name(key.method)),
          "backend": .text(name(key.backend)),
        ]
        return .object(figures(failures.routes, index, start))
      })
  }

  /// The most frequent first, as in `errors`; what has no error object comes last, without a type.
  private func failedErrors() throws -> TemplateValue {
    let patterns = request.summary.errorPatterns.keys
    let order = errorOrder + [Int(FailureKey.withoutError)]
    let rows = Dictionary(
      uniqueKeysWithValues: failures.errors.keys.enumerated().map { (Int($1), $0) })
    return .list(
      try order.compactMap { pattern in
        guard let row = rows[pattern] else { return nil }
        let isKnown = pattern >= 0
        let start: TemplateObject = [
          "type": isKnown ? text(patterns[pattern].type) : .null,
          "code": isKnown ? text(patterns[pattern].code) : .null,
          "has_error": .bool(isKnown),
        ]
        var figures = figures(failures.errors, row, start)
        figures["per_month"] = try monthlyCost(pattern)
        return .object(figures)
      })
  }

  /// What a pattern's failures cost a month; null where the month has no estimate.
  func monthlyCost(_ pattern: Int) throws -> TemplateValue {
    guard !failures.errors.cost(of: Int32(pattern)).isUnknown else { return .null }
    return MeasuresTree.decimal(try perMonth(failures.days(of: Int32(pattern))))
  }
}
