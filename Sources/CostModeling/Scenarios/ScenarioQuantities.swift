import Charging
import ExactNumbers
import Metering

/// The measures that a scenario changes, each in a column.
struct MeasureColumns: Sendable {
  /// Of ``Meter``, then of `meters{}` by the bytes of their names.
  let meters: [String]
  private let others: [NameID: Int]
  private let isToken: [Bool]

  var requests: Int { meters.count }
  var reportedCost: Int { meters.count + 1 }
  var idleTime: Int { meters.count + 2 }
  var count: Int { meters.count + 3 }

  init(_ summary: UsageSummary, names: NameTable) {
    var ids: Set<NameID> = []
    for table in [summary.cells.measures, summary.history.measures, summary.everything.measures] {
      for usage in table { ids.formUnion(usage.otherMeters.map(\.name)) }
    }
    let named = ids.map { (id: $0, name: names[$0]) }
      .sorted { $0.name.precedesBytewise($1.name) }
    let columns = Meter.allCases.map(\.name)
    meters = columns + named.map(\.name)
    others = Dictionary(
      uniqueKeysWithValues: named.enumerated().map { ($1.id, $0 + columns.count) })
    isToken = meters.enumerated().map { column, meter in
      MeterQuantity(meter: meter, quantity: .zero, isOther: column >= columns.count).isToken
    }
  }

  func column(ofMeter name: String) -> Int? {
    meters.firstIndex { $0 == name }
      ?? meters.firstIndex { $0 == MeterDefinition.nameOfTokens(name) }
  }

  /// Adds what a summary counted to a row of columns.
  func add(_ usage: Measures, to row: Int, of values: inout [ExactDecimal]) {
    let start = row * count
    for meter in Meter.allCases where usage.tokens[meter] > 0 {
      let place = start + meter.rawValue
      values[place] = values[place] + ExactDecimal(usage.tokens[meter])
    }
    for other in usage.otherMeters {
      guard let column = others[other.name] else { continue }
      values[start + column] = values[start + column] + ExactDecimal(other.quantity)
    }
    values[start + requests] = values[start + requests] + ExactDecimal(usage.requests)
    values[start + reportedCost] =
      values[start + reportedCost] + ExactDecimal(units: usage.reportedCost)
    values[start + idleTime] = values[start + idleTime] + ExactDecimal(usage.idleTime)
  }

  /// How much of a measure is in a row of columns.
  func quantity(of measure: UsageMeasure, in values: ArraySlice<ExactDecimal>) -> ExactDecimal {
    RowUsage(columns: self, values: values).quantity(of: measure)
  }

  /// A row of columns.
  private struct RowUsage: MeasuredUsage {
    let columns: MeasureColumns
    let values: ArraySlice<ExactDecimal>

    var requests: ExactDecimal { self[columns.requests] }
    var reportedCost: ExactDecimal { self[columns.reportedCost] }
    var idleTime: ExactDecimal { self[columns.idleTime] }
    var tokenTotal: ExactDecimal {
      columns.meters.indices.reduce(.zero) { columns.isToken[$1] ? $0 + self[$1] : $0 }
    }

    func column(_ name: String) -> ExactDecimal? { Meter(name: name).map { self[$0.rawValue] } }

    func other(_ name: String) -> ExactDecimal? {
      columns.meters.lastIndex { $0 == name }.map { self[$0] }
    }

    private subscript(column: Int) -> ExactDecimal { values[values.startIndex + column] }
  }

  /// Puts a row of columns into a lane as pricing sees it.
  func fill(_ lane: inout LaneUsage, with values: [ExactDecimal]) {
    lane.requests = values[requests]
    lane.reportedCost = values[reportedCost]
    lane.idleTime = values[idleTime]
    lane.quantities = meters.indices.compactMap { column in
      values[column] > .zero
        ? MeterQuantity(
          meter: meters[column], quantity: values[column], isOther: column >= Meter.allCases.count)
        : nil
    }
  }
}

/// Where usage counts: on a day of the period or before it, or in what was read around them.
struct UsagePlace: Hashable, Comparable, Sendable {
  enum Part: Int, Sendable { case period, history, before, inside, after }

  let part: Part
  /// Days since 1970; 0 in what is not kept by day.
  let day: Int

  static func < (left: Self, right: Self) -> Bool {
    (left.part.rawValue, left.day) < (right.part.rawValue, right.day)
  }
}

/// A lane's usage, a row of columns for each place where it has some.
struct LaneFlow: Sendable {
  /// Ascending, each once.
  private(set) var places: [UsagePlace] = []
  private(set) var values: [ExactDecimal] = []
  let width: Int

  init(width: Int) { self.width = width }

  init(rows: [(place: UsagePlace, values: [ExactDecimal])], width: Int) {
    self.width = width
    for row in rows.sorted(by: { $0.place < $1.place }) {
      places.append(row.place)
      values += row.values
    }
  }

  var isEmpty: Bool { places.isEmpty }

  func row(_ index: Int) -> ArraySlice<ExactDecimal> {
    values[index * width..<(index + 1) * width]
  }

  /// The same shares of all measures; what is not a share of a whole is rounded at 1e-18.
  func scaled(by factor: ExactDecimal) throws -> LaneFlow {
    guard factor != .one else { return self }
    var scaled = self
    for index in values.indices where values[index].units != 0 {
      scaled.values[index] = try Self.scaled(values[index], by: factor)
    }
    return scaled
  }

  func scaled(_ column: Int, by factor: ExactDecimal) throws -> LaneFlow {
    var scaled = self
    for index in places.indices {
      let place = index * width + column
      scaled.values[place] = try Self.scaled(values[place], by: factor)
    }
    return scaled
  }

  /// What is left after a part of it went elsewhere.
  mutating func subtract(_ part: LaneFlow) {
    for index in values.indices { values[index] = values[index] - part.values[index] }
  }

  mutating func add(_ other: LaneFlow) {
    if isEmpty {
      self = other
    } else if places == other.places {
      for index in values.indices { values[index] = values[index] + other.values[index] }
    } else {
      merge(other)
    }
  }

  private mutating func merge(_ other: LaneFlow) {
    var merged = LaneFlow(width: width)
    var (mine, its) = (0, 0)
    while mine < places.count || its < other.places.count {
      let isMine =
        its == other.places.count || mine < places.count && places[mine] <= other.places[its]
      let isIts =
        mine == places.count || its < other.places.count && other.places[its] <= places[mine]
      merged.places.append(isMine ? places[mine] : other.places[its])
      if isMine && isIts {
        merged.values += zip(row(mine), other.row(its)).map { $0 + $1 }
      } else {
        merged.values += isMine ? row(mine) : other.row(its)
      }
      mine += isMine ? 1 : 0
      its += isIts ? 1 : 0
    }
    self = merged
  }

  /// Of what could be read from a cache, the input and what was read from it, so much is.
  func cached(_ hit: ExactDecimal) throws -> LaneFlow {
    var changed = self
    for index in places.indices {
      let input = index * width + Meter.input.rawValue
      let cacheRead = index * width + Meter.cacheRead.rawValue
      let sum = values[input] + values[cacheRead]
      changed.values[cacheRead] = try sum.times(hit)
      changed.values[input] = sum - changed.values[cacheRead]
    }
    return changed
  }

  /// The sums over the places that hold.
  func sum(where holds: (UsagePlace) -> Bool) -> [ExactDecimal] {
    var sum = Array(repeating: ExactDecimal.zero, count: width)
    for (index, place) in places.enumerated() where holds(place) {
      for column in 0..<width { sum[column] = sum[column] + values[index * width + column] }
    }
    return sum
  }

  /// No measure passes 2^60, as in a summary, so that sums of them fit.
  private static func scaled(
    _ value: ExactDecimal, by factor: ExactDecimal
  ) throws -> ExactDecimal {
    guard let scaled = try? value.times(factor), scaled <= ExactDecimal(1 << 60) else {
      throw ScenarioOverflow()
    }
    return scaled
  }
}

/// Usage that a scenario makes larger than any count.
package struct ScenarioOverflow: Error, CustomStringConvertible {
  package var description: String {
    "a scenario makes more than 2^60 of a measure; look for an impossible percentage"
  }
}
