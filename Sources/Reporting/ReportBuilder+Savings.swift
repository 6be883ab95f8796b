import Charging
import CostModeling
import ExactNumbers
import Metering
import PriceBooks
import Templating

extension ReportBuilder {
  /// What local usage would have cost at the baseline; null where nothing was local.
  func savings() throws -> TemplateValue {
    let moved = movedToBaseline(tables.lanes)
    guard moved.contains(where: { $0.requests > .zero }) else { return .null }
    let actual = localPart(of: costs)
    let wouldHave = try request.books.price(moved, currency: request.currency)
    guard wouldHave.unpriced.isEmpty, actual.unpriced.isEmpty else { return .null }
    let (spent, baseline) = (actual.list, wouldHave.list)
    return [
      "baseline": .text(request.baseline), "actual": .decimal(spent),
      "would_have": .decimal(baseline), "saved": .decimal(baseline - spent),
      "per_month": MeasuresTree.decimal(try savedPerMonth(wouldHave, less: actual)),
    ]
  }

  private func isLocal(_ backend: String) -> Bool {
    request.localBackends.contains { Glob($0).matches(backend) }
  }

  /// What was local, as if the baseline had served it; of all else nothing.
  private func movedToBaseline(_ lanes: [LaneUsage]) -> [LaneUsage] {
    lanes.map { lane in
      var lane = lane
      // Pricing passes over what no request stands for.
      if !isLocal(lane.backend) { lane.requests = .zero }
      lane.backend = request.baseline
      lane.model = nil
      lane.origin = .counted
      return lane
    }
  }

  private func localPart(of costs: CostSummary) -> CostSummary {
    var costs = costs
    costs.contract = []
    costs.charges.removeAll { !isLocal($0.backend) }
    costs.unpriced.removeAll { !isLocal($0.backend) }
    return costs
  }

  /// The month's saving, by the estimate's method; what is before the period counts for the level.
  private func savedPerMonth(
    _ wouldHave: CostSummary, less actual: CostSummary
  ) throws -> ExactDecimal? {
    guard let month else { return nil }
    let earlier = movedToBaseline(tables.earlierLanes)
    let before = try request.books.price(earlier, currency: request.currency)
    let one = try request.days(tables, inPeriod: wouldHave, before: before)
    let other = try request.days(
      tables, inPeriod: actual, before: localPart(of: earlierCosts))
    return try month.estimate.total(of: one.mapValues(\.amount))
      - month.estimate.total(of: other.mapValues(\.amount))
  }
}
