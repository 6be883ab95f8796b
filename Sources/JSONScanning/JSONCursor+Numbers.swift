/// A number as it was written; valid, and never a binary floating-point number.
package struct JSONNumber {
  package let text: UnsafeRawBufferPointer
  /// Its value, where it is written as a whole number of up to 18 digits.
  package let plainInteger: Int?

  @inlinable
  package init(text: UnsafeRawBufferPointer, plainInteger: Int?) {
    self.text = text
    self.plainInteger = plainInteger
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
    while offset < end {
      let digit = byte(offset) &- UInt8(ascii: "0")
      guard digit < 10 else { break }
      value = value &* 10 &+ Int(digit)
      offset &+= 1
    }
    let digits = offset &- first
    guard digits > 0, digits == 1 || byte(first) != UInt8(ascii: "0") else {
      throw failure(.invalidNumber)
    }
    if offset < end, byte(offset) == UInt8(ascii: ".") || byte(offset) | 0x20 == 0x65 {
      try finishNumber()
      return JSONNumber(text: slice(start, offset), plainInteger: nil)
    }
    let integer = digits <= 18 ? (isNegative ? -value : value) : nil
    return JSONNumber(text: slice(start, offset), plainInteger: integer)
  }

  /// The fraction and the exponent.
  @usableFromInline
  mutating func finishNumber() throws {
    if byte(offset) == UInt8(ascii: ".") {
      offset += 1
      try skipDigits()
    }
    guard offset < end, byte(offset) | 0x20 == UInt8(ascii: "e") else { return }
    offset += 1
    if offset < end, byte(offset) == UInt8(ascii: "+") || byte(offset) == UInt8(ascii: "-") {
      offset += 1
    }
    try skipDigits()
  }

  /// One digit or more.
  private mutating func skipDigits() throws {
    let start = offset
    while offset < end, byte(offset) &- UInt8(ascii: "0") < 10 { offset += 1 }
    guard offset > start else { throw failure(.invalidNumber) }
  }
}
