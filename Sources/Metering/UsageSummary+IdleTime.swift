/// Time without usage that something is paid for all the same.
package struct IdleTime: Sendable {
  package var backend: String
  package var model: String
  /// When; it lies in one UTC day.
  package var time: TimeRange

  package init(backend: String, model: String, time: TimeRange) {
    self.backend = backend
    self.model = model
    self.time = time
  }

  /// The tool and the routing method that reports show for it.
  package static let name = "(idle)"
}

extension UsageSummary {
  /// Adds idle time as usage without a request, in pieces of at most 15 minutes, so that every zone
  /// finds it in its own days and hours, and cut at the period's ends.
  package mutating func add(_ idle: IdleTime, names: inout NameTable) throws(SummaryOverflow) {
    var event = UsageEvent()
    event.backend = names.id(of: idle.backend)
    event.model = names.id(of: idle.model)
    event.tool = names.id(of: IdleTime.name)
    event.routingMethod = event.tool
    event.serviceTier = names.id(of: "")
    var start = idle.time.start
    while start < idle.time.end {
      let edges = [idle.time.end, start.nextQuarterHour] + plan.period.edges
      let end = edges.filter { $0 > start }.min() ?? idle.time.end
      event.timestamp = start
      try add(event, idleTime: end - start, &names)
      start = end
    }
  }

  private mutating func add(
    _ event: UsageEvent, idleTime: TimeSpan, _ names: inout NameTable
  ) throws(SummaryOverflow) {
    let moment = plan.zone.local(event.timestamp)
    guard plan.filters.isEmpty || passesFilters(event, moment, &names) else { return }
    var key = lane(of: event, moment, &names)
    key.origin = .accrued
    let lane = Int32(lanes.index(of: key).index)
    var usage = Measures()
    usage.idleTime = Int(idleTime.milliseconds)
    guard plan.period.contains(event.timestamp) else {
      return try history.merge(
        usage, into: LanePair(lane: lane, other: Int32(moment.date.dayNumber)))
    }
    let group = plan.groups.isEmpty ? NameID.none : self.group(of: event, moment, &names)
    let cell = CellKey(
      lane: lane, day: Int32(moment.date.dayNumber), tool: event.tool, method: event.routingMethod,
      group: group)
    try cells.merge(usage, into: cell)
    try hourCells.merge(usage, into: LanePair(lane: lane, other: Int32(moment.hourOfWeek)))
  }
}

extension Instant {
  /// The first instant after this one that begins a quarter of an hour in every zone.
  fileprivate var nextQuarterHour: Instant {
    let quarter = TimeSpan.minute * 15
    return utcMidnight + quarter * ((self - utcMidnight).whole(quarter) + 1)
  }
}
