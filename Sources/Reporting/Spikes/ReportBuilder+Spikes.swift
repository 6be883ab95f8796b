import Charging
import CostModeling
import ExactNumbers
import Metering
import PriceBooks
import Templating

extension ReportBuilder {
  /// The period's complete days that cost far more than days like them, and what made them so.
  func spikes() throws -> [TemplateValue] {
    guard let month, let first = period.days.first, let last = period.days.last else { return [] }
    let complete = month.estimate.window.completeDays
    let costs = DailyCosts(month.days.mapValues(\.amount), over: complete)
    let spikes = try costs.spikes(in: first..<last.advanced(by: 1))
    guard !spikes.isEmpty else { return [] }
    let parts = try SpikeParts(self, days: Set(spikes.flatMap { [$0.day] + $0.likeDays }))
    return try spikes.map { spike in
      let cause = SpikeCause(
        spike, requests: parts.requests, priceEffect: try priceEffect(spike))
      let served = parts.topServed(spike) { name($0.backend) + "\0" + name($0.model) }
      let tool = parts.topTool(spike, name: name)
      return [
        "date": .text(spike.day.description), "cost": (month.days[spike.day] ?? RowCost()).tree,
        "expected": .decimal(spike.expected), "excess": .decimal(spike.excess),
        "cause": .text(cause.rawValue), "reason": .text(cause.text),
        "backend": .text(name(served?.0.backend ?? .none)),
        "model": .text(name(served?.0.model ?? .none)),
        "contribution": served.map { .decimal($0.1) } ?? .null,
        "tool": tool.map { .text(name($0)) } ?? .null,
      ]
    }
  }

  /// What the day's usage costs more at its own prices than at those of a week before.
  private func priceEffect(_ spike: CostSpike) throws -> ExactDecimal {
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
package enum SpikeCause: String, Sendable {
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
