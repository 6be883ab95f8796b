import Charging
import CostModeling
import ExactNumbers
import Metering

/// What spikes and the days like them are made of.
struct SpikeParts {
  struct Served: Hashable {
    let backend: NameID
    let model: NameID
  }

  struct DayKey<Part: Hashable & Sendable>: Hashable, Sendable {
    let day: CivilDate
    let part: Part
  }

  private(set) var requests: [CivilDate: Int] = [:]
  /// By backend and model, of all that was read.
  private(set) var served: [DayKey<Served>: ExactDecimal] = [:]
  /// By tool, of the period: what is before it is not kept by tool.
  private(set) var tools: [DayKey<NameID>: ExactDecimal] = [:]
  private let firstDay: CivilDate?

  init(_ usage: PricedUsage, days: Set<CivilDate>) throws {
    let summary = usage.request.summary
    let lanes = summary.lanes.keys
    var inside = UsageTable<DayKey<Served>>()
    var earlier = UsageTable<DayKey<Served>>()
    var tools = UsageTable<DayKey<NameID>>()
    func key(_ day: CivilDate, _ lane: Int32) -> DayKey<Served> {
      let lane = lanes[Int(lane)]
      return DayKey(day: day, part: Served(backend: lane.backend, model: lane.model))
    }
    for (cell, measures) in zip(summary.cells.keys, summary.cells.measures) {
      let day = CivilDate(dayNumber: Int(cell.day))
      guard days.contains(day) else { continue }
      requests[day, default: 0] += measures.requests
      try inside.add(measures, lane: Int(cell.lane), to: key(day, cell.lane))
      try tools.add(measures, lane: Int(cell.lane), to: DayKey(day: day, part: cell.tool))
    }
    for (pair, measures) in zip(summary.history.keys, summary.history.measures) {
      let day = CivilDate(dayNumber: Int(pair.other))
      guard days.contains(day) else { continue }
      requests[day, default: 0] += measures.requests
      try earlier.add(measures, lane: Int(pair.lane), to: key(day, pair.lane))
    }
    inside.takeCosts(usage.costs, meters: usage.tables.meterNames)
    tools.takeCosts(usage.costs, meters: usage.tables.meterNames)
    earlier.takeCosts(usage.earlierCosts, meters: usage.tables.meterNames)
    for table in [earlier, inside] {
      for (key, cost) in zip(table.keys, table.costs) {
        served[key, default: .zero] = served[key, default: .zero] + cost.amount
      }
    }
    for (key, cost) in zip(tools.keys, tools.costs) { self.tools[key] = cost.amount }
    firstDay = usage.period.days.isEmpty ? nil : usage.period.days.lowerBound
  }
}

extension SpikeParts {
  /// The backend and model that went most above what they cost on the days like it.
  func topServed(_ spike: CostSpike, name: (Served) -> String) -> (Served, ExactDecimal)? {
    Self.top(of: served, spike, spike.likeDays, name: name)
  }

  /// The tool; nil where no day like it lies in the period.
  func topTool(_ spike: CostSpike, name: (NameID) -> String) -> NameID? {
    let known = spike.likeDays.filter { $0 >= firstDay ?? $0 }
    return known.isEmpty ? nil : Self.top(of: tools, spike, known, name: name)?.0
  }

  private static func top<Part>(
    of costs: [DayKey<Part>: ExactDecimal], _ spike: CostSpike, _ likeDays: [CivilDate],
    name: (Part) -> String
  ) -> (Part, ExactDecimal)? {
    let parts = costs.keys.filter { $0.day == spike.day }.map(\.part)
    let named = parts.map { (part: $0, name: name($0)) }
    let sorted = named.sorted { $0.name.precedesBytewise($1.name) }
    var top: (Part, ExactDecimal)?
    for (part, _) in sorted {
      let usual = likeDays.reduce(ExactDecimal.zero) {
        $0 + (costs[DayKey(day: $1, part: part)] ?? .zero)
      }
      let mean = usual.divided(by: ExactDecimal(likeDays.count)) ?? .zero
      let excess = (costs[DayKey(day: spike.day, part: part)] ?? .zero) - mean
      if top.map({ $0.1 < excess }) ?? true { top = (part, excess) }
    }
    return top
  }
}
