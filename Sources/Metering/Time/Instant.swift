/// A moment in time: whole milliseconds since 1970-01-01T00:00:00Z, leap seconds not counted.
///
/// It knows no zone. ``ZoneOffsets`` says which local day and hour it is, ``utcDate`` which day in
/// UTC. Arithmetic traps beyond the ends, so ask ``TimeRange`` where an end may be open.
@frozen @usableFromInline
package struct Instant: Hashable, Comparable, Sendable {
  @usableFromInline package var milliseconds: Int64

  @inlinable package init(milliseconds: Int64) { self.milliseconds = milliseconds }

  /// Midnight UTC of a day, counted from 1970-01-01.
  @inlinable package init(utcDay: Int) { milliseconds = Int64(utcDay) * TimeSpan.day.milliseconds }

  /// nil where the seconds since 1970 are too many for milliseconds.
  package init?(seconds: Int64) {
    let (milliseconds, overflow) = seconds.multipliedReportingOverflow(by: 1000)
    if overflow { return nil }
    self.milliseconds = milliseconds
  }

  /// Before every event: where an open time begins.
  @inlinable package static var distantPast: Instant { Instant(milliseconds: .min) }
  /// After every event: where an open time ends.
  @inlinable package static var distantFuture: Instant { Instant(milliseconds: .max) }
  /// 1970-01-01T00:00:00Z.
  @inlinable package static var epoch: Instant { Instant(milliseconds: 0) }

  @inlinable package static func < (left: Self, right: Self) -> Bool {
    left.milliseconds < right.milliseconds
  }

  @inlinable package static func + (instant: Self, span: TimeSpan) -> Self {
    Self(milliseconds: instant.milliseconds + span.milliseconds)
  }

  @inlinable package static func - (instant: Self, span: TimeSpan) -> Self {
    Self(milliseconds: instant.milliseconds - span.milliseconds)
  }

  @inlinable package static func - (later: Self, earlier: Self) -> TimeSpan {
    TimeSpan(milliseconds: later.milliseconds - earlier.milliseconds)
  }
}

extension Instant {
  /// The day in UTC, counted from 1970-01-01.
  @inlinable package var utcDay: Int {
    let day = TimeSpan.day.milliseconds
    return Int(milliseconds / day) - (milliseconds % day < 0 ? 1 : 0)
  }

  package var utcDate: CivilDate { CivilDate(dayNumber: utcDay) }

  /// The first instant of its day in UTC.
  package var utcMidnight: Instant { Instant(utcDay: utcDay) }

  /// The date alone where it is midnight in UTC, else the date and time in UTC: how people write
  /// when a price begins, and the same in every zone.
  ///
  ///     2026-10-01    2026-10-01T16:30:00.000Z
  package var dateOrTimestamp: String {
    self == utcMidnight ? utcDate.description : ZoneOffsets.utc.timestamp(self)
  }
}

extension CivilDate {
  /// The first instant of the day in UTC.
  package var utcMidnight: Instant { Instant(utcDay: dayNumber) }
}
