import Charging
package import CostModeling
package import ExactNumbers
package import Metering
import PriceBooks
package import Templating

/// The month's estimate with its bounds, and what it was made from.
package struct MonthFigures: Sendable {
  package let estimate: MonthEstimate
  /// What each day read cost until the data end, those before the period included.
  package let days: [CivilDate: RowCost]
  package var amount = RowCost()
  package var toDate = ExactDecimal.zero
  package var interval = (low: ExactDecimal.zero, high: ExactDecimal.zero)

  /// The estimate of what days cost, those before the period included.
  init(_ estimate: MonthEstimate, days: [CivilDate: RowCost]) throws {
    self.estimate = estimate
    self.days = days
    toDate = estimate.toDate(days.mapValues(\.amount))
    amount.amount = try estimate.total(of: days.mapValues(\.amount))
    amount.low = try estimate.total(of: days.mapValues(\.low))
    amount.high = try estimate.total(of: days.mapValues(\.high))
    let first = min(estimate.month, estimate.historyFrom)
    let restsOn = days.filter { $0.key >= first && $0.key < estimate.window.nextMonth }.values
    amount.hasPriced = restsOn.isEmpty || restsOn.contains { $0.hasPriced }
    amount.hasUnpriced = restsOn.contains { $0.hasUnpriced }
    interval = try estimate.interval(around: amount.amount, toDate: toDate)
  }

  /// Chooses the method by what days cost; nil where there are no data, or not one complete day.
  static func estimate(
    _ request: ReportRequest, _ period: ReportPeriod, costs: [CivilDate: RowCost]
  ) throws -> MonthEstimate? {
    guard let window = window(request, period) else { return nil }
    return try MonthEstimate(window, costs: costs.mapValues(\.amount))
  }

  /// The month in which the data end, and since when there are data.
  static func window(_ request: ReportRequest, _ period: ReportPeriod) -> MonthWindow? {
    let plan = request.summary.plan
    guard let last = period.lastEvent else { return nil }
    let namedEnd = request.dataEnd ?? last + .millisecond
    let end = min(namedEnd, request.now ?? namedEnd)
    // Before the first record there are no data, whatever the period says.
    let dataStart = plan.period.from.map { max($0, request.summary.firstRead) }
    let start = plan.zone.local(dataStart ?? period.firstEvent ?? end).date
    let history = request.summary.history.keys.map { CivilDate(dayNumber: Int($0.other)) }.min()
    return MonthWindow(
      dataEndingAt: end, firstDay: min(history ?? start, start), zone: plan.zone)
  }

  package var tree: TemplateValue {
    [
      "month": .text(estimate.month.monthText),
      "method": .text(estimate.method.rawValue),
      "amount": amount.tree,
      "interval": ["percent": 80, "low": .decimal(interval.low), "high": .decimal(interval.high)],
      "actual_to_date": .decimal(toDate),
      "days_complete": .integer(estimate.daysComplete),
      "history_from": .text(estimate.historyFrom.description),
      "confidence": .text(estimate.confidence.rawValue),
      "backtest_error_percent": MeasuresTree.decimal(estimate.errors?.weightedPercent),
      "reason": .text(estimate.reason.text),
    ]
  }
}

extension ReportRequest {
  /// What each day read cost until the data end, of two prices: of the period, and of what is
  /// before it.
  func days(
    _ tables: UsageTables, inPeriod: CostSummary, before: CostSummary
  ) throws -> [CivilDate: RowCost] {
    var (earlier, inside) = try daysToDate(tables)
    earlier.takeCosts(before, meters: tables.meterNames)
    inside.takeCosts(inPeriod, meters: tables.meterNames)
    var days: [CivilDate: RowCost] = [:]
    for table in [earlier, inside] {
      for (day, cost) in zip(table.keys, table.costs) {
        days[CivilDate(dayNumber: day), default: RowCost()].add(cost)
      }
    }
    return days
  }

  /// The usage of the days before the period and of those in it, without what comes after `now`.
  private func daysToDate(
    _ tables: UsageTables
  ) throws -> (before: UsageTable<Int>, inside: UsageTable<Int>) {
    var (earlier, inside) = (tables.earlierDays, tables.days)
    if let now {
      (earlier, inside) = (UsageTable(), UsageTable())
      for (key, usage) in zip(summary.history.keys, summary.history.measures)
      where tables.earlierLanes[Int(key.lane)].windowStart < now {
        try earlier.add(usage, lane: Int(key.lane), to: Int(key.other))
      }
      for (key, usage) in zip(summary.cells.keys, summary.cells.measures)
      where tables.lanes[Int(key.lane)].windowStart < now {
        try inside.add(usage, lane: Int(key.lane), to: Int(key.day))
      }
    }
    earlier.rank(by: <)
    inside.rank(by: <)
    earlier.dropCosts()
    inside.dropCosts()
    return (earlier, inside)
  }
}
