import Metering

/// How a source writes its times, where that is not RFC 3339: `MM/DD/YYYY HH:mm`.
///
/// `YYYY`, `MM`, `DD`, `HH` (0 to 23), `hh` (1 to 12, with `AM`), `mm` and `ss` are numbers of up to
/// as many digits, `S` a fraction's digits, `Mon` an English month, `AM` also `PM`, and `Z` a zone:
/// `Z`, `UTC`, `+02:00`, `+0200` or `+02`. Anything else stands for itself.
package struct TimePattern: Hashable, Sendable {
  private enum Part: Hashable, Sendable {
    case number(Field, digits: Int)
    case fraction, month, half, zone
    case literal(UInt8)
  }

  private enum Field: Int, Hashable, Sendable { case year, month, day, hour, minute, second }

  package let text: String
  private var parts: [Part] = []

  private static let words: [(String, Part)] = [
    ("YYYY", .number(.year, digits: 4)), ("Mon", .month), ("MM", .number(.month, digits: 2)),
    ("DD", .number(.day, digits: 2)), ("HH", .number(.hour, digits: 2)),
    ("hh", .number(.hour, digits: 2)), ("mm", .number(.minute, digits: 2)),
    ("ss", .number(.second, digits: 2)), ("AM", .half), ("S", .fraction), ("Z", .zone),
  ]

  /// nil where no year, month and day are named.
  package init?(_ text: String) {
    self.text = text
    var rest = text[...]
    while let first = rest.utf8.first {
      if let (word, part) = Self.words.first(where: { rest.hasPrefix($0.0) }) {
        parts.append(part)
        rest = rest.dropFirst(word.count)
      } else {
        parts.append(.literal(first))
        rest = rest[rest.utf8.index(after: rest.startIndex)...]
      }
    }
    let fields = parts.map { part in
      switch part {
      case .number(let field, _): field
      case .month: Field.month
      default: Field.second
      }
    }
    guard [Field.year, .month, .day].allSatisfy(fields.contains) else { return nil }
  }

  /// The time that a text of this pattern names; nil for any other text.
  package func time(_ text: UnsafeRawBufferPointer) -> RecordTime? {
    var reader = Reader(text: text)
    for part in parts where !reader.read(part) { return nil }
    return reader.time
  }

  private struct Reader {
    let text: UnsafeRawBufferPointer
    var offset = 0
    var numbers = [0, 0, 0, 0, 0, 0]
    var milliseconds = 0
    var isAfternoon: Bool?
    var zone = ""

    init(text: UnsafeRawBufferPointer) { self.text = text }

    /// The time, when all of the text was read.
    var time: RecordTime? {
      guard offset == text.count else { return nil }
      var numbers = numbers
      if let isAfternoon {
        guard 1...12 ~= numbers[3] else { return nil }
        numbers[3] = numbers[3] % 12 + (isAfternoon ? 12 : 0)
      }
      func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
      }
      let day = [padded(numbers[0], 4), padded(numbers[1], 2), padded(numbers[2], 2)]
      let clock = numbers[3...].map { padded($0, 2) }
      var written =
        day.joined(separator: "-") + "T" + clock.joined(separator: ":") + "."
        + padded(milliseconds, 3) + zone
      return written.withUTF8 { RecordTime(text: UnsafeRawBufferPointer($0)) }
    }

    mutating func read(_ part: Part) -> Bool {
      switch part {
      case .literal(let byte):
        guard offset < text.count, text[offset] == byte else { return false }
        offset += 1
        return true
      case .number(let field, let digits):
        let start = offset
        let value = number(atMost: digits)
        numbers[field.rawValue] = value
        return offset > start && (field != .year || offset == start + 4)
      case .fraction: return readFraction()
      case .month: return readMonth()
      case .half: return readHalf()
      case .zone: return readZone()
      }
    }

    private mutating func number(atMost digits: Int) -> Int {
      var value = 0
      let end = min(offset + digits, text.count)
      while offset < end, text[offset] &- 48 < 10 {
        value = value * 10 + Int(text[offset] - 48)
        offset += 1
      }
      return value
    }

    private mutating func readFraction() -> Bool {
      let start = offset
      milliseconds = number(atMost: 3)
      for _ in (offset - start)..<3 { milliseconds *= 10 }
      _ = number(atMost: 15)
      return offset > start
    }

    private mutating func word(_ length: Int) -> String {
      let end = min(offset + length, text.count)
      defer { offset = end }
      return String(decoding: text[offset..<end], as: UTF8.self).lowercased()
    }

    private mutating func readMonth() -> Bool {
      let months = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
      ]
      guard let index = months.firstIndex(of: word(3)) else { return false }
      numbers[Field.month.rawValue] = index + 1
      return true
    }

    private mutating func readHalf() -> Bool {
      let half = word(2)
      isAfternoon = half == "pm"
      return half == "am" || half == "pm"
    }

    /// `Z`, `UTC`, or hours and minutes, which may lack their colon or be hours alone.
    private mutating func readZone() -> Bool {
      let rest = String(decoding: text[offset...], as: UTF8.self)
      guard let zone = ZoneText.normal(rest) else { return false }
      self.zone = zone
      offset = text.count
      return true
    }
  }
}

/// A zone as people write it at the end of a time.
enum ZoneText {
  /// As RFC 3339 has it: `Z` or `+02:00`; nil for anything else.
  static func normal(_ text: String) -> String? {
    let text = text.hasPrefix(" ") ? text.dropFirst() : text[...]
    if ["Z", "z", "UTC", "GMT"].contains(text) { return "Z" }
    guard let sign = text.first, sign == "+" || sign == "-" else { return nil }
    let digits = text.dropFirst().filter { $0 != ":" }
    guard digits.utf8.allSatisfy({ 48...57 ~= $0 }) else { return nil }
    switch digits.utf8.count {
    case 2: return "\(sign)\(digits):00"
    case 4: return "\(sign)\(digits.prefix(2)):\(digits.suffix(2))"
    default: return nil
    }
  }
}
