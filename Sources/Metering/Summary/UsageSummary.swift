/// What was used, summed so that any price table can price it later without the events.
///
/// Each event of the period is added to one cell: a lane on a local day, by tool, routing method and
/// group. It is added a second time by other keys that a cell does not know: the hour of the week,
/// the session, the error. All are sums of whole numbers, so the summaries of parts merge to the
/// summary of the whole, in any order and however the events are divided.
///
/// Names in it are numbers of the ``NameTable`` of the thread that made it.
package struct UsageSummary: Sendable {
  package let plan: SummaryPlan
  package private(set) var lanes = KeyIndex<Lane>()
  package private(set) var cells = MeasureTable<CellKey>()
  /// By hour of the week, 0 to 167.
  package private(set) var hourCells = MeasureTable<LanePair>()
  /// By hour of the day.
  package private(set) var hourDurations = Array(repeating: DurationSketch(), count: 24)
  /// By session.
  package private(set) var sessionCells = MeasureTable<LanePair>()
  /// Failed requests.
  package private(set) var failureCells = MeasureTable<FailureKey>()
  package private(set) var errorPatterns = ErrorPatterns()
  /// Failed requests without an error object.
  package private(set) var failuresWithoutError = 0
  /// Usage before the period that passes the filters, by local day: what estimates learn from.
  package private(set) var history = MeasureTable<LanePair>()
  /// All usage that was read, before period and filters, by ``Phase``: what the costs of a month
  /// depend on. Kept only where there are any.
  package private(set) var everything = MeasureTable<LanePair>()
  /// Events in the cells.
  package private(set) var used = 0
  package private(set) var outsidePeriod = 0
  package private(set) var filtered = 0
  /// The first and last instant read, before period and filters.
  package private(set) var firstRead = Instant.distantFuture
  package private(set) var lastRead = Instant.distantPast
  /// Of the used events.
  package private(set) var firstEvent = Instant.distantFuture
  package private(set) var lastEvent = Instant.distantPast
  /// Of the used events.
  package private(set) var digest = EventDigest()

  private var filters: EventFilters
  /// By filter of the plan, the values that it was asked about, and which of them it accepts. A filter
  /// is asked about what those before it accept.
  package var filterAnswers: [[NameID: Bool]] { filters.values }
  private var lanesOfEvents: EventLanes

  package init(plan: SummaryPlan) {
    self.plan = plan
    filters = EventFilters(plan.filters)
    lanesOfEvents = EventLanes(plan)
  }

  /// Where an event lies in relation to the period.
  package enum Phase: Int32, Sendable {
    case before
    case inside
    case after
  }
}

/// Adding events.
extension UsageSummary {
  /// Adds events whose names are numbers of `names`.
  package mutating func add(
    _ events: UnsafeBufferPointer<UsageEvent>, names: inout NameTable
  ) throws(SummaryOverflow) {
    for event in events { try add(event, names: &names) }
  }

  /// Adds an event: to the cells, or to the count of those outside the period or filtered out.
  package mutating func add(
    _ event: UsageEvent, names: inout NameTable
  ) throws(SummaryOverflow) {
    firstRead = min(firstRead, event.timestamp)
    lastRead = max(lastRead, event.timestamp)
    if let now = plan.now, event.timestamp >= now { return outsidePeriod += 1 }
    let time = plan.zone.local(event.timestamp)
    let phase = plan.phase(of: event.timestamp)
    if plan.boundaries.splitsDays {
      let lane = lane(of: event, time, &names)
      try everything.add(event, to: LanePair(lane: lane, other: phase.rawValue))
    }
    guard filters.accept(event, time, &names) else {
      if phase == .inside { filtered += 1 } else { outsidePeriod += 1 }
      return
    }
    let lane = lane(of: event, time, &names)
    guard phase == .inside else {
      outsidePeriod += 1
      // What comes after the period's end is nobody's history.
      guard phase == .before else { return }
      return try history.add(event, to: LanePair(lane: lane, other: Int32(time.date.dayNumber)))
    }
    try addUsed(event, lane, time, &names)
  }

  private mutating func addUsed(
    _ event: UsageEvent, _ lane: Int32, _ time: LocalTime, _ names: inout NameTable
  ) throws(SummaryOverflow) {
    used += 1
    firstEvent = min(firstEvent, event.timestamp)
    lastEvent = max(lastEvent, event.timestamp)
    digest.add(event, names)
    let cell = cell(of: event, lane, time, &names)
    try cells.add(event, to: cell, withDuration: true)
    try hourCells.add(event, to: LanePair(lane: lane, other: Int32(time.hourOfWeek)))
    if let duration = event.duration {
      hourDurations[time.hour].add(duration, times: event.requests)
    }
    if event.session != .none {
      try sessionCells.add(event, to: LanePair(lane: lane, other: event.session.rawValue))
    }
    if !event.isSuccess { try addFailure(event, cell) }
  }

  private mutating func addFailure(
    _ event: UsageEvent, _ cell: CellKey
  ) throws(SummaryOverflow) {
    let pattern = errorPatterns.add(event)
    if pattern == nil { failuresWithoutError += event.requests }
    try failureCells.add(
      event, to: FailureKey(cell, pattern: pattern ?? FailureKey.withoutError))
  }

  /// The number of an event's lane.
  private mutating func lane(
    of event: UsageEvent, _ time: LocalTime, _ names: inout NameTable
  ) -> Int32 {
    Int32(lanes.index(of: lanesOfEvents.lane(of: event, time, &names)).index)
  }

  private func cell(
    of event: UsageEvent, _ lane: Int32, _ time: LocalTime, _ names: inout NameTable
  ) -> CellKey {
    CellKey(
      lane: lane, day: Int32(time.date.dayNumber), tool: event.tool, method: event.routingMethod,
      group: plan.groups.isEmpty
        ? .none : DimensionTuple.name(of: event, time, plan.groups, &names))
  }
}

/// Adding time without usage.
extension UsageSummary {
  /// Adds idle time as usage without a request, in pieces of at most 15 minutes, so that every zone
  /// finds it in its own days and hours, and cut at the period's ends.
  package mutating func add(_ idle: IdleTime, names: inout NameTable) throws(SummaryOverflow) {
    var event = idle.event(&names)
    while event.timestamp < idle.time.end {
      let edges = [idle.time.end, event.timestamp.nextQuarterHour] + plan.period.edges
      let end = edges.filter { $0 > event.timestamp }.min() ?? idle.time.end
      try addIdle(event, until: end, &names)
      event.timestamp = end
    }
  }

  private mutating func addIdle(
    _ event: UsageEvent, until end: Instant, _ names: inout NameTable
  ) throws(SummaryOverflow) {
    let time = plan.zone.local(event.timestamp)
    guard filters.accept(event, time, &names) else { return }
    var key = lanesOfEvents.lane(of: event, time, &names)
    key.origin = .accrued
    let lane = Int32(lanes.index(of: key).index)
    var usage = Measures()
    usage.idleTime = end - event.timestamp
    guard plan.period.contains(event.timestamp) else {
      let day = LanePair(lane: lane, other: Int32(time.date.dayNumber))
      return try history.merge(usage, into: day)
    }
    try cells.merge(usage, into: cell(of: event, lane, time, &names))
    try hourCells.merge(usage, into: LanePair(lane: lane, other: Int32(time.hourOfWeek)))
  }
}

/// Merging.
extension UsageSummary {
  /// Adds the summary of another thread, whose names are numbers of `otherNames`.
  package mutating func merge(
    _ other: UsageSummary, names: inout NameTable, otherNames: NameTable
  ) throws(SummaryOverflow) {
    var translation = SummaryTranslation(from: otherNames, into: &names)
    translation.lanes = other.lanes.keys.map {
      Int32(lanes.index(of: translation.lane($0)).index)
    }
    translation.patterns = errorPatterns.merge(other.errorPatterns, translation)
    try cells.merge(other.cells, translation, key: translation.cell)
    try failureCells.merge(other.failureCells, translation, key: translation.failure)
    try hourCells.merge(other.hourCells, translation, key: translation.pair)
    try history.merge(other.history, translation, key: translation.pair)
    try everything.merge(other.everything, translation, key: translation.pair)
    try sessionCells.merge(other.sessionCells, translation, key: translation.session)
    for hour in hourDurations.indices { hourDurations[hour].merge(other.hourDurations[hour]) }
    failuresWithoutError += other.failuresWithoutError
    used += other.used
    outsidePeriod += other.outsidePeriod
    filtered += other.filtered
    firstRead = min(firstRead, other.firstRead)
    lastRead = max(lastRead, other.lastRead)
    firstEvent = min(firstEvent, other.firstEvent)
    lastEvent = max(lastEvent, other.lastEvent)
    digest.merge(other.digest)
    filters.merge(other.filters, translation)
  }
}
