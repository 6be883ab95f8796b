import ExactNumbers
import Metering
import Templating

extension ReportBuilder {
  func addTables(to report: inout TemplateObject) {
    var totals = TemplateObject()
    measures.add(tables.totals.measures[0], cost: tables.totals.cost(of: 0), to: &totals)
    report["totals"] = .object(totals)
    report["backends"] = backends
    report["models"] = named(tables.models)
    report["tools"] = named(tables.tools)
    report["routes"] = routes
    report["hours"] = hours
    report["days"] = days
    report["weekday_hours"] = weekdayHours
    addErrors(to: &report)
    report["sessions"] = sessions
    if !request.summary.plan.groups.isEmpty { report["groups"] = groups }
  }

  func name(_ id: NameID) -> String { id == .none ? "" : request.names[id] }

  /// Rows by the bytes of their names.
  func ordered<Key>(_ table: UsageTable<Key>, by name: (Key) -> String) -> [(Int, String)] {
    let named = table.keys.enumerated().map { ($0.offset, name($0.element)) }
    return named.sorted { $0.1.precedesBytewise($1.1) }
  }

  private func row<Key>(_ table: UsageTable<Key>, _ index: Int, _ name: String) -> TemplateObject {
    var row: TemplateObject = ["name": .text(name)]
    measures.add(table.measures[index], cost: table.costs[index], to: &row)
    return row
  }

  private func named(_ table: UsageTable<NameID>) -> TemplateValue {
    .list(ordered(table, by: name).map { .object(row(table, $0.0, $0.1)) })
  }

  private var backends: TemplateValue {
    let rows = ordered(tables.backends, by: name)
    let scores = rows.map { Self.score(tables.backends.measures[$0.0]) }
    // Of equal scores the earlier name ranks first.
    let ranking = scores.indices.sorted { (scores[$1], $0) < (scores[$0], $1) }
    var ranks = Array(repeating: 0, count: scores.count)
    for (rank, index) in ranking.enumerated() { ranks[index] = rank + 1 }
    return .list(
      rows.enumerated().map { position, item in
        var row = row(tables.backends, item.0, item.1)
        row["score"] = .decimal(scores[position])
        row["rank"] = .integer(ranks[position])
        return .object(row)
      })
  }

  /// 0.5 × success % + 0.3 × max(0, 100 − mean ms / 100) + 0.2 × min(100, requests).
  static func score(_ usage: Measures) -> ExactDecimal {
    let hundred = ExactDecimal(100)
    let success = ExactDecimal(units: ExactDecimal(usage.successes).units * 50)
      .divided(by: ExactDecimal(usage.requests), digits: 17)
    let durations = usage.durations
    // A mean of µs ÷ 100,000 is ms ÷ 100.
    let mean =
      (try? ExactDecimal.scaled(
        durations.total, 10_000_000_000_000, max(1, Int128(durations.count))))
      .map { ExactDecimal(units: $0) }
    let speed = durations.count == 0 ? hundred : max(.zero, hundred - (mean ?? hundred))
    let weighted =
      (success ?? .zero) + ExactDecimal(units: speed.units * 3 / 10)
      + ExactDecimal(units: ExactDecimal(min(100, usage.requests)).units / 5)
    return weighted.rounded(to: 12)
  }

  private var routes: TemplateValue {
    let rows = ordered(tables.routes) { "\(name($0.method)) → \(name($0.backend))" }
    return .list(
      rows.map { index, text in
        let usage = tables.routes.measures[index]
        let key = tables.routes.keys[index]
        var row: TemplateObject = [
          "name": .text(text), "method": .text(name(key.method)),
          "backend": .text(name(key.backend)), "count": .integer(usage.requests),
          "avg_confidence": Self.confidence(usage),
        ]
        measures.add(usage, cost: tables.routes.costs[index], to: &row)
        return .object(row)
      })
  }

  private static func confidence(_ usage: Measures) -> TemplateValue {
    guard usage.requests > 0,
      let mean = try? ExactDecimal.scaled(usage.confidence, 1000, Int128(usage.requests))
    else { return .null }
    return .decimal(ExactDecimal(units: mean * 1_000_000))
  }

  private var hours: TemplateValue {
    .list(
      (0..<24).map { hour in
        var usage = tables.hours.measures[hour]
        usage.durations = request.summary.hourDurations[hour]
        var row: TemplateObject = ["hour": .integer(hour)]
        measures.add(usage, cost: tables.hours.costs[hour], to: &row)
        return .object(row)
      })
  }

  private var days: TemplateValue {
    var backends: [Int: [(name: String, cost: RowCost)]] = [:]
    for (index, key) in tables.dayBackends.keys.enumerated() {
      backends[key.day, default: []].append((name(key.backend), tables.dayBackends.costs[index]))
    }
    var table = tables.days
    return .list(
      period.days.map { date in
        let index = table.row(date.dayNumber)
        var row: TemplateObject = ["date": .text(date.description)]
        measures.add(table.measures[index], cost: table.costs[index], to: &row)
        let parts = (backends[date.dayNumber] ?? []).sorted { $0.name.precedesBytewise($1.name) }
        row["backends"] = .list(parts.map { ["name": .text($0.name), "cost": $0.cost.tree] })
        return .object(row)
      })
  }

  private var weekdayHours: TemplateValue {
    .list(
      (0..<168).map { hour in
        [
          "weekday": .text(CivilDate.weekdayNames[hour / 24]), "hour": .integer(hour % 24),
          "requests": .integer(tables.weekdayHours.measures[hour].requests),
          "cost": tables.weekdayHours.costs[hour].tree,
        ]
      })
  }

  private var groups: TemplateValue {
    let dimensions = request.summary.plan.groups
    let rows = tables.groups.keys.enumerated().map { index, key in
      (index, DimensionTuple.values(name(key), count: dimensions.count))
    }
    let sorted = rows.sorted { $0.1.precedes($1.1) }
    return .list(
      sorted.map { index, values in
        var keys = TemplateObject()
        for (dimension, value) in zip(dimensions, values) { keys[dimension.key] = .text(value) }
        var row: TemplateObject = ["keys": .object(keys)]
        measures.add(tables.groups.measures[index], cost: tables.groups.costs[index], to: &row)
        return .object(row)
      })
  }
}
