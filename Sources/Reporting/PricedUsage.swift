import Charging
import CostModeling
import ExactNumbers
import Metering
import PriceBooks

/// The usage of a period with what it costs: what every table and section of a report is made of.
struct PricedUsage {
  /// With the time that costs without usage, added to the usage that was read.
  let request: ReportRequest
  let period: ReportPeriod
  let tables: UsageTables
  let costs: CostSummary
  /// Of what was read before the period.
  let earlierCosts: CostSummary
  /// What months cost beside usage: fixed costs and terms of contracts; nil where there are none.
  let monthly: MonthlyCosts?
  let failures: FailureTables
  let toolUses: ToolUses
  /// nil where there is not one complete day.
  let month: MonthFigures?

  init(_ asked: ReportRequest) throws {
    period = ReportPeriod(asked.summary)
    monthly = try asked.monthlyCosts(period)
    request = try asked.adding(monthly?.idleTimes ?? [], from: period.start)
    var tables = try UsageTables(request.summary, names: request.names)
    costs = try request.price(tables.lanes, monthly, .period)
    tables.takeCosts(costs)
    self.tables = tables
    failures = try FailureTables(
      request.summary, costs, meters: tables.meterNames, names: request.names)
    toolUses = try ToolUses(request.summary, names: request.names)
    earlierCosts = try request.price(tables.earlierLanes, monthly, .history)
    let days = try request.days(tables, inPeriod: costs, before: earlierCosts)
    month = try asked.month(period, days: days)
  }

  var zone: ZoneOffsets { request.summary.plan.zone }

  /// Requests of which something has a price.
  var pricedRequests: ExactDecimal {
    let lanes = Set(costs.charges.flatMap { $0.shares.flatMap { $0.parts.map(\.lane) } })
    return lanes.reduce(.zero) { $0 + tables.lanes[$1].requests }
  }

  /// The effective cost of the period.
  var total: CostAmount { tables.totals.cost(of: 0) }
}

extension ReportRequest {
  /// The month's estimate, from what each day read cost; nil where there is not one complete day.
  fileprivate func month(
    _ period: ReportPeriod, days: [CivilDate: CostAmount]
  ) throws -> MonthFigures? {
    guard let start = period.start, let end = period.end,
      let window = MonthFigures.window(self, period)
    else { return nil }
    let compared = ComparedPeriod(firstRead: summary.firstRead, start: start, end: end)
    return try MonthFigures(
      window, days: days,
      expected: ExpectedMonth(
        summary, names: names, books: books, currency: currency, period: compared, window: window))
  }

  /// With the time of fixed costs that no usage shares.
  fileprivate func adding(_ idleTimes: [IdleTime], from start: Instant?) throws -> ReportRequest {
    var request = self
    for var idle in idleTimes {
      // Without a period option all that was read is inside; what passed before its days is not.
      if summary.plan.period.from == nil, let start {
        idle.time.start = max(idle.time.start, start)
      }
      try request.summary.add(idle, names: &request.names)
    }
    return request
  }
}

extension PricedUsage {
  func name(_ id: NameID) -> String { id == .none ? "" : request.names[id] }

  /// The name; nil where there is none.
  func text(_ id: NameID) -> String? { id == .none ? nil : name(id) }

  /// The places of rows, by the bytes of their names.
  func ordered<Key>(
    _ table: UsageTable<Key>, by name: (Key) -> String
  ) -> [(index: Int, name: String)] {
    table.keys.enumerated().map { (index: $0.offset, name: name($0.element)) }
      .sorted { $0.name.precedesBytewise($1.name) }
  }

  func measures<Key>(_ table: UsageTable<Key>, _ index: Int) -> MeasuresRow {
    MeasuresRow(table.measures[index], cost: table.costs[index], names: request.names)
  }

  func named(_ table: UsageTable<NameID>) -> [NamedRow] {
    ordered(table, by: name).map { NamedRow(name: $0.name, measures: measures(table, $0.index)) }
  }

  /// All tokens, those of `meters{}` included.
  func tokens(_ usage: Measures) -> Int {
    usage.tokenTotal(request.names)
  }
}

extension PricedUsage {
  /// The numbers of the error patterns, the most frequent first; then by type and code, none first.
  var errorOrder: [Int] {
    let patterns = request.summary.errorPatterns.keys
    let counts = patterns.indices.map(errorCount)
    return patterns.indices.sorted { left, right in
      if counts[left] != counts[right] { return counts[left] > counts[right] }
      return precedes(patterns[left], patterns[right])
    }
  }

  func errorCount(_ pattern: Int) -> Int { failures.errors.usage(of: Int32(pattern)).requests }

  private func precedes(_ left: ErrorKey, _ right: ErrorKey) -> Bool {
    for (one, other) in [(left.type, right.type), (left.code, right.code)] where one != other {
      if one == .none || other == .none { return one == .none }
      return name(one).precedesBytewise(name(other))
    }
    return false
  }
}

extension PricedUsage {
  /// What costs of the period's days come to in a month, by the method of the month's estimate; nil
  /// where there is no estimate. Days of the month before the period count for what is expected.
  func perMonth(_ days: [CivilDate: ExactDecimal]) throws -> ExactDecimal? {
    guard let month, let start = period.start else { return nil }
    return try month.estimate.total(of: days, knownFrom: zone.local(start).date)
  }

  /// What a pattern's failures cost a month; nil where the month has no estimate.
  func monthlyCost(ofPattern pattern: Int) throws -> ExactDecimal? {
    guard !failures.errors.cost(of: Int32(pattern)).isUnknown else { return nil }
    return try perMonth(failures.days(of: Int32(pattern)))
  }

  /// What a backend's failures cost a month; nil where the month has no estimate.
  func monthlyCost(ofFailuresOn backend: NameID) throws -> ExactDecimal? {
    guard !failures.backends.cost(of: backend).isUnknown else { return nil }
    return try perMonth(failures.days(ofBackend: backend))
  }
}
