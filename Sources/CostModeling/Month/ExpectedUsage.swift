import ExactNumbers
import Metering

/// The usage that is expected on days to come: that of the days which an estimate's level rests on,
/// as much of it as the estimate says.
///
/// It knows no prices: each day's usage lies in the lanes of its own day and price window, so that
/// whatever holds there prices it.
struct ExpectedUsage {
  private let projection: DailyProjection
  private let plan: SummaryPlan
  /// Lanes without a window; their UTC day is how many days it lies after the local one.
  private var lanes = KeyIndex<Lane>()
  private var sums: [[ExactDecimal]] = []
  /// Whether the usage counts in the report, or only in what contracts look at.
  private var isShown: [Bool] = []

  init(_ usage: ScenarioUsage, _ projection: DailyProjection, _ plan: SummaryPlan) {
    (self.projection, self.plan) = (projection, plan)
    for (lane, flow) in zip(usage.lanes.keys, usage.flows) where lane.origin != .accrued {
      for (index, place) in flow.places.enumerated() where place.isShown {
        add(lane, flow.row(index), of: place.day, isShown: true)
      }
    }
    guard plan.boundaries.splitsDays else { return }
    for (lane, flow) in zip(usage.lanes.keys, usage.flows) where lane.origin != .accrued {
      let day = Int(lane.utcDay)
      if let rest = flow.filteredOut { add(lane, rest[...], of: day, isShown: false) }
    }
  }

  private mutating func add(
    _ lane: Lane, _ values: ArraySlice<ExactDecimal>, of day: Int, isShown: Bool
  ) {
    guard projection.window.contains(CivilDate(dayNumber: day)) else { return }
    var key = lane
    key.window = isShown ? 0 : -1
    if plan.boundaries.splitsDays { key.utcDay -= Int32(day) }
    let (index, isNew) = lanes.index(of: key)
    if isNew {
      sums.append(Array(values))
      self.isShown.append(isShown)
    } else {
      sums[index] = zip(sums[index], values).map { $0 + $1 }
    }
  }

  /// The lanes of a day to come, with the prices in the middle of it, or of what of the lane's UTC day
  /// lies in it.
  func lanes(on day: CivilDate) -> [Lane] {
    let local = TimeRange(
      start: plan.zone.start(of: day), end: plan.zone.start(of: day.advanced(by: 1)))
    return lanes.keys.map { key in
      var lane = key
      var time = local
      if plan.boundaries.splitsDays {
        lane.utcDay += Int32(day.dayNumber)
        let utcDay = Int(lane.utcDay)
        time = time.intersection(
          TimeRange(start: Instant(utcDay: utcDay), end: Instant(utcDay: utcDay + 1)))
      }
      let half = max(.zero, time.end - time.start).milliseconds / 2
      let instant = time.start + TimeSpan(milliseconds: half)
      lane.window = plan.boundaries.window(at: instant)
      return lane
    }
  }

  /// Adds what is expected of a day, times a factor.
  func add(to usage: inout ScenarioUsage, on day: CivilDate, times factor: ExactDecimal) throws {
    for (index, lane) in lanes(on: day).enumerated() {
      let values = try sums[index].map {
        try projection.sum(over: day..<day.advanced(by: 1), level: $0).times(factor)
      }
      var rows: [(place: UsagePlace, values: [ExactDecimal])] = []
      if isShown[index] {
        rows.append((UsagePlace(part: .period, day: day.dayNumber), values))
      }
      if plan.boundaries.splitsDays { rows.append((UsagePlace(part: .inside, day: 0), values)) }
      usage.add(LaneFlow(rows: rows, width: values.count), to: lane)
    }
  }
}

extension ScenarioUsage {
  /// Without what was read of a local day and of those after it.
  func before(_ day: CivilDate, splitsDays: Bool) -> ScenarioUsage {
    var earlier = ScenarioUsage(columns: columns)
    for (lane, flow) in zip(lanes.keys, flows) where lane.origin != .accrued {
      let isOver = splitsDays && Int(lane.utcDay) >= day.dayNumber
      earlier.add(flow.before(day, withoutFiltered: isOver), to: lane)
    }
    return earlier
  }
}

extension LaneFlow {
  /// What was read until the period's end and doesn't count in the report; nil where all does.
  fileprivate var filteredOut: [ExactDecimal]? {
    let all = sum { $0.part == .before || $0.part == .inside }
    let rest = zip(all, sum(where: \.isShown)).map { $0 - $1 }
    return rest.contains { $0 > .zero } ? rest : nil
  }

  /// Without the usage of a local day, of those after it, and of the time after the period.
  fileprivate func before(_ day: CivilDate, withoutFiltered: Bool) -> LaneFlow {
    let isLeft = { (place: UsagePlace) in place.isShown && place.day >= day.dayNumber }
    var left = sum(where: isLeft)
    if withoutFiltered, let rest = filteredOut { left = zip(left, rest).map { $0 + $1 } }
    let rows: [(place: UsagePlace, values: [ExactDecimal])] = places.indices.compactMap { index in
      let place = places[index]
      if isLeft(place) || place.part == .after { return nil }
      guard place.part == .inside else { return (place, Array(row(index))) }
      return (place, zip(row(index), left).map { max(.zero, $0 - $1) })
    }
    return LaneFlow(rows: rows, width: width)
  }
}

extension UsagePlace {
  /// Whether it is a day of the report or of its history.
  var isShown: Bool { part == .period || part == .history }

  /// The local day that it is.
  var date: CivilDate { CivilDate(dayNumber: day) }
}
