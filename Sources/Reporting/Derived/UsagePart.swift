import Charging
import ExactNumbers
import Metering
import PriceBooks

/// A part of a report's usage that can be priced by itself: as it is, or as something else.
struct UsagePart {
  private(set) var usage = Measures()
  /// By local day, in lanes of its own.
  private(set) var days = UsageTable<Int>()
  /// Its lanes by their numbers in the report, in the order in which they came.
  private var lanes: [Int] = []
  private var numbers: [Int: Int] = [:]
  private var sums: [Measures] = []

  mutating func add(_ measures: Measures, lane: Int, day: Int) throws {
    var counts = measures
    // No price depends on durations, and merging them is most of the work.
    counts.durations = DurationSketch()
    try usage.merge(counts)
    let number = numbers[lane] ?? lanes.count
    if number == lanes.count {
      numbers[lane] = number
      lanes.append(lane)
      sums.append(Measures())
    }
    try sums[number].merge(counts)
    try days.add(counts, lane: number, to: day)
  }

  /// What pricing sees of it, from all lanes of the report.
  func laneUsages(of all: [LaneUsage], names: NameTable) -> [LaneUsage] {
    zip(lanes, sums).map { lane, usage in
      var part = all[lane]
      part.setCounts(usage, names: names)
      part.idleTime = .zero
      return part
    }
  }

  /// What a price of it costs on each of its days.
  func byDay(_ costs: CostSummary, meters: MeterNames) -> [CivilDate: ExactDecimal] {
    var table = days
    table.rank(by: <)
    table.takeCosts(costs, meters: meters)
    return ReportBuilder.byDay(table)
  }
}

extension LaneUsage {
  /// As another backend would serve it; what serves it there has another name, which nobody knows.
  ///
  /// Lanes are told apart where the price of their own name changes, so another's is that of the
  /// first instant they may lie at.
  func served(by backend: String, from firstEvent: Instant) -> LaneUsage {
    var moved = self
    moved.backend = backend
    moved.model = nil
    moved.windowStart = max(windowStart, firstEvent)
    return moved
  }
}

extension ReportBuilder {
  /// A part of the usage at list prices, as it is or as another backend would serve it.
  func price(_ part: UsagePart, as backend: String? = nil) throws -> CostSummary {
    let lanes = part.laneUsages(of: tables.lanes, names: request.names).map { lane in
      backend.map { lane.served(by: $0, from: request.summary.firstEvent) } ?? lane
    }
    return try request.books.price(lanes, currency: request.currency)
  }
}
