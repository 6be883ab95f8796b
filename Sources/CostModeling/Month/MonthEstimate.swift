package import ExactNumbers
package import Metering

/// What the calendar month in which the data end will have cost.
///
/// Actual to date, plus for each day that is left what a method says. The method is chosen once,
/// from the effective costs; the estimates of parts and of other prices then follow it, so they add
/// up. The day in progress counts for the larger of what it has cost and what it is expected to.
///
///     let window = MonthWindow(dataEndingAt: end, firstDay: first, zone: zone)
///     let estimate = try MonthEstimate(window, costs: days)
///     try estimate?.total(of: days)
package struct MonthEstimate: Sendable {
  package enum Method: String, Sendable {
    case actual
    case seasonal
    case runRate = "run-rate"
  }

  package enum Confidence: String, Sendable {
    /// The month is over.
    case high
    /// The interval rests on the method's errors on these data.
    case medium
    /// The interval rests on a fixed table.
    case low
  }

  package let window: MonthWindow
  package let method: Method
  package let reason: MethodReason
  package let projection: DailyProjection
  /// nil with less than 21 days of data + 1.5 × the days left.
  package let backTest: BackTest?
  /// The first day whose costs the estimate rests on.
  package let historyFrom: CivilDate
  /// The first day that counts for its expectation.
  package let expectedFrom: CivilDate

  /// nil where not one day is complete.
  package init?(
    _ window: MonthWindow, costs: [CivilDate: ExactDecimal]
  ) throws(ExactNumberError) {
    guard !window.completeDays.isEmpty else { return nil }
    self.window = window
    let days = DailyCosts(costs, over: window.completeDays)
    let elapsed = window.completeDaysOfMonth
    let last = window.completeUntil
    let recent = max(window.firstDay, last.advanced(by: -DailyProjection.levelLength))..<last
    let runRate = DailyProjection.flat(elapsed.isEmpty ? recent : elapsed)
    backTest = try BackTest(days, horizon: window.daysLeft.count, elapsed: elapsed.count)
    reason = MethodReason(window, backTest)
    method = reason.method
    if method == .seasonal {
      projection = try .seasonal(days, until: days.count)
      let history = last.advanced(by: -DailyCosts.historyLength)
      historyFrom = max(window.firstDay, history)
    } else {
      projection = runRate
      historyFrom = runRate.window.lowerBound
    }
    expectedFrom = try Self.expectedFrom(window, projection, costs)
  }

  /// The day in progress, where less was spent than is expected of it; else the day after it.
  private static func expectedFrom(
    _ window: MonthWindow, _ projection: DailyProjection, _ costs: [CivilDate: ExactDecimal]
  ) throws(ExactNumberError) -> CivilDate {
    guard let open = window.openDay else { return window.completeUntil }
    let next = open.advanced(by: 1)
    let expected = try projection.sum(over: open..<next, from: costs)
    return expected > costs[open] ?? .zero ? open : next
  }

  package var month: CivilDate { window.month }
  package var daysComplete: Int { window.completeDaysOfMonth.count }

  /// The errors of the method in use.
  package var errors: PastErrors? {
    method == .seasonal ? backTest?.seasonal : method == .runRate ? backTest?.runRate : nil
  }

  package var confidence: Confidence {
    if method == .actual { return .high }
    return errors?.factor == nil ? .low : .medium
  }
}

extension MonthEstimate {
  /// What the month's days have cost so far.
  package func toDate(_ days: [CivilDate: ExactDecimal]) -> ExactDecimal {
    window.daysToDate.reduce(.zero) { $0 + (days[$1] ?? .zero) }
  }

  /// The days of the month that count for what is expected of them.
  package var expectedDays: Range<CivilDate> {
    expectedFrom..<max(expectedFrom, window.nextMonth)
  }

  /// The month's sum, from the sums of its days and of those before it.
  package func total(of days: [CivilDate: ExactDecimal]) throws(ExactNumberError) -> ExactDecimal {
    try cumulative(through: window.nextMonth.advanced(by: -1), of: days)
  }

  /// The month's sum up to and with a day.
  package func cumulative(
    through day: CivilDate, of days: [CivilDate: ExactDecimal]
  ) throws(ExactNumberError) -> ExactDecimal {
    let end = day.advanced(by: 1)
    let known = (window.month..<max(window.month, min(end, expectedFrom)))
    let spent = known.reduce(ExactDecimal.zero) { $0 + (days[$1] ?? .zero) }
    guard end > expectedFrom else { return spent }
    return try spent + projection.sum(over: expectedFrom..<end, from: days)
  }

  /// The month's sum of something that is known only from a day on: the days before it count for
  /// what the method says, too.
  package func total(
    of days: [CivilDate: ExactDecimal], knownFrom first: CivilDate
  ) throws(ExactNumberError) -> ExactDecimal {
    guard first > window.firstDay, let projection = projection.covering(from: first) else {
      return try total(of: days)
    }
    let start = max(window.month, first)
    let spent = (start..<max(start, expectedFrom)).reduce(ExactDecimal.zero) {
      $0 + (days[$1] ?? .zero)
    }
    let before = max(window.month, window.firstDay)..<max(window.month, window.firstDay, first)
    let left = expectedFrom..<max(expectedFrom, window.nextMonth)
    return try spent + projection.sum(over: before, from: days)
      + projection.sum(over: left, from: days)
  }

  /// The 80 % interval around an estimate; never below what was spent already.
  ///
  /// Around what is left where the method's past errors say how far, else around the whole month.
  package func interval(
    around amount: ExactDecimal, toDate: ExactDecimal
  ) throws(ExactNumberError) -> (low: ExactDecimal, high: ExactDecimal) {
    guard method != .actual else { return (amount, amount) }
    if let factor = errors?.factor {
      let left = max(.zero, amount - toDate)
      return (
        toDate + (try left.times(.one, dividedBy: factor)), toDate + (try left.times(factor))
      )
    }
    let factors = ErrorTable.factors(daysComplete: daysComplete)
    return (
      max(min(toDate, amount), try amount.times(factors.low)), try amount.times(factors.high)
    )
  }
}
