import Charging
import CostModeling
package import ExactNumbers
import Metering
import Names
import PriceBooks

/// What local usage would have cost at the baseline.
package struct Savings: ReportRow {
  package let baseline: String
  package let actual: ExactDecimal
  package let wouldHave: ExactDecimal
  package let perMonth: ExactDecimal?

  package var saved: ExactDecimal { wouldHave - actual }

  package static let fields: [Field<Savings>] = [
    Field("baseline", "The backend that it is compared with.") { $0.baseline },
    Field("actual", "What the local usage cost.", in: .money) { $0.actual },
    Field("would_have", "What it would have cost at the baseline.", in: .money) { $0.wouldHave },
    Field("saved", "would_have − actual.", in: .money) { $0.saved },
    Field("per_month", FieldText.perMonth, in: .money) { $0.perMonth },
  ]
}

extension Savings {
  /// nil where nothing was local, or where some of it has no price.
  init?(_ usage: PricedUsage) throws {
    let request = usage.request
    let moved = Self.movedToBaseline(usage.tables.lanes, request)
    guard moved.contains(where: { $0.requests > .zero }) else { return nil }
    let actual = Self.localPart(of: usage.costs, request)
    let wouldHave = try request.books.price(moved, currency: request.currency)
    guard wouldHave.unpriced.isEmpty, actual.unpriced.isEmpty else { return nil }
    self.init(
      baseline: request.baseline, actual: actual.list, wouldHave: wouldHave.list,
      perMonth: try Self.perMonth(usage, wouldHave, less: actual))
  }

  private static func isLocal(_ backend: String, _ request: ReportRequest) -> Bool {
    request.localBackends.contains { Glob($0).matches(backend) }
  }

  /// What was local, as if the baseline had served it; of all else nothing.
  private static func movedToBaseline(
    _ lanes: [LaneUsage], _ request: ReportRequest
  ) -> [LaneUsage] {
    lanes.map { lane in
      var lane = lane
      // Pricing passes over what no request stands for.
      if !isLocal(lane.backend, request) { lane.requests = .zero }
      lane.backend = request.baseline
      lane.model = nil
      lane.origin = .counted
      return lane
    }
  }

  private static func localPart(of costs: CostSummary, _ request: ReportRequest) -> CostSummary {
    var costs = costs
    costs.contract = []
    costs.charges.removeAll { !isLocal($0.backend, request) }
    costs.unpriced.removeAll { !isLocal($0.backend, request) }
    return costs
  }

  /// The month's saving, by the estimate's method; what is before the period counts for the level.
  private static func perMonth(
    _ usage: PricedUsage, _ wouldHave: CostSummary, less actual: CostSummary
  ) throws -> ExactDecimal? {
    guard let estimate = usage.month?.estimate else { return nil }
    let request = usage.request
    let earlier = movedToBaseline(usage.tables.earlierLanes, request)
    let before = try request.books.price(earlier, currency: request.currency)
    let one = try request.days(usage.tables, inPeriod: wouldHave, before: before)
    let other = try request.days(
      usage.tables, inPeriod: actual, before: localPart(of: usage.earlierCosts, request))
    return try estimate.total(of: one.mapValues(\.amount))
      - estimate.total(of: other.mapValues(\.amount))
  }
}
