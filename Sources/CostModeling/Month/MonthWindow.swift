package import Metering

/// The calendar month in which the data end, and which of its days they cover.
package struct MonthWindow: Hashable, Sendable {
  /// The month's first day.
  package let month: CivilDate
  /// The first day that the data cover, in this month or before it.
  package let firstDay: CivilDate
  /// The first day that is not over when the data end.
  package let completeUntil: CivilDate
  /// The day in progress; nil where the data end at midnight.
  package let openDay: CivilDate?

  /// The data run up to `end` and begin on the local day `firstDay`.
  package init(dataEndingAt end: Instant, firstDay: CivilDate, zone: ZoneOffsets) {
    // Data that end at midnight end with the day before.
    let last = zone.local(end - .millisecond).date
    let isComplete = zone.start(of: last.advanced(by: 1)) <= end
    month = last.monthStart
    completeUntil = isComplete ? last.advanced(by: 1) : last
    openDay = isComplete ? nil : last
    self.firstDay = min(firstDay, completeUntil)
  }

  package var nextMonth: CivilDate { month.nextMonthStart }

  /// All complete days that the data cover.
  package var completeDays: Range<CivilDate> { firstDay..<completeUntil }

  /// The complete days of the month that the data cover.
  package var completeDaysOfMonth: Range<CivilDate> {
    min(max(month, firstDay), completeUntil)..<completeUntil
  }

  /// The days of the month that the data reach into, the one in progress last.
  package var daysToDate: Range<CivilDate> {
    month..<max(month, openDay?.advanced(by: 1) ?? completeUntil)
  }

  /// The days of the month that are not complete, the one in progress first.
  package var daysLeft: Range<CivilDate> { completeUntil..<max(completeUntil, nextMonth) }
}

extension CivilDate: Strideable {
  package func distance(to other: CivilDate) -> Int { other.dayNumber - dayNumber }
}
