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

  /// The id of the price that a lane has now.
  func priceID(of lane: Lane) -> String? {
    books.priceID(of: LaneUsage(lane, boundaries: boundaries, names: names))
  }
}

extension ScenarioUsage {
  /// Changes the usage as a step says; false where it is about none of it. `name` gives the numbers
  /// of the step's own names.
  mutating func apply(
    _ step: ScenarioStep, _ context: StepContext, name: (String) -> NameID
  ) throws -> Bool {
    let meant = flows.indices.filter { index in
      let lane = lanes.keys[index]
      return !flows[index].isEmpty && Self.isMeant(lane, by: step.change, context)
        && context.holds(step, for: lane)
    }
    // What arrives is added last, so that no step changes the same usage twice.
    var arrivals: [(lane: Lane, flow: LaneFlow)] = []
    for index in meant {
      if let arrival = try change(index, by: step.change, name) { arrivals.append(arrival) }
    }
    for arrival in arrivals { add(arrival.flow, to: arrival.lane) }
    return !meant.isEmpty
  }

  /// Changes one lane; gives what leaves it for another one.
  private mutating func change(
    _ index: Int, by change: ScenarioStep.Change, _ name: (String) -> NameID
  ) throws -> (lane: Lane, flow: LaneFlow)? {
    var lane = lanes.keys[index]
    switch change {
    case .prices, .rate: return nil
    case .cache(_, let hit): replace(index, with: try flows[index].cached(hit))
    case .volume(_, let factor): replace(index, with: try flows[index].scaled(by: factor))
    case .move(_, let to, let model, let share):
      lane.backend = name(to)
      lane.model = model.map(name) ?? .none
      lane.pricedAs = .none
      return (lane, try take(share, of: index))
    case .model(_, let to, let share, let scales):
      lane.pricedAs = name(to)
      return (lane, try scaled(try take(share, of: index), scales))
    case .tier(_, let to, let share):
      lane.serviceTier = name(to)
      return (lane, try take(share, of: index))
    }
    return nil
  }

  private func scaled(_ flow: LaneFlow, _ scales: [MeterScale]) throws -> LaneFlow {
    try scales.reduce(flow) { flow, scale in
      guard let column = columns.column(ofMeter: scale.meter) else { return flow }
      return try flow.scaled(column, by: scale.factor)
    }
  }

  /// Whether a change is about a lane, its conditions aside.
  private static func isMeant(
    _ lane: Lane, by change: ScenarioStep.Change, _ context: StepContext
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
      return !context.names[lane.serviceTier].utf8.elementsEqual(to.utf8) && isPriced(by: of)
    case .volume(let of, _): return of == "*" || isPriced(by: of)
    }
  }
}
