/// A number as it was written; valid, and never a binary floating-point number.
@usableFromInline package struct JSONNumber {
  @usableFromInline package let text: UnsafeRawBufferPointer
  /// Its digits as a whole number, with its sign; nil where they are more than 18, or an exponent
  /// follows them.
  @usableFromInline package let significand: Int?
  /// How many of the digits stand after the point.
  @usableFromInline package let fractionDigits: Int

  @inlinable @inline(__always)
  package init(text: UnsafeRawBufferPointer, significand: Int?, fractionDigits: Int) {
    self.text = text
    self.significand = significand
    self.fractionDigits = fractionDigits
  }
}

extension JSONCursor {
  /// Consumes a number.
  @inlinable
  package mutating func number() throws -> JSONNumber {
    let start = offset
    let isNegative = offset < end && byte(offset) == UInt8(ascii: "-")
    if isNegative { offset &+= 1 }
    let first = offset
    var value = 0
    skipDigits(&value)
    var digits = offset &- first
    guard digits > 0, digits == 1 || byte(first) != UInt8(ascii: "0") else {
      throw failure(.invalidNumber)
    }
    var fractionDigits = 0
    if offset < end, byte(offset) == UInt8(ascii: ".") {
      offset &+= 1
      let point = offset
      skipDigits(&value)
      fractionDigits = offset &- point
      guard fractionDigits > 0 else { throw failure(.invalidNumber) }
      digits &+= fractionDigits
    }
    if offset < end, byte(offset) | 0x20 == UInt8(ascii: "e") {
      try skipExponent()
      return JSONNumber(text: slice(start, offset), significand: nil, fractionDigits: 0)
    }
    let significand = digits <= 18 ? (isNegative ? 0 &- value : value) : nil
    return JSONNumber(
      text: slice(start, offset), significand: significand, fractionDigits: fractionDigits)
  }

  /// Digits, appended to a value, which is of no use after more than 18 of them.
  @inlinable @inline(__always)
  mutating func skipDigits(_ value: inout Int) {
    while offset < end {
      let digit = byte(offset) &- UInt8(ascii: "0")
      guard digit < 10 else { return }
      value = value &* 10 &+ Int(digit)
      offset &+= 1
    }
  }

  @usableFromInline
  mutating func skipExponent() throws {
    offset += 1
    if offset < end, byte(offset) == UInt8(ascii: "+") || byte(offset) == UInt8(ascii: "-") {
      offset += 1
    }
    let start = offset
    var value = 0
    skipDigits(&value)
    guard offset > start else { throw failure(.invalidNumber) }
  }
}
