import ExactNumbers

/// Walks over the fields of prepared books.
struct PreparedCursor {
  private let bytes: UnsafeBufferPointer<UInt8>
  private var position = 0

  init(bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  private static let tab = UInt8(ascii: "\t")
  private static let newline = UInt8(ascii: "\n")

  /// The kind of the next line; nil at the end, and at the end of the first line.
  mutating func kind() -> UInt8? {
    if position < bytes.count, bytes[position] == Self.newline { position += 1 }
    guard position < bytes.count else { return nil }
    position += 1
    return bytes[position - 1]
  }

  /// Whether the line has a further field.
  var hasField: Bool { position < bytes.count && bytes[position] == Self.tab }

  /// Whether nothing of the line is left over.
  func endLine() -> Bool { position < bytes.count && bytes[position] == Self.newline }

  /// The bytes of the next field; none where the line is at its end.
  private mutating func field() -> Range<Int> {
    if hasField { position += 1 }
    let start = position
    while position < bytes.count, bytes[position] != Self.tab, bytes[position] != Self.newline {
      position += 1
    }
    return start..<position
  }

  mutating func text() -> String {
    let range = field()
    return String(decoding: bytes[range], as: UTF8.self)
  }

  /// nil where the field is empty, or no whole number.
  mutating func integer() -> Int64? {
    var range = field()
    let isNegative = !range.isEmpty && bytes[range.lowerBound] == UInt8(ascii: "-")
    if isNegative { range = range.lowerBound + 1..<range.upperBound }
    guard !range.isEmpty, range.count < 19 else { return nil }
    var value: Int64 = 0
    for byte in bytes[range] {
      guard 48...57 ~= byte else { return nil }
      value = value * 10 + Int64(byte - 48)
    }
    return isNegative ? -value : value
  }

  /// `25e17` as 2.5; nil where the field is empty, or no such number.
  mutating func decimal() -> ExactDecimal? {
    let range = field()
    var (mantissa, exponent, digits) = (Int128(0), 0, 0)
    var isExponent = false
    for byte in bytes[range] {
      if byte == UInt8(ascii: "e"), !isExponent {
        isExponent = true
        continue
      }
      guard 48...57 ~= byte, digits < 36 else { return nil }
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
    guard let line = integer(), let column = integer() else { return nil }
    var place = TextPlace()
    place.line = Int(line)
    place.column = Int(column)
    return place
  }
}
