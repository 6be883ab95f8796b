/// Recurring hours, such as nights and weekends: a part of the local day, on some weekdays.
///
/// Both parts must hold by themselves: `16:30-00:30` on Saturdays is from 16:30 to midnight and
/// from midnight to 00:30 of the same Saturday.
package struct Schedule: Hashable, Sendable {
  /// The part of the day; nil is the whole day.
  package var hours: Hours?
  /// 0 for Monday to 6 for Sunday; nil is every day.
  package var weekdays: Set<Int>?
  package var zone: ZoneOffsets

  /// Minutes since local midnight, the end exclusive; an end before the start runs over midnight.
  package struct Hours: Hashable, Sendable {
    package var start: Int
    package var end: Int

    package init(start: Int, end: Int) {
      self.start = start
      self.end = end
    }
  }

  package init(hours: Hours? = nil, weekdays: Set<Int>? = nil, zone: ZoneOffsets = .utc) {
    self.hours = hours
    self.weekdays = weekdays
    self.zone = zone
  }

  /// Whether an instant lies in it.
  package func holds(at instant: Instant) -> Bool {
    let local = zone.local(instant)
    if let weekdays, !weekdays.contains(local.date.weekday) { return false }
    guard let hours else { return true }
    let minute = local.sinceMidnight.whole(.minute)
    return hours.start < hours.end
      ? minute >= hours.start && minute < hours.end
      : minute >= hours.start || minute < hours.end
  }

  /// Whether some instant of the 400 days from `instant` on lies in both.
  package func overlaps(_ other: Schedule, from instant: Instant) -> Bool {
    edges(from: instant).contains { other.holds(at: $0) }
      || other.edges(from: instant).contains { holds(at: $0) }
  }

  /// The instants of 400 days at which it may begin to hold: two schedules that meet do so where one
  /// of them begins.
  private func edges(from instant: Instant) -> [Instant] {
    let first = zone.local(instant).date
    return (0..<400).flatMap { day -> [Instant] in
      let date = first.advanced(by: day)
      let start = LocalTime(date: date, sinceMidnight: TimeSpan.minute * (hours?.start ?? 0))
      return [zone.start(of: date), zone.instant(of: start)].filter(holds)
    }
  }
}
