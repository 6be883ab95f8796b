/// Finds the lane of an event: all that its price can depend on.
///
/// What it found out about a name it keeps, so that nothing but numbers is compared for most events.
struct EventLanes: Sendable {
  private let boundaries: PriceBoundaries
  private let boundariesByName: BoundariesByName?
  private var relevant: RelevantBoundaries
  private var conditions: EventConditions
  /// By the name of a count of `meters{}`: whether it is part of a request's context.
  private var contextMeters: [NameID: Bool] = [:]

  init(_ plan: SummaryPlan) {
    boundaries = plan.boundaries
    boundariesByName = plan.boundariesByName
    relevant = RelevantBoundaries(of: plan.boundaries)
    conditions = EventConditions(plan.conditions)
  }

  mutating func lane(
    of event: UsageEvent, _ time: LocalTime, _ names: inout NameTable
  ) -> Lane {
    var lane = Lane(
      backend: event.backend, model: event.model, serviceTier: event.serviceTier, window: 0,
      contextClass: 0)
    placeBetweenBoundaries(&lane, event, names)
    if boundaries.splitsDays { lane.utcDay = Int32(event.timestamp.utcDay) }
    if boundaries.splitsReported, event.reportedCost != nil { lane.origin = .reported }
    if !conditions.isEmpty { lane.conditions = conditions.answers(to: event, time, &names) }
    return lane
  }

  /// Finds the lane's price window, context class and schedules.
  private mutating func placeBetweenBoundaries(
    _ lane: inout Lane, _ event: UsageEvent, _ names: NameTable
  ) {
    let context = context(of: event, names)
    if let find = boundariesByName {
      let own = relevant.subset(for: event, names, find)
      lane.window = own.window(at: event.timestamp)
      lane.contextClass = context.map(own.contextClass) ?? Lane.unknownContext
      if own.schedules != 0 {
        lane.schedules = boundaries.scheduleBits(at: event.timestamp) & own.schedules
      }
    } else {
      lane.window = boundaries.window(at: event.timestamp)
      lane.contextClass =
        context.map { Int32(boundaries.contexts.countUp(to: $0)) } ?? Lane.unknownContext
      if !boundaries.schedules.isEmpty {
        lane.schedules = boundaries.scheduleBits(at: event.timestamp)
      }
    }
  }

  /// Tokens of the request's input side; nil where they are not known, 0 where nothing asks.
  private mutating func context(of event: UsageEvent, _ names: NameTable) -> Int? {
    guard !boundaries.contexts.isEmpty else { return 0 }
    switch event.context {
    case .stated(let tokens): return tokens
    case .unknown: return nil
    case .counted: break
    }
    guard event.requests == 1, event.tokens[.unsplit] == 0 else { return nil }
    var context = event.tokens.context
    for other in event.otherMeters where isContext(other.name, names) { context += other.quantity }
    return context
  }

  private mutating func isContext(_ meter: NameID, _ names: NameTable) -> Bool {
    if let known = contextMeters[meter] { return known }
    let isContext = MeterDefinition(counted: names[meter]).isContext
    contextMeters[meter] = isContext
    return isContext
  }
}

extension Array where Element: Comparable {
  /// How many of the ascending elements are at most `limit`.
  func countUp(to limit: Element) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if self[middle] <= limit { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
