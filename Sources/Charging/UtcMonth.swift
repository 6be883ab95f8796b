import ExactNumbers
import Metering
import PriceBooks

/// A calendar month in UTC: the period of contracts and of fixed costs.
struct UtcMonth: Hashable {
  let start: Instant
  /// Exclusive.
  let end: Instant

  init(containing instant: Instant) {
    let first = instant.utcDate.monthStart
    start = first.utcMidnight
    end = first.nextMonthStart.utcMidnight
  }

  /// The months that some time lies in, in their order.
  static func months(in time: TimeRange) -> [UtcMonth] {
    var months: [UtcMonth] = []
    var next = time.start
    while next < time.end {
      let month = UtcMonth(containing: next)
      months.append(month)
      next = month.end
    }
    return months
  }

  /// The numbers of its UTC days.
  var days: Range<Int> { start.utcDay..<end.utcDay }

  var seconds: ExactDecimal { (end - start).exactSeconds }

  /// What of a month's amount has accrued by an instant; the parts of a month add up to it exactly.
  func accrued(_ amount: ExactDecimal, by instant: Instant) throws -> ExactDecimal {
    let passed = min(max(instant, start), end) - start
    return try amount.times(passed.exactSeconds, dividedBy: seconds)
  }
}
