import Charging
import CostModeling
import ExactNumbers
import Metering
import PriceBooks

/// A complete day that cost far more than days like it, and what made it so.
struct SpikeRow: ReportRow {
  let date: CivilDate
  let cost: CostAmount
  let expected: ExactDecimal
  let excess: ExactDecimal
  let cause: SpikeCause
  let backend: String
  let model: String
  let contribution: ExactDecimal?
  let tool: String?

  static let fields: [Field<SpikeRow>] = [
    Field("date", "The local day.") { $0.date },
    Field("cost", "What it cost.") { $0.cost },
    Field("expected", "The median of days like it.", in: .money) { $0.expected },
    Field("excess", "cost − expected.", in: .money) { $0.excess },
    Field("cause", "volume, price or mix.") { $0.cause.rawValue },
    Field("reason", "The cause in words.") { $0.cause.text },
    Field("backend", "The backend that went most above its usual cost.") { $0.backend },
    Field("model", "Its model.") { $0.model },
    Field("contribution", "How much they went above it.", in: .money) { $0.contribution },
    Field("tool", "The tool; null where no day like it lies in the period.") { $0.tool },
  ]

  static func rows(_ usage: PricedUsage) throws -> [SpikeRow] {
    guard let month = usage.month else { return [] }
    let complete = month.estimate.window.completeDays
    let costs = DailyCosts(month.days.mapValues(\.amount), over: complete)
    let spikes = try costs.spikes(in: usage.period.days)
    guard !spikes.isEmpty else { return [] }
    let parts = try SpikeParts(usage, days: Set(spikes.flatMap { [$0.day] + $0.likeDays }))
    return try spikes.map { try SpikeRow($0, parts, usage, cost: month.days[$0.day]) }
  }

  private init(
    _ spike: CostSpike, _ parts: SpikeParts, _ usage: PricedUsage, cost: CostAmount?
  ) throws {
    let served = parts.topServed(spike) { usage.name($0.backend) + "\0" + usage.name($0.model) }
    date = spike.day
    self.cost = cost ?? CostAmount()
    expected = spike.expected
    excess = spike.excess
    cause = SpikeCause(
      spike, requests: parts.requests, priceEffect: try usage.priceEffect(spike))
    backend = usage.name(served?.0.backend ?? .none)
    model = usage.name(served?.0.model ?? .none)
    contribution = served?.1
    tool = parts.topTool(spike, name: usage.name).map(usage.name)
  }
}

extension PricedUsage {
  /// What the day's usage costs more at its own prices than at those of a week before.
  fileprivate func priceEffect(_ spike: CostSpike) throws -> ExactDecimal {
    let instants = request.summary.plan.boundaries.instants
    let before = zone.start(of: spike.day.advanced(by: -7))
    let window = instants.last { $0 <= before } ?? .distantPast
    let lanes = try UsageTables.lanes(of: request.summary, request.names, in: request.summary.cells)
    { Int($0.day) == spike.day.dayNumber ? Int($0.lane) : nil }
    let earlier = lanes.map { lane in
      var lane = lane
      lane.windowStart = min(lane.windowStart, window)
      return lane
    }
    return try request.books.price(lanes, currency: request.currency).list
      - request.books.price(earlier, currency: request.currency).list
  }
}

/// Why a day cost more than was to be expected.
enum SpikeCause: String, Sendable {
  case volume
  case price
  case mix

  /// The largest of: more requests at the cost of those before, new prices for the same usage, and
  /// what is left, which is more tokens a request or dearer models.
  init(
    _ spike: CostSpike, requests: [CivilDate: Int], priceEffect: ExactDecimal
  ) {
    let usual = spike.likeDays.reduce(0) { $0 + (requests[$1] ?? 0) }
    let now = (requests[spike.day] ?? 0) * spike.likeDays.count
    let scaled = try? spike.expected.times(
      ExactDecimal(now - usual), dividedBy: ExactDecimal(max(1, usual)))
    let volume = min(scaled ?? spike.excess, spike.cost)
    let mix = spike.excess - volume - priceEffect
    self = volume >= max(priceEffect, mix) ? .volume : priceEffect >= mix ? .price : .mix
  }

  var text: String {
    switch self {
    case .volume: "more requests"
    case .price: "new prices"
    case .mix: "more tokens a request, or dearer models"
    }
  }
}
