import ExactNumbers
import Metering

/// A place among the fields of ``PreparedBooks``.
struct PreparedCursor {
  private let bytes: [UInt8]
  private(set) var position: Int

  init(_ bytes: [UInt8], at position: Int) {
    self.bytes = bytes
    self.position = position
  }

  static let tab = UInt8(ascii: "\t")
  static let newline = UInt8(ascii: "\n")

  /// The first byte of the next line; nil at the end.
  func peek() -> UInt8? { position < bytes.count ? bytes[position] : nil }

  /// Whether the line has a further field.
  var hasField: Bool { position < bytes.count && bytes[position] == Self.tab }

  /// Goes on to the next line; false where something of this one is left over.
  mutating func endLine() -> Bool {
    guard position < bytes.count, bytes[position] == Self.newline else { return false }
    position += 1
    return true
  }

  /// The bytes of the next field; none where the line is at its end.
  private mutating func field() -> Range<Int> {
    if hasField { position += 1 }
    let start = position
    while position < bytes.count, bytes[position] != Self.tab, bytes[position] != Self.newline {
      position += 1
    }
    return start..<position
  }

  mutating func text() -> String { String(decoding: bytes[field()], as: UTF8.self) }

  /// nil where the field is empty, or no whole number.
  mutating func integer() -> Int64? {
    let range = field()
    let isNegative = !range.isEmpty && bytes[range.lowerBound] == UInt8(ascii: "-")
    let digits = bytes[range.lowerBound + (isNegative ? 1 : 0)..<range.upperBound]
    guard !digits.isEmpty, digits.count < 19 else { return nil }
    var value: Int64 = 0
    for byte in digits {
      guard 48...57 ~= byte else { return nil }
      value = value * 10 + Int64(byte - 48)
    }
    return isNegative ? -value : value
  }

  /// Milliseconds since 1970; nil where the field is empty.
  mutating func instant() -> Instant? { integer().map(Instant.init(milliseconds:)) }

  /// A whole number that is not negative.
  mutating func count() -> Int? {
    integer().flatMap { $0 < 0 ? nil : Int($0) }
  }

  /// `25e17` as 2.5; nil where the field is empty, or no such number.
  mutating func decimal() -> ExactDecimal? {
    var (mantissa, exponent, digits, isExponent) = (Int128(0), 0, 0, false)
    for byte in bytes[field()] {
      if byte == UInt8(ascii: "e"), !isExponent {
        isExponent = true
        continue
      }
      guard 48...57 ~= byte, digits < 36, exponent < 10 else { return nil }
      if isExponent {
        exponent = exponent * 10 + Int(byte - 48)
      } else {
        mantissa = mantissa * 10 + Int128(byte - 48)
        digits += 1
      }
    }
    guard digits > 0, digits + exponent < 38 else { return nil }
    for _ in 0..<exponent { mantissa *= 10 }
    return ExactDecimal(units: mantissa)
  }

  mutating func place() -> TextPlace? {
    guard let line = count(), let column = count() else { return nil }
    var place = TextPlace()
    place.line = line
    place.column = column
    return place
  }
}
