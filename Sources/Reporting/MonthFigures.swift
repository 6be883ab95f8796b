package import CostModeling
package import ExactNumbers
import Metering
import Pricing
import Templating

/// The month's estimate with its bounds, and what it was made from.
package struct MonthFigures: Sendable {
  package let estimate: MonthEstimate
  package var amount = RowCost()
  package var toDate = ExactDecimal.zero
  package var interval = (low: ExactDecimal.zero, high: ExactDecimal.zero)

  /// nil where there are no data, or not one complete day of the month.
  init?(
    _ request: ReportRequest, _ period: ReportPeriod, _ tables: UsageTables,
    _ settlement: Settlement?
  ) throws {
    let plan = request.summary.plan
    guard let last = period.lastEvent else { return nil }
    let named = plan.end ?? last + 1
    let end = min(named, request.now ?? named)
    let history = request.summary.history.keys.map { CivilDate(dayNumber: Int($0.other)) }.min()
    let start = plan.start ?? period.firstEvent ?? end
    let firstDay = min(history ?? plan.zone.local(start).date, plan.zone.local(start).date)
    guard
      let estimate = MonthEstimate(dataEndingAt: end, firstDay: firstDay, zone: plan.zone)
    else { return nil }
    self.estimate = estimate
    let days = try Self.days(request, tables, settlement)
    toDate = estimate.toDate(days.mapValues(\.amount))
    amount.amount = try estimate.total(of: days.mapValues(\.amount))
    amount.low = try estimate.total(of: days.mapValues(\.low))
    amount.high = try estimate.total(of: days.mapValues(\.high))
    let next = estimate.month.nextMonthStart
    let monthDays = days.filter { $0.key >= estimate.month && $0.key < next }.values
    amount.hasPriced = monthDays.isEmpty || monthDays.contains { $0.hasPriced }
    amount.hasUnpriced = monthDays.contains { $0.hasUnpriced }
    interval = try estimate.interval(around: amount.amount, toDate: toDate)
  }

  /// The cost of every day read, those before the period included.
  private static func days(
    _ request: ReportRequest, _ tables: UsageTables, _ settlement: Settlement?
  ) throws -> [CivilDate: RowCost] {
    var earlier = tables.earlierDays
    let costs = try request.price(tables.earlierLanes, settlement, .history)
    earlier.takeCosts(costs, meters: tables.meterNames)
    var days: [CivilDate: RowCost] = [:]
    for table in [earlier, tables.days] {
      for (day, cost) in zip(table.keys, table.costs) {
        days[CivilDate(dayNumber: day), default: RowCost()].add(cost)
      }
    }
    return days
  }

  var tree: TemplateValue {
    [
      "month": .text(estimate.month.monthText),
      "method": .text(estimate.method.rawValue),
      "amount": amount.tree,
      "interval": ["percent": 80, "low": .decimal(interval.low), "high": .decimal(interval.high)],
      "actual_to_date": .decimal(toDate),
      "days_complete": .integer(estimate.daysComplete),
      "history_from": .text(estimate.historyFrom.description),
      "confidence": estimate.method == .actual ? "high" : "low",
      "backtest_error_percent": .null,
    ]
  }
}
