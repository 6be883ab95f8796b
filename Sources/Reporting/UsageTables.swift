package import Charging
package import Metering

/// All tables of a report, filled from a summary's cells and its second marginals.
package struct UsageTables: Sendable {
  package var totals = UsageTable<Int>()
  package var backends = UsageTable<NameID>()
  package var models = UsageTable<NameID>()
  package var tools = UsageTable<NameID>()
  package var routes = UsageTable<Route>()
  package var days = UsageTable<Int>()
  package var dayBackends = UsageTable<DayBackend>()
  package var groups = UsageTable<NameID>()
  package var hours = UsageTable<Int>()
  package var weekdayHours = UsageTable<Int>()
  package var sessions = UsageTable<Int>()
  /// Days before the period, for the month's estimate.
  package var earlierDays = UsageTable<Int>()
  /// For each of a summary's lanes: what pricing sees of it.
  package var lanes: [LaneUsage] = []
  package var earlierLanes: [LaneUsage] = []
  package let meterNames: MeterNames

  package struct Route: Hashable, Sendable {
    let method: NameID
    let backend: NameID
  }

  package struct DayBackend: Hashable, Sendable {
    let day: Int
    let backend: NameID
  }

  package init(_ summary: UsageSummary, names: NameTable) throws {
    var meters: [String: NameID] = [:]
    for measures in summary.cells.measures + summary.history.measures {
      for other in measures.otherMeters { meters[names[other.name]] = other.name }
    }
    meterNames = MeterNames(others: meters)
    totals.row(0)
    try addCells(summary, emptyName: Self.emptyName(names))
    try addMarginals(summary)
    rank(RowOrder(names, summary))
    lanes = try Self.lanes(of: summary, names, in: summary.cells) { Int($0.lane) }
    earlierLanes = try Self.lanes(of: summary, names, in: summary.history) { Int($0.lane) }
  }

  private mutating func rank(_ order: RowOrder) {
    for table in [\UsageTables.backends, \.models, \.tools, \.groups] {
      self[keyPath: table].rank(by: order.byName)
    }
    routes.rank(by: order.byRoute)
    dayBackends.rank(by: order.byDay)
    for table in [\UsageTables.days, \.hours, \.weekdayHours, \.earlierDays] {
      self[keyPath: table].rank(by: <)
    }
    sessions.rank { order.byName(NameID(Int32($0)), NameID(Int32($1))) }
  }

  /// Events without a model and events whose model is "" are one row.
  private static func emptyName(_ names: NameTable) -> NameID {
    var names = names
    return names.id(of: "")
  }

  private mutating func addCells(_ summary: UsageSummary, emptyName: NameID) throws {
    for (key, usage) in zip(summary.cells.keys, summary.cells.measures) {
      let lane = Int(key.lane)
      let backend = summary.lanes.keys[lane].backend
      let model = summary.lanes.keys[lane].model
      try totals.add(usage, lane: lane, to: 0)
      try backends.add(usage, lane: lane, to: backend)
      try models.add(usage, lane: lane, to: model == emptyName ? .none : model)
      try tools.add(usage, lane: lane, to: key.tool)
      try routes.add(usage, lane: lane, to: Route(method: key.method, backend: backend))
      try days.add(usage, lane: lane, to: Int(key.day))
      try dayBackends.add(usage, lane: lane, to: DayBackend(day: Int(key.day), backend: backend))
      if key.group != .none { try groups.add(usage, lane: lane, to: key.group) }
    }
  }

  private mutating func addMarginals(_ summary: UsageSummary) throws {
    for hour in 0..<24 { hours.row(hour) }
    for hour in 0..<168 { weekdayHours.row(hour) }
    for (key, usage) in zip(summary.hourCells.keys, summary.hourCells.measures) {
      try hours.add(usage, lane: Int(key.lane), to: Int(key.other) % 24)
      try weekdayHours.add(usage, lane: Int(key.lane), to: Int(key.other))
    }
    for (key, usage) in zip(summary.sessionCells.keys, summary.sessionCells.measures) {
      try sessions.add(usage, lane: Int(key.lane), to: Int(key.other))
    }
    for (key, usage) in zip(summary.history.keys, summary.history.measures) {
      try earlierDays.add(usage, lane: Int(key.lane), to: Int(key.other))
    }
  }

  /// What pricing sees of the lanes, by their numbers; `lane` is nil for what is left out.
  package static func lanes<Key: StableKey>(
    of summary: UsageSummary, _ names: NameTable, in table: MeasureTable<Key>,
    lane: (Key) -> Int?
  ) throws -> [LaneUsage] {
    var sums = Array(repeating: Measures(), count: summary.lanes.keys.count)
    for (key, usage) in zip(table.keys, table.measures) {
      if let lane = lane(key) { try sums[lane].merge(usage) }
    }
    let boundaries = summary.plan.boundaries
    return zip(summary.lanes.keys, sums).map { key, usage in
      var lane = LaneUsage(key, boundaries: boundaries, names: names)
      lane.setCounts(usage, names: names)
      return lane
    }
  }

  /// Shares the charges over the rows of every table but those of the days before the period.
  package mutating func takeCosts(_ costs: CostSummary) {
    totals.takeCosts(costs, meters: meterNames)
    backends.takeCosts(costs, meters: meterNames)
    models.takeCosts(costs, meters: meterNames)
    tools.takeCosts(costs, meters: meterNames)
    routes.takeCosts(costs, meters: meterNames)
    days.takeCosts(costs, meters: meterNames)
    dayBackends.takeCosts(costs, meters: meterNames)
    groups.takeCosts(costs, meters: meterNames)
    hours.takeCosts(costs, meters: meterNames)
    weekdayHours.takeCosts(costs, meters: meterNames)
  }
}
