import Charging
import ExactNumbers
import Metering

/// What failed requests used and cost, by what may be the reason.
///
/// Each share of a cost is first divided into the part of the failures and the rest, and only that
/// part over the rows: so every table adds up to the same sum, and that sum and what succeeded make
/// the report's total.
struct FailureTables {
  private(set) var totals = UsageTable<Int>()
  private(set) var backends = UsageTable<NameID>()
  private(set) var tools = UsageTable<NameID>()
  private(set) var routes = UsageTable<UsageTables.Route>()
  /// By the number of the pattern; ``FailureKey/withoutError`` is a row of its own.
  private(set) var errors = UsageTable<Int32>()
  private(set) var errorDays = UsageTable<ErrorDay>()
  private(set) var backendDays = UsageTable<UsageTables.DayBackend>()
  private var lanes: [Int: Measures] = [:]

  struct ErrorDay: Hashable {
    let pattern: Int32
    let day: Int
  }

  init(
    _ summary: UsageSummary, _ costs: CostSummary, meters: MeterNames, names: NameTable
  ) throws {
    totals.row(0)
    for (key, usage) in zip(summary.failureCells.keys, summary.failureCells.measures) {
      try add(usage, key, backend: summary.lanes.keys[Int(key.lane)].backend)
    }
    guard !lanes.isEmpty else { return }
    rank(RowOrder(names, summary))
    take(costs, meters)
  }

  private mutating func rank(_ order: RowOrder) {
    backends.rank(by: order.byName)
    tools.rank(by: order.byName)
    routes.rank(by: order.byRoute)
    errors.rank(by: order.byError)
    errorDays.rank {
      $0.pattern == $1.pattern ? $0.day < $1.day : order.byError($0.pattern, $1.pattern)
    }
    backendDays.rank(by: order.byDay)
  }

  private mutating func add(_ usage: Measures, _ key: FailureKey, backend: NameID) throws {
    let lane = Int(key.lane)
    let route = UsageTables.Route(method: key.method, backend: backend)
    try totals.add(usage, lane: lane, to: 0)
    try backends.add(usage, lane: lane, to: backend)
    try tools.add(usage, lane: lane, to: key.tool)
    try routes.add(usage, lane: lane, to: route)
    try errors.add(usage, lane: lane, to: key.pattern)
    try errorDays.add(usage, lane: lane, to: ErrorDay(pattern: key.pattern, day: Int(key.day)))
    let backendDay = UsageTables.DayBackend(day: Int(key.day), backend: backend)
    try backendDays.add(usage, lane: lane, to: backendDay)
    try lanes[lane, default: Measures()].merge(usage)
  }

  private mutating func take(_ costs: CostSummary, _ meters: MeterNames) {
    let all = costs.charges.flatMap(\.shares) + costs.contract.flatMap(\.shares)
    let failed = lanes
    let shares = all.compactMap { share in
      share.part { lane in
        failed[lane].map { meters.exactQuantity(of: share.measure, in: $0) } ?? .zero
      }
    }
    totals.takeCosts(shares, unpriced: costs.unpriced, meters: meters)
    backends.takeCosts(shares, unpriced: costs.unpriced, meters: meters)
    tools.takeCosts(shares, unpriced: costs.unpriced, meters: meters)
    routes.takeCosts(shares, unpriced: costs.unpriced, meters: meters)
    errors.takeCosts(shares, unpriced: costs.unpriced, meters: meters)
    errorDays.takeCosts(shares, unpriced: costs.unpriced, meters: meters)
    backendDays.takeCosts(shares, unpriced: costs.unpriced, meters: meters)
  }

  /// What a pattern's failures cost on each day.
  func days(of pattern: Int32) -> [CivilDate: ExactDecimal] {
    Self.days(errorDays) { $0.pattern == pattern ? $0.day : nil }
  }

  /// What a backend's failures cost on each day.
  func days(ofBackend backend: NameID) -> [CivilDate: ExactDecimal] {
    Self.days(backendDays) { $0.backend == backend ? $0.day : nil }
  }

  private static func days<Key>(
    _ table: UsageTable<Key>, _ day: (Key) -> Int?
  ) -> [CivilDate: ExactDecimal] {
    var days: [CivilDate: ExactDecimal] = [:]
    for (key, cost) in zip(table.keys, table.costs) {
      if let day = day(key) { days[CivilDate(dayNumber: day)] = cost.amount }
    }
    return days
  }
}
