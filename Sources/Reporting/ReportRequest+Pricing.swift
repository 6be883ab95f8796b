import Charging
import Metering
import PriceBooks

extension ReportRequest {
  /// Runs the months that the period touches; nil where no cost depends on them.
  func monthlyCosts(_ period: ReportPeriod) throws -> MonthlyCosts? {
    guard summary.plan.boundaries.splitsDays, let start = period.start, let end = period.end
    else { return nil }
    func lanes(_ phases: Set<UsageSummary.Phase>) throws -> [LaneUsage] {
      try UsageTables.lanes(of: summary, names, in: summary.everything) { key in
        UsageSummary.Phase(rawValue: key.other).map(phases.contains) == true ? Int(key.lane) : nil
      }
    }
    let read = UsageRead(
      before: try lanes([.before]), inside: try lanes([.inside]),
      all: try lanes([.before, .inside, .after]), firstRead: summary.firstRead, start: start,
      end: end)
    return try books.monthlyCosts(of: read, currency: currency)
  }

  func price(
    _ lanes: [LaneUsage], _ monthly: MonthlyCosts?, _ part: PricedPart
  ) throws -> CostSummary {
    guard let monthly else { return try books.price(lanes, currency: currency) }
    return try books.price(lanes, currency: currency, monthly: monthly, part)
  }
}
