package import Charging
package import CostModeling
package import ExactNumbers
package import Metering
import PriceBooks

/// The month's estimate with its bounds, and what it was made from.
package struct MonthFigures: Sendable {
  package let estimate: MonthEstimate
  /// What each day read cost until the data end, those before the period included.
  package let days: [CivilDate: CostAmount]
  package var amount = CostAmount()
  package var toDate = ExactDecimal.zero
  package var interval = (low: ExactDecimal.zero, high: ExactDecimal.zero)

  /// The estimate of what days cost, those before the period included.
  init(_ estimate: MonthEstimate, days: [CivilDate: CostAmount]) throws {
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
    _ request: ReportRequest, _ period: ReportPeriod, costs: [CivilDate: CostAmount]
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
}

extension MonthFigures: ReportRow {
  package static let fields: [Field<MonthFigures>] = [
    Field("month", "The month, as 2026-10.") { $0.estimate.month.monthText },
    Field("method", "actual, seasonal or run-rate.") { $0.estimate.method.rawValue },
    Field("amount", "Effective cost in the report's currency.") { $0.amount },
    Field("interval", "The 80 % interval of the month's cost.") {
      MonthInterval(low: $0.interval.low, high: $0.interval.high)
    },
    Field("actual_to_date", "What the month has cost so far.", in: .money) { $0.toDate },
    Field("days_complete", "Days of the month that ended before the data do.", in: .days) {
      $0.estimate.daysComplete
    },
    Field("history_from", "The first day that the estimate rests on.") {
      $0.estimate.historyFrom
    },
    Field(
      "confidence",
      "high: the month is over; medium: the interval rests on the method's own past "
        + "errors; low: on a fixed table."
    ) { $0.estimate.confidence.rawValue },
    Field(
      "backtest_error_percent",
      "How far the method was off on these data with as many days to go: "
        + "the sum of its errors in percent of the sum of what it cost (WAPE).", in: .percent
    ) { $0.estimate.errors?.weightedPercent },
    Field("reason", "Why this method.") { $0.estimate.reason.text },
  ]
}

/// The interval that a month's cost lies in.
struct MonthInterval: ReportRow {
  let low: ExactDecimal
  let high: ExactDecimal

  static let fields: [Field<MonthInterval>] = [
    Field("percent", "How often the interval is meant to hold.", in: .percent) { _ in 80 },
    Field("low", FieldText.low, in: .money) { $0.low },
    Field("high", "The most it is expected to be.", in: .money) { $0.high },
  ]
}

extension ReportRequest {
  /// What each day read cost until the data end, of two prices: of the period, and of what is
  /// before it.
  func days(
    _ tables: UsageTables, inPeriod: CostSummary, before: CostSummary
  ) throws -> [CivilDate: CostAmount] {
    var (earlier, inside) = try daysToDate(tables)
    earlier.takeCosts(before, meters: tables.meterNames)
    inside.takeCosts(inPeriod, meters: tables.meterNames)
    var days: [CivilDate: CostAmount] = [:]
    for table in [earlier, inside] {
      for (day, cost) in zip(table.keys, table.costs) {
        days[CivilDate(dayNumber: day), default: CostAmount()].add(cost)
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
