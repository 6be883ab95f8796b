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
  /// nil where the days to come cost what those before them did.
  private let expected: ExpectedMonth?
  package let amount: CostAmount
  /// What the month has cost so far.
  package let costToDate: CostAmount
  package let interval: (low: ExactDecimal, high: ExactDecimal)

  /// The estimate of what days cost, those before the period included; nil where there is not one
  /// complete day.
  init?(_ window: MonthWindow, days: [CivilDate: CostAmount], expected: ExpectedMonth?) throws {
    guard
      let estimate = try expected?.estimate
        ?? MonthEstimate(window, costs: days.mapValues(\.amount))
    else { return nil }
    self.estimate = estimate
    self.days = days
    self.expected = expected
    costToDate = estimate.costToDate(days)
    let first = min(estimate.month, estimate.historyFrom)
    let restsOn = days.filter { $0.key >= first && $0.key < estimate.window.nextMonth }.values
    var amount = try expected?.total ?? estimate.total(of: days)
    amount.hasPriced = restsOn.isEmpty || restsOn.contains { $0.hasPriced }
    amount.hasUnpriced = restsOn.contains { $0.hasUnpriced }
    self.amount = amount
    interval = try expected?.interval ?? estimate.interval(around: amount, days)
  }

  package var toDate: ExactDecimal { costToDate.amount }

  /// Whether anything that the estimate rests on has a price; without one there is no amount.
  package var isPriced: Bool { !amount.isUnknown }

  /// None is more than low where nothing has a price.
  package var confidence: MonthEstimate.Confidence { isPriced ? estimate.confidence : .low }

  /// The month up to and with a day.
  func cumulative(through day: CivilDate) throws -> ExactDecimal {
    if let expected, day >= estimate.expectedFrom {
      return expected.cumulative(through: day).amount
    }
    return try estimate.cumulative(through: day, of: days.mapValues(\.amount))
  }

  /// The month in which the data end, and since when there are data.
  static func window(_ request: ReportRequest, _ period: ReportPeriod) -> MonthWindow? {
    let plan = request.summary.plan
    guard let last = period.lastEvent else { return nil }
    let end = request.dataEnd ?? last + .millisecond
    // Before the first record there are no data, whatever the period says.
    let dataStart = plan.period.from.map { max($0, request.summary.firstRead) }
    let start = plan.zone.local(dataStart ?? period.firstEvent ?? end).date
    let history = request.summary.history.keys.map { CivilDate(dayNumber: Int($0.other)) }.min()
    // No method looks back further, and a lone event of another age is no history.
    let oldest = plan.zone.local(end).date.advanced(by: -ReportPeriod.shownDays)
    return MonthWindow(
      dataEndingAt: end, firstDay: max(oldest, min(history ?? start, start)), zone: plan.zone)
  }
}

extension MonthEstimate {
  /// The estimate of costs with their bounds.
  fileprivate func total(of days: [CivilDate: CostAmount]) throws -> CostAmount {
    var total = CostAmount()
    total.amount = try self.total(of: days.mapValues(\.amount))
    total.low = try self.total(of: days.mapValues(\.low))
    total.high = try self.total(of: days.mapValues(\.high))
    return total
  }

  /// What the month's days have cost so far, with its bounds.
  fileprivate func costToDate(_ days: [CivilDate: CostAmount]) -> CostAmount {
    days.filter { window.daysToDate.contains($0.key) }.values.total
  }

  /// From the low end of the 80 % interval around the low bound to the high end of that around the
  /// high one: past errors can't tell how far an assumed split is off.
  fileprivate func interval(
    around amount: CostAmount, _ days: [CivilDate: CostAmount]
  ) throws -> (low: ExactDecimal, high: ExactDecimal) {
    let spent = costToDate(days)
    let figures: [KeyPath<CostAmount, ExactDecimal>] = [\.amount, \.low, \.high]
    let ends = try figures.map { figure in
      try interval(around: amount[keyPath: figure], toDate: spent[keyPath: figure])
    }
    return (ends.map(\.low).reduce(ends[0].low, min), ends.map(\.high).reduce(ends[0].high, max))
  }
}

extension MonthFigures: ReportRow {
  package static let fields: [Field<MonthFigures>] = [
    Field("month", "The month, as 2026-10.") { $0.estimate.month.monthText },
    Field("method", "actual, seasonal or run-rate.") { $0.estimate.method.rawValue },
    Field("amount", "Effective cost in the report's currency.") { $0.amount },
    Field("interval", "The 80 % interval of the month's cost.") {
      $0.isPriced
        ? MonthInterval(low: $0.interval.low, high: $0.interval.high)
        : MonthInterval(low: nil, high: nil)
    },
    Field("actual_to_date", "What the month has cost so far.", in: .money) {
      $0.isPriced ? $0.toDate : nil
    },
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
    ) { $0.confidence.rawValue },
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
  /// nil where nothing has a price.
  let low: ExactDecimal?
  let high: ExactDecimal?

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
    var (earlier, inside) = (tables.earlierDays, tables.days)
    earlier.dropCosts()
    inside.dropCosts()
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
}
