package import ExactNumbers
package import Metering

/// What the calendar month in which the data end will have cost.
///
/// By run rate: what was spent to date, plus for each day that is left the mean of the complete
/// days. The day in progress counts for what it has cost, or for the mean where that is more. It is
/// never a multiple of an arbitrary period.
package struct MonthEstimate: Sendable {
  package enum Method: String, Sendable {
    case actual
    case runRate = "run-rate"
  }

  package let month: CivilDate
  package let method: Method
  package let daysComplete: Int
  /// The first day whose costs the estimate rests on.
  package let historyFrom: CivilDate
  /// Days of the month that have not begun when the data end.
  private let daysLeft: Int
  private let openDay: CivilDate?

  /// The data run up to `end`, in milliseconds since 1970, and begin on the local day `firstDay`;
  /// nil where not one day of the month is complete.
  package init?(dataEndingAt end: Int64, firstDay: CivilDate, zone: ZoneOffsets) {
    // Data that end at midnight end with the day before.
    let last = zone.local(end - 1).date
    month = last.monthStart
    let after = month.nextMonthStart
    historyFrom = max(month, firstDay)
    let isLastComplete = zone.start(of: last.advanced(by: 1)) <= end
    let completeUntil = isLastComplete ? last.advanced(by: 1) : last
    daysComplete = completeUntil.dayNumber - historyFrom.dayNumber
    daysLeft = after.dayNumber - last.dayNumber - 1
    openDay = isLastComplete ? nil : last
    method = daysLeft == 0 && isLastComplete ? .actual : .runRate
    guard daysComplete > 0 else { return nil }
  }

  /// The month's sum, from the sums of its days.
  package func total(of days: [CivilDate: ExactDecimal]) throws(ExactNumberError) -> ExactDecimal {
    let actual = toDate(days)
    guard method == .runRate else { return actual }
    let open = openDay.flatMap { days[$0] } ?? .zero
    let complete = ExactDecimal(daysComplete)
    let left = try (actual - open).times(ExactDecimal(daysLeft), dividedBy: complete)
    guard openDay != nil else { return actual + left }
    let rate = try (actual - open).times(.one, dividedBy: complete)
    return actual + left + max(.zero, rate - open)
  }

  /// What the month's days have cost so far.
  package func toDate(_ days: [CivilDate: ExactDecimal]) -> ExactDecimal {
    let next = month.nextMonthStart
    return days.reduce(.zero) { sum, day in
      day.key >= month && day.key < next ? sum + day.value : sum
    }
  }

  /// The 80 % interval around an estimate; never below what was spent already.
  ///
  /// The factors are e^±x for the log errors x that run rate made on simulated accounts, by how many
  /// days were complete: a fixed table, and so of low confidence.
  package func interval(
    around amount: ExactDecimal, toDate: ExactDecimal
  ) throws(ExactNumberError) -> (low: ExactDecimal, high: ExactDecimal) {
    guard method == .runRate else { return (amount, amount) }
    let row = Self.errors.last { $0.day <= daysComplete } ?? Self.errors[0]
    let low = try amount.times(ExactDecimal(units: row.low))
    let high = try amount.times(ExactDecimal(units: row.high))
    return (max(min(toDate, amount), low), high)
  }

  private static let errors: [(day: Int, low: Int128, high: Int128)] = [
    (1, 496_585_303_791_000_000, 2_013_752_707_470_000_000),
    (2, 548_811_636_094_000_000, 1_822_118_800_391_000_000),
    (3, 606_530_659_713_000_000, 1_648_721_270_700_000_000),
    (5, 683_861_409_212_000_000, 1_462_284_589_434_000_000),
    (7, 755_783_741_456_000_000, 1_323_129_812_337_000_000),
    (10, 802_518_797_962_000_000, 1_246_076_730_587_000_000),
    (15, 860_707_976_425_000_000, 1_161_834_242_728_000_000),
    (20, 904_837_418_036_000_000, 1_105_170_918_076_000_000),
    (25, 951_229_424_501_000_000, 1_051_271_096_376_000_000),
  ]
}
