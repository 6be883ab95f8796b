import ExactNumbers
import Metering
import Names
import PriceBooks

/// What a step's conditions and patterns are asked of.
struct StepContext {
  let books: PriceBooks
  let boundaries: PriceBoundaries
  /// The plan's conditions, in the order of the digits of ``Lane/conditions``.
  let conditions: [DimensionCondition]
  let names: NameTable

  /// Whether all of a step's conditions hold for a lane.
  func holds(_ step: ScenarioStep, for lane: Lane) -> Bool {
    step.conditions.allSatisfy { condition in
      switch condition.dimension {
      case .backend: condition.accepts(names[lane.backend])
      case .model: condition.accepts(lane.model == .none ? "" : names[lane.model])
      case .serviceTier: condition.accepts(names[lane.serviceTier])
      default: holds(condition, for: lane)
      }
    }
  }

  private func holds(_ condition: DimensionCondition, for lane: Lane) -> Bool {
    guard let place = conditions.firstIndex(of: condition), lane.conditions != .none else {
      return false
    }
    return Array(names[lane.conditions].utf8)[place] == UInt8(ascii: "1")
  }

  /// Whether the price of a lane has a row for its service tier. Where it has none, usage stays in
  /// its tier and costs what it did.
  func hasTier(_ tier: String, _ lane: Lane) -> Bool {
    let usage = LaneUsage(lane, boundaries: boundaries, names: names)
    guard case .priced(let priced) = books.resolve(usage) else { return false }
    guard let condition = priced.row.condition.serviceTier else { return tier == "standard" }
    return condition.utf8.elementsEqual(tier.utf8)
  }

  /// The id of the price that a lane has now.
  func priceID(of lane: Lane) -> String? {
    books.priceID(of: LaneUsage(lane, boundaries: boundaries, names: names))
  }
}

extension ScenarioUsage {
  /// Changes the usage as a step says, and gives what it is about. `name` gives the numbers of the
  /// step's own names.
  mutating func apply(
    _ step: ScenarioStep, _ context: StepContext, name: (String) -> NameID
  ) throws -> [ChangedUsage] {
    let meant = flows.indices.filter { index in
      let lane = lanes.keys[index]
      return !flows[index].isEmpty && Self.isMeant(lane, by: step.change, context, name)
        && context.holds(step, for: lane)
    }
    let changed = try meant.map { try change($0, by: step.change, name) }
    // What arrives is added last, so that no step changes the same usage twice.
    if step.change.sendsUsageElsewhere {
      for usage in changed { add(usage.after.flow, to: usage.after.lane) }
    }
    return changed
  }

  /// All usage, as it was and is, where only prices change.
  var unchanged: [ChangedUsage] {
    zip(lanes.keys, flows).map { ChangedUsage(before: ($0, $1), after: ($0, $1)) }
  }

  /// Changes one lane; what leaves it for another one is still to be added there.
  private mutating func change(
    _ index: Int, by change: ScenarioStep.Change, _ name: (String) -> NameID
  ) throws -> ChangedUsage {
    let before = (lane: lanes.keys[index], flow: flows[index])
    var after = before
    switch change {
    case .prices, .rate: break
    case .cache(_, let hit):
      after.flow = try before.flow.cached(hit)
      replace(index, with: after.flow)
      return ChangedUsage(before: before, after: after)
    case .volume(_, let factor):
      after.flow = try before.flow.scaled(by: factor)
      replace(index, with: after.flow)
    case .move(_, let to, let model, let share):
      after.lane.backend = name(to)
      after.lane.model = model.map(name) ?? .none
      after.lane.pricedAs = .none
      after.flow = try take(share, of: index)
    case .model(_, let to, let share, let scales):
      after.lane.pricedAs = name(to)
      after.flow = try scaled(try take(share, of: index), scales)
    case .tier(_, let to, let share):
      after.lane.serviceTier = name(to)
      after.flow = try take(share, of: index)
    }
    return ChangedUsage(before: (before.lane, after.flow), after: after)
  }

  private func scaled(_ flow: LaneFlow, _ scales: [MeterScale]) throws -> LaneFlow {
    try scales.reduce(flow) { flow, scale in
      guard let column = columns.column(ofMeter: scale.meter) else { return flow }
      return try flow.scaled(column, by: scale.factor)
    }
  }

  /// Whether a change is about a lane, its conditions aside.
  private static func isMeant(
    _ lane: Lane, by change: ScenarioStep.Change, _ context: StepContext,
    _ name: (String) -> NameID
  ) -> Bool {
    func isPriced(by pattern: String) -> Bool {
      context.priceID(of: lane).map(Glob(pattern).matches) ?? false
    }
    switch change {
    case .prices, .rate: return false
    case .move(let from, let to, let model, _):
      let backend = context.names[lane.backend]
      // What is there already stays, unless it is to have another model.
      let isThere = backend.utf8.elementsEqual(to.utf8)
      return Glob(from).matches(backend) && (!isThere || model != nil)
    case .model(let from, let to, _, _):
      guard let id = context.priceID(of: lane) else { return false }
      return Glob(from).matches(id) && !id.utf8.elementsEqual(to.utf8)
    case .cache(let of, _): return isPriced(by: of)
    case .tier(let of, let to, _):
      var moved = lane
      moved.serviceTier = name(to)
      return !context.names[lane.serviceTier].utf8.elementsEqual(to.utf8) && isPriced(by: of)
        && context.hasTier(to, moved)
    case .volume(let of, _): return of == "*" || isPriced(by: of)
    }
  }
}
