package import JSONScanning
package import Metering

/// The time of a record: a date-time, or a number since 1970, whose size tells its unit.
package struct RecordTime: Sendable {
  /// The instant; where there is no zone, the one at which a clock in UTC shows this local time.
  package var asUTC: Instant
  package var hasZone = true
  /// Which unit a number was taken to have, where it is not milliseconds.
  package var note: RecordNote?

  package init(_ instant: Instant) { asUTC = instant }

  /// nil where the bytes are not a date-time of RFC 3339; its zone may be missing.
  package init?(text: UnsafeRawBufferPointer) {
    guard let time = DateTimeText(text) else { return nil }
    asUTC = time.asUTC
    hasZone = time.hasZone
  }

  /// Below 10^11 seconds (to the year 5138), above 10^14 microseconds, above 10^17 nanoseconds.
  package init?(number: JSONNumber) {
    // In millionths, so that a fraction of a millisecond is cut off and not rounded up.
    guard let value = number.scaled(by: 6), value >= 0 else { return nil }
    let micros: Int128
    switch value {
    case ..<100_000_000_000_000_000: (micros, note) = (value, .timeInSeconds)
    case ...100_000_000_000_000_000_000: micros = value / 1000
    case ...100_000_000_000_000_000_000_000:
      (micros, note) = (value / 1_000_000, .timeInMicroseconds)
    default: (micros, note) = (value / 1_000_000_000, .timeInNanoseconds)
    }
    guard micros <= 253_402_300_799_999_999 else { return nil }
    asUTC = Instant(milliseconds: Int64(micros / 1000))
  }
}

extension InputOptions {
  /// The instant of a time, and what there is to say about it.
  package func instant(_ time: RecordTime, _ notes: inout RecordNotes) -> Instant {
    var instant = time.asUTC
    if let note = time.note { notes.insert(note) }
    if !time.hasZone {
      instant = assumedZone(LocalTime(asUTC: time.asUTC))
      notes.insert(.assumedZone)
    }
    if !isPlausible(instant) { notes.insert(.implausibleTime) }
    return instant
  }

  /// Whether usage can be of that time: since 2015, and at most two days after ``now``.
  private func isPlausible(_ instant: Instant) -> Bool {
    guard instant.milliseconds >= 1_420_070_400_000 else { return false }
    guard let now else { return true }
    return instant <= now + .day * 2
  }
}
