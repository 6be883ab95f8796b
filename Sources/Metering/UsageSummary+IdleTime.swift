/// Time without usage that something is paid for all the same.
package struct IdleTime: Sendable {
  package var backend: String
  package var model: String
  /// Milliseconds since 1970, start inclusive, end exclusive; of one UTC day.
  package var start: Int64
  package var end: Int64

  package init(backend: String, model: String, start: Int64, end: Int64) {
    self.backend = backend
    self.model = model
    self.start = start
    self.end = end
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
    let step: Int64 = 900_000
    var start = idle.start
    while start < idle.end {
      let edges = [idle.end, (start / step + 1) * step, plan.start, plan.end].compactMap(\.self)
      let end = edges.filter { $0 > start }.min() ?? idle.end
      event.timestamp = start
      try add(event, idleTime: Int(end - start), &names)
      start = end
    }
  }

  private mutating func add(
    _ event: UsageEvent, idleTime: Int, _ names: inout NameTable
  ) throws(SummaryOverflow) {
    let (date, millisecond) = plan.zone.local(event.timestamp)
    let moment = LocalMoment(date: date, hour: millisecond / 3_600_000)
    guard plan.filters.isEmpty || passesFilters(event, moment, &names) else { return }
    var key = lane(of: event, moment, &names)
    key.origin = .accrued
    let lane = Int32(lanes.index(of: key).index)
    var usage = Measures()
    usage.idleTime = idleTime
    guard plan.holds(event.timestamp) else {
      return try history.merge(usage, into: LanePair(lane: lane, other: Int32(date.dayNumber)))
    }
    let group = plan.groups.isEmpty ? NameID.none : self.group(of: event, moment, &names)
    let cell = CellKey(
      lane: lane, day: Int32(date.dayNumber), tool: event.tool, method: event.routingMethod,
      group: group)
    try cells.merge(usage, into: cell)
    let hourOfWeek = Int32(date.weekday * 24 + moment.hour)
    try hourCells.merge(usage, into: LanePair(lane: lane, other: hourOfWeek))
  }
}
