/// What calendars and clocks of some place show: a day, and how long after its midnight.
///
///     2026-10-05T08:00:00.000
package struct LocalTime: Hashable, Sendable {
  package let date: CivilDate
  /// From 0 to under 24 hours, by the clock: on a day of 23 hours it skips one.
  package let sinceMidnight: TimeSpan

  package init(date: CivilDate, sinceMidnight: TimeSpan = .zero) {
    self.date = date
    self.sinceMidnight = sinceMidnight
  }

  /// The local time that a clock in UTC shows at an instant.
  package init(asUTC instant: Instant) {
    let day = instant.utcDay
    date = CivilDate(dayNumber: day)
    sinceMidnight = instant - Instant(utcDay: day)
  }

  /// The instant at which a clock in UTC shows it.
  package var asUTC: Instant { date.utcMidnight + sinceMidnight }

  /// 0 to 23.
  package var hour: Int { sinceMidnight.whole(.hour) }

  /// Since Monday's midnight, 0 to 167.
  package var hourOfWeek: Int { date.weekday * 24 + hour }
}

extension LocalTime: CustomStringConvertible {
  /// RFC 3339 without a zone.
  package var description: String {
    let milliseconds = Int(sinceMidnight.milliseconds)
    let seconds = milliseconds / 1000
    let time = [seconds / 3600, seconds / 60 % 60, seconds % 60].map { padded($0, 2) }
    return "\(date)T\(time.joined(separator: ":")).\(padded(milliseconds % 1000, 3))"
  }
}
