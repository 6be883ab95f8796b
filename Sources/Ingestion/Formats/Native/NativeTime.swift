import JSONScanning
import Metering

/// The timestamp of a native record: a date-time, or a number since 1970, whose size tells its
/// unit.
struct NativeTime {
  private(set) var milliseconds: Int64
  private(set) var hasZone = true
  /// Which unit a number was taken to have, where it is not milliseconds.
  private(set) var note: RecordNote?

  init?(text: UnsafeRawBufferPointer) {
    guard let time = DateTimeText(text) else { return nil }
    milliseconds = time.milliseconds
    hasZone = time.hasZone
  }

  /// Below 10^11 seconds (to the year 5138), above 10^14 microseconds, above 10^17 nanoseconds.
  init?(number: JSONNumber) {
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
    milliseconds = Int64(micros / 1000)
  }
}
