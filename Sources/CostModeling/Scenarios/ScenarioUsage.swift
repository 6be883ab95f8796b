import ExactNumbers
import Metering

/// All usage that scenarios start from or make: exact quantities by lane and place.
///
/// The period, the history before it and what contracts look at are changed alike, as they are
/// places of the same lanes.
struct ScenarioUsage: Sendable {
  let columns: MeasureColumns
  private(set) var lanes = KeyIndex<Lane>()
  private(set) var flows: [LaneFlow] = []

  init(columns: MeasureColumns) { self.columns = columns }

  /// The usage of a summary, as it is.
  init(_ summary: UsageSummary, columns: MeasureColumns) {
    self.init(columns: columns)
    var rows: [[UsagePlace: [ExactDecimal]]] = summary.lanes.keys.map { _ in [:] }
    let empty = Array(repeating: ExactDecimal.zero, count: columns.count)
    func count(_ usage: Measures, _ lane: Int32, _ part: UsagePlace.Part, _ day: Int32) {
      let place = UsagePlace(part: part, day: Int(day))
      columns.add(usage, to: 0, of: &rows[Int(lane)][place, default: empty])
    }
    for (key, usage) in zip(summary.cells.keys, summary.cells.measures) {
      count(usage, key.lane, .period, key.day)
    }
    for (key, usage) in zip(summary.history.keys, summary.history.measures) {
      count(usage, key.lane, .history, key.other)
    }
    for (key, usage) in zip(summary.everything.keys, summary.everything.measures) {
      count(usage, key.lane, Self.part(UsageSummary.Phase(rawValue: key.other)), 0)
    }
    for (lane, rows) in zip(summary.lanes.keys, rows) {
      let flow = LaneFlow(
        rows: rows.map { (place: $0.key, values: $0.value) }, width: columns.count)
      add(flow, to: lane)
    }
  }

  private static func part(_ phase: UsageSummary.Phase?) -> UsagePlace.Part {
    switch phase {
    case .before: .before
    case .after: .after
    case .inside, nil: .inside
    }
  }

  mutating func add(_ flow: LaneFlow, to lane: Lane) {
    let (index, isNew) = lanes.index(of: lane)
    if isNew { flows.append(LaneFlow(width: columns.count)) }
    flows[index].add(flow)
  }

  mutating func replace(_ lane: Int, with flow: LaneFlow) { flows[lane] = flow }

  /// Takes a share of a lane's usage out of it.
  mutating func take(_ share: ExactDecimal, of lane: Int) throws -> LaneFlow {
    let whole = flows[lane]
    guard share != .one else {
      flows[lane] = LaneFlow(width: columns.count)
      return whole
    }
    let part = try whole.scaled(by: share)
    flows[lane].subtract(part)
    return part
  }
}
