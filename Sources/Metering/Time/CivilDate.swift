/// A day of the proleptic Gregorian calendar, counted from 1970-01-01.
///
/// The arithmetic is Howard Hinnant's "chrono-compatible low-level date algorithms".
package struct CivilDate: Hashable, Comparable, Sendable {
  /// Days since 1970-01-01.
  package var dayNumber: Int

  package init(dayNumber: Int) { self.dayNumber = dayNumber }

  package init(year: Int, month: Int, day: Int) {
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    dayNumber = era * 146_097 + dayOfEra - 719_468
  }

  /// The parts of the date; months and days count from 1.
  package var yearMonthDay: (year: Int, month: Int, day: Int) {
    let shifted = dayNumber + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
  }

  /// 0 for Monday to 6 for Sunday.
  package var weekday: Int { ((dayNumber + 3) % 7 + 7) % 7 }

  /// By ``weekday``, as books and scenarios write them.
  package static let weekdayNames = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

  package static func < (left: Self, right: Self) -> Bool { left.dayNumber < right.dayNumber }

  package func advanced(by days: Int) -> CivilDate { CivilDate(dayNumber: dayNumber + days) }

  /// The first day of this day's month.
  package var monthStart: CivilDate {
    let (year, month, _) = yearMonthDay
    return CivilDate(year: year, month: month, day: 1)
  }

  /// The first day of the month after this day's.
  package var nextMonthStart: CivilDate {
    let (year, month, _) = yearMonthDay
    return month == 12
      ? CivilDate(year: year + 1, month: 1, day: 1)
      : CivilDate(year: year, month: month + 1, day: 1)
  }

  /// The week by ISO 8601, from Monday on; it belongs to the year that its Thursday is in.
  package var isoWeek: (year: Int, week: Int) {
    let thursday = advanced(by: 3 - weekday)
    let year = thursday.yearMonthDay.year
    let first = CivilDate(year: year, month: 1, day: 1)
    return (year, (thursday.dayNumber - first.dayNumber) / 7 + 1)
  }

  /// The Monday of an ISO week; nil where the year has no such week.
  package init?(isoYear: Int, week: Int) {
    let fourth = CivilDate(year: isoYear, month: 1, day: 4)
    let monday = fourth.advanced(by: (week - 1) * 7 - fourth.weekday)
    guard week >= 1, monday.isoWeek == (isoYear, week) else { return nil }
    self = monday
  }
}

extension CivilDate: CustomStringConvertible {
  /// `2026-10-05`
  package var description: String {
    let (year, month, day) = yearMonthDay
    return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
  }

  /// `2026-10`
  package var monthText: String { String(description.dropLast(3)) }

  /// `2026-W41`
  package var weekText: String { "\(padded(isoWeek.year, 4))-W\(padded(isoWeek.week, 2))" }
}

/// A number with zeros before it, so that it has at least `width` digits.
func padded(_ value: Int, _ width: Int) -> String {
  let digits = String(value)
  return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
}
