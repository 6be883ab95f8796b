import Charging
import ExactNumbers
import Metering
import PriceBooks

/// Usage with what it costs, by backend and by day.
struct PricedScenario {
  let columns: MeasureColumns
  /// Lanes as prices see them: those that differ in a scenario's conditions alone are one.
  private var keys = KeyIndex<Lane>()
  private var templates: [LaneUsage] = []
  private var flows: [LaneFlow] = []
  var monthly: MonthlyCosts?
  private(set) var costs = CostSummary(currency: "")

  init(_ usage: ScenarioUsage, boundaries: PriceBoundaries, names: NameTable) {
    columns = usage.columns
    add(usage, boundaries: boundaries, names: names)
  }

  mutating func add(_ usage: ScenarioUsage, boundaries: PriceBoundaries, names: NameTable) {
    for (lane, flow) in zip(usage.lanes.keys, usage.flows) where !flow.isEmpty {
      var key = lane
      key.conditions = .none
      let (index, isNew) = keys.index(of: key)
      if isNew {
        templates.append(LaneUsage(key, boundaries: boundaries, names: names))
        flows.append(flow)
      } else {
        flows[index].add(flow)
      }
    }
  }

  /// What pricing sees of the usage at some places.
  func lanes(where holds: (UsagePlace) -> Bool) -> [LaneUsage] {
    zip(templates, flows).map { template, flow in
      var lane = template
      columns.fill(&lane, with: flow.sum(where: holds))
      return lane
    }
  }

  mutating func price(_ books: PriceBooks, currency: String) throws {
    costs = try price(.period, books, currency)
  }

  private func price(
    _ part: PricedPart, _ books: PriceBooks, _ currency: String
  ) throws -> CostSummary {
    let wanted: UsagePlace.Part = part == .period ? .period : .history
    let lanes = lanes { $0.part == wanted }
    guard let monthly else { return try books.price(lanes, currency: currency) }
    return try books.price(lanes, currency: currency, monthly: monthly, part)
  }

  /// Requests of the period.
  var requests: ExactDecimal {
    flows.reduce(.zero) { $0 + $1.sum { $0.part == .period }[columns.requests] }
  }

  /// What each backend with usage costs, by the bytes of its name.
  var backends: [(name: String, cost: CostAmount)] {
    var rows: [ByteName: CostAmount] = [:]
    for (template, flow) in zip(templates, flows)
    where flow.places.contains(where: { $0.part == .period }) {
      rows[ByteName(template.backend)] = CostAmount()
    }
    let shared = share(costs) { part, _ in
      [(ByteName(templates[part.lane].backend), part.quantity)]
    }
    rows.merge(shared) { $1 }
    return rows.sorted { $0.key < $1.key }.map { (name: $0.key.text, cost: $0.value) }
  }

  /// What each day costs, those before the period included.
  func days(_ books: PriceBooks, currency: String) throws -> [CivilDate: CostAmount] {
    var sums = days(costs, .period)
    let earlier = days(try price(.history, books, currency), .history)
    for (day, cost) in earlier { sums[day, default: CostAmount()].add(cost) }
    return Dictionary(
      uniqueKeysWithValues: sums.map { (CivilDate(dayNumber: $0.key), $0.value) })
  }

  /// What the usage of each day would cost at the list prices of one instant, without costs of the
  /// month: how much was used, whatever it cost then.
  func days(
    _ books: PriceBooks, pricesAt instant: Instant, currency: String
  ) throws -> [CivilDate: CostAmount] {
    var sums: [CivilDate: CostAmount] = [:]
    for part in [UsagePlace.Part.history, .period] {
      var lanes = lanes { $0.part == part }
      for index in lanes.indices {
        lanes[index].windowStart = instant
        lanes[index].utcDay = lanes[index].utcDay.map { _ in instant.utcDay }
      }
      let costs = try books.price(lanes, currency: currency)
      for (day, cost) in days(costs, part) {
        sums[CivilDate(dayNumber: day), default: CostAmount()].add(cost)
      }
    }
    return sums
  }

  private func days(_ costs: CostSummary, _ wanted: UsagePlace.Part) -> [Int: CostAmount] {
    var days: [Int: CostAmount] = [:]
    for place in flows.flatMap(\.places) where place.part == wanted {
      if days[place.day] == nil { days[place.day] = CostAmount() }
    }
    let shared = share(costs) { part, measure in
      let flow = flows[part.lane]
      return flow.places.indices.filter { flow.places[$0].part == wanted }.map { index in
        (flow.places[index].day, columns.quantity(of: measure, in: flow.row(index)))
      }
    }
    return days.merging(shared) { $1 }
  }

  /// Divides every cost over keys by what of its measure falls on each; the parts add up exactly.
  private func share<Key: Hashable & Comparable>(
    _ costs: CostSummary,
    over keys: (LanePart, UsageMeasure) -> [(key: Key, quantity: ExactDecimal)]
  ) -> [Key: CostAmount] {
    var amounts: [Key: CostAmount] = [:]
    for share in costs.charges.flatMap(\.shares) + costs.contract.flatMap(\.shares) {
      var weights: [Key: Int128] = [:]
      for part in share.parts {
        for (key, quantity) in keys(part, share.measure) where quantity.units > 0 {
          weights[key, default: 0] += quantity.units
        }
      }
      let ordered = weights.sorted { $0.key < $1.key }
      let parts = [share.amount, share.low, share.high].map { $0.shared(by: ordered.map(\.value)) }
      for (index, weight) in ordered.enumerated() {
        var cost = CostAmount()
        (cost.amount, cost.low, cost.high) = (parts[0][index], parts[1][index], parts[2][index])
        cost.hasPriced = true
        amounts[weight.key, default: CostAmount()].add(cost)
      }
    }
    for usage in costs.unpriced {
      for part in usage.parts {
        for (key, quantity) in keys(part, UsageMeasure(meter: usage.meter)) where quantity > .zero {
          amounts[key, default: CostAmount()].hasUnpriced = true
        }
      }
    }
    return amounts
  }
}

/// A name that equals another where their bytes do.
private struct ByteName: Hashable, Comparable {
  let bytes: [UInt8]

  init(_ text: String) { bytes = Array(text.utf8) }

  var text: String { String(decoding: bytes, as: UTF8.self) }

  static func < (left: Self, right: Self) -> Bool {
    left.bytes.lexicographicallyPrecedes(right.bytes)
  }
}
