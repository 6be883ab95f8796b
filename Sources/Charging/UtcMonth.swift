import ExactNumbers
import Metering
import PriceBooks

/// A calendar month in UTC: the period of contracts and of fixed costs.
struct UtcMonth: Hashable {
  /// Milliseconds since 1970; start inclusive, end exclusive.
  let start: Int64
  let end: Int64

  init(containing instant: Int64) {
    let date = CivilDate(dayNumber: Int(floorDivide(instant, 86_400_000)))
    let first = date.monthStart
    start = Int64(first.dayNumber) * 86_400_000
    end = Int64(first.nextMonthStart.dayNumber) * 86_400_000
  }

  var seconds: ExactDecimal { ExactDecimal(Int(end - start) / 1000) }

  /// What of a month's amount has accrued by an instant; the parts of a month add up to it exactly.
  func accrued(_ amount: ExactDecimal, by instant: Int64) throws -> ExactDecimal {
    let passed = min(max(instant, start), end) - start
    return try amount.times(ExactDecimal(Int(passed)), dividedBy: ExactDecimal(Int(end - start)))
  }
}
