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
    let isInside = plan.period.contains(event.timestamp)
    let moment = plan.zone.local(event.timestamp)
    firstRead = min(firstRead, event.timestamp)
    if plan.boundaries.splitsDays {
      try addToEverything(event, at: moment, isInside: isInside, &names)
    }
    if !plan.filters.isEmpty, !passesFilters(event, moment, &names) {
      if isInside { filtered += 1 } else { outsidePeriod += 1 }
      return
    }
    let lane = Int32(lanes.index(of: self.lane(of: event, moment, &names)).index)
    guard isInside else {
      outsidePeriod += 1
      // What comes after the period's end is nobody's history.
      guard event.timestamp < plan.period.start else { return }
      try history.add(event, to: LanePair(lane: lane, other: Int32(moment.date.dayNumber)))
      return
    }
    used += 1
    firstEvent = min(firstEvent, event.timestamp)
    lastEvent = max(lastEvent, event.timestamp)
    try addToCells(event, lane: lane, at: moment, &names)
    try addToMarginals(event, lane: lane, at: moment)
    if !event.isSuccess { try addFailure(event, lane: lane, at: moment) }
    addToDigest(event, names)
  }

  private mutating func addToEverything(
    _ event: UsageEvent, at moment: LocalTime, isInside: Bool, _ names: inout NameTable
  ) throws(SummaryOverflow) {
    let lane = Int32(lanes.index(of: self.lane(of: event, moment, &names)).index)
    let isBefore = event.timestamp < plan.period.start
    let phase = isInside ? Phase.inside : isBefore ? .before : .after
    try everything.add(event, to: LanePair(lane: lane, other: phase.rawValue))
  }

  private mutating func addToCells(
    _ event: UsageEvent, lane: Int32, at moment: LocalTime, _ names: inout NameTable
  ) throws(SummaryOverflow) {
    let group = plan.groups.isEmpty ? NameID.none : self.group(of: event, moment, &names)
    let key = CellKey(
      lane: lane, day: Int32(moment.date.dayNumber), tool: event.tool,
      method: event.routingMethod, group: group)
    try cells.add(event, to: key, withDuration: true)
  }

  private mutating func addToMarginals(
    _ event: UsageEvent, lane: Int32, at moment: LocalTime
  ) throws(SummaryOverflow) {
    try hourCells.add(event, to: LanePair(lane: lane, other: Int32(moment.hourOfWeek)))
    if let duration = event.duration {
      hourDurations[moment.hour].add(duration, times: event.requests)
    }
    if event.session != .none {
      try sessionCells.add(event, to: LanePair(lane: lane, other: event.session.rawValue))
    }
  }

  private mutating func addFailure(
    _ event: UsageEvent, lane: Int32, at moment: LocalTime
  ) throws(SummaryOverflow) {
    let pattern = event.error.map { Int32(addError($0, of: event)) }
    if pattern == nil { failuresWithoutError += event.requests }
    let key = FailureKey(
      lane: lane, day: Int32(moment.date.dayNumber), tool: event.tool,
      method: event.routingMethod, pattern: pattern ?? FailureKey.withoutError)
    try failureCells.add(event, to: key)
  }

  /// The number of an error's pattern.
  private mutating func addError(_ error: UsageEvent.UsageError, of event: UsageEvent) -> Int {
    let (pattern, isNew) = errorPatterns.index(of: ErrorKey(type: error.type, code: error.code))
    if isNew { errorDetails.append(ErrorDetails()) }
    errorDetails[pattern].firstSeen = min(errorDetails[pattern].firstSeen, event.timestamp)
    errorDetails[pattern].lastSeen = max(errorDetails[pattern].lastSeen, event.timestamp)
    if error.message != .none {
      errorDetails[pattern].messages[error.message, default: 0] += event.requests
    }
    return pattern
  }

  mutating func lane(
    of event: UsageEvent, _ moment: LocalTime, _ names: inout NameTable
  ) -> Lane {
    let boundaries = plan.boundaries
    var lane = Lane(
      backend: event.backend, model: event.model, serviceTier: event.serviceTier, window: 0,
      contextClass: 0)
    if let find = plan.boundariesByName {
      let own = relevantBoundaries.subset(for: event, names, plan, find)
      lane.window = own.window(at: event.timestamp)
      lane.contextClass = context(of: event, names).map(own.contextClass) ?? -1
      if own.schedules != 0 {
        lane.schedules = boundaries.scheduleBits(at: event.timestamp) & own.schedules
      }
    } else {
      lane.window = Int32(Self.count(of: boundaries.instants, upTo: event.timestamp))
      lane.contextClass =
        context(of: event, names).map { Int32(Self.count(of: boundaries.contexts, upTo: $0)) } ?? -1
      if !boundaries.schedules.isEmpty {
        lane.schedules = boundaries.scheduleBits(at: event.timestamp)
      }
    }
    if boundaries.splitsDays { lane.utcDay = Int32(event.timestamp.utcDay) }
    if boundaries.splitsReported, event.reportedCost != nil { lane.origin = .reported }
    if !plan.conditions.isEmpty { lane.conditions = conditions(of: event, moment, &names) }
    return lane
  }

  /// Tokens of the request's input side; nil where they are not known, 0 where nothing asks.
  private mutating func context(of event: UsageEvent, _ names: NameTable) -> Int? {
    guard !plan.boundaries.contexts.isEmpty else { return 0 }
    guard event.requests == 1, event.tokens[.unsplit] == 0 else { return nil }
    var context = event.tokens.context
    for other in event.otherMeters where isContext(other.name, names) { context += other.quantity }
    return context
  }

  private mutating func isContext(_ meter: NameID, _ names: NameTable) -> Bool {
    if let known = contextMeters[meter] { return known }
    let name = names[meter]
    let isInput = name.hasPrefix("input_") || name.hasPrefix("cache_")
    let isContext = isInput && name.hasSuffix("_tokens")
    contextMeters[meter] = isContext
    return isContext
  }

  /// How many of the ascending values are at most `value`.
  static func count<Value: Comparable>(of values: [Value], upTo value: Value) -> Int {
    var low = 0
    var high = values.count
    while low < high {
      let middle = (low + high) / 2
      if values[middle] <= value { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
