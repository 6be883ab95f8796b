import JSONScanning
import Metering

/// A number of a sample, as mappings read it.
struct SampledNumber {
  /// Where it is whole, not negative and at most 2^53.
  let count: Int?
  let isNegative: Bool
  let hasFraction: Bool

  /// nil where the text is no number.
  init?(_ text: String) {
    var plain: [UInt8] = []
    guard Array(text.utf8).withUnsafeBytes({ NumberSpelling.plain($0, into: &plain) }) else {
      return nil
    }
    let found: (Int?, Bool)? = plain.withUnsafeBytes { bytes in
      var cursor = JSONCursor(bytes)
      guard let number = try? cursor.number(), cursor.offset == bytes.count else { return nil }
      return (number.count, number.exactly(by: 0) == nil)
    }
    guard let found else { return nil }
    (count, hasFraction) = found
    isNegative = plain.first == UInt8(ascii: "-")
  }
}

/// How the times of a sample are written.
struct TimeGuess {
  /// nil where they are read without one.
  private(set) var pattern: String?
  /// Whether they carry no zone.
  private(set) var lacksZone = false
  /// The unit of numbers.
  private(set) var unit: String?

  private static let patterns = [
    "YYYYMMDD", "MM/DD/YYYY HH:mm:ss", "MM/DD/YYYY hh:mm:ss AM", "MM/DD/YYYY, hh:mm:ss AM",
    "MM/DD/YYYY HH:mm", "MM/DD/YYYY hh:mm AM", "MM/DD/YYYY", "DD/MM/YYYY HH:mm:ss",
    "DD/MM/YYYY HH:mm", "DD/MM/YYYY", "DD.MM.YYYY HH:mm:ss", "DD.MM.YYYY HH:mm", "DD.MM.YYYY",
    "YYYY/MM/DD HH:mm:ss", "YYYY/MM/DD", "Mon DD, YYYY HH:mm:ss", "Mon DD, YYYY hh:mm AM",
    "Mon DD, YYYY, hh:mm AM", "Mon DD, YYYY", "DD Mon YYYY HH:mm:ss", "DD/Mon/YYYY:HH:mm:ss Z",
  ]

  /// nil where one of the texts is no time from 2015 to 2100.
  init?(_ texts: [String]) {
    guard !texts.isEmpty else { return nil }
    for pattern in [nil] + Self.patterns.map(Optional.some) {
      let compiled = pattern.flatMap { TimePattern($0) }
      let times = texts.map { Self.time($0, compiled) }
      guard times.allSatisfy({ $0 != nil }) else { continue }
      self.pattern = pattern
      lacksZone = times.contains { $0?.hasZone == false }
      let isNumber = pattern == nil && texts.allSatisfy { SampledNumber($0) != nil }
      if isNumber { unit = Self.unit(times[0]?.note) }
      return
    }
    return nil
  }

  private static func time(_ text: String, _ pattern: TimePattern?) -> RecordTime? {
    let time = Array(text.utf8).withUnsafeBytes {
      TimeSpelling.time($0, unit: nil, pattern: pattern)
    }
    let range = Int64(1_420_070_400_000)..<4_102_444_800_000
    guard let time, range.contains(time.asUTC.milliseconds) else { return nil }
    return time
  }

  private static func unit(_ note: RecordNote?) -> String {
    switch note {
    case .timeInSeconds: "s"
    case .timeInMicroseconds: "us"
    case .timeInNanoseconds: "ns"
    default: "ms"
    }
  }
}
