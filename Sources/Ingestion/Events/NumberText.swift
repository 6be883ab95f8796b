package import JSONScanning

extension JSONNumber {
  /// A count: whole, not negative, and at most 2^53, however it is written; else nil.
  package var count: Int? {
    let limit = 9_007_199_254_740_992
    if let significand, fractionDigits == 0 {
      return significand >= 0 && significand <= limit ? significand : nil
    }
    let parts = DecimalParts(text)
    guard let whole = parts.scaled(by: 0, exactly: true), 0...Int128(limit) ~= whole else {
      return nil
    }
    return Int(whole)
  }

  /// The value in units of 10^-digits, rounded half to even; nil where it does not fit.
  package func scaled(by digits: Int) -> Int128? {
    if let significand, fractionDigits <= digits {
      let power = DecimalParts.powersOfTen[digits - fractionDigits]
      return Int128(significand) * Int128(power)
    }
    return DecimalParts(text).scaled(by: digits, exactly: false)
  }

  /// The value in units of 10^-digits; nil where that is not whole, or does not fit.
  package func exactly(by digits: Int) -> Int128? {
    DecimalParts(text).scaled(by: digits, exactly: true)
  }
}

/// A JSON number as an integer times a power of ten.
private struct DecimalParts {
  private var significand: Int128 = 0
  private var exponent = 0
  private var isNegative = false
  /// Whether a digit that is not 0 is beyond the 37 that are kept.
  private var isCut = false

  init(_ text: UnsafeRawBufferPointer) {
    var isFraction = false
    var index = 0
    while index < text.count {
      let byte = text[index]
      index += 1
      switch byte {
      case UInt8(ascii: "-"): isNegative = true
      case UInt8(ascii: "."): isFraction = true
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        append(Int128(byte - UInt8(ascii: "0")), isFraction: isFraction)
      default:
        exponent += Self.exponent(text[index...])
        return
      }
    }
  }

  private mutating func append(_ digit: Int128, isFraction: Bool) {
    if significand < 1_000_000_000_000_000_000_000_000_000_000_000_000 {
      significand = significand * 10 + digit
      if isFraction { exponent -= 1 }
    } else {
      isCut = isCut || digit != 0
      if !isFraction { exponent += 1 }
    }
  }

  private static func exponent(_ text: Slice<UnsafeRawBufferPointer>) -> Int {
    var value = 0
    for byte in text where byte &- UInt8(ascii: "0") < 10 {
      value = min(value * 10 + Int(byte - UInt8(ascii: "0")), 1_000_000_000)
    }
    return text.first == UInt8(ascii: "-") ? -value : value
  }

  func scaled(by digits: Int, exactly: Bool) -> Int128? {
    if significand == 0 { return 0 }
    let power = exponent + digits
    if power >= 0 {
      guard power <= 38, !isCut else { return nil }
      let (value, overflow) = significand.multipliedReportingOverflow(by: Self.powerOfTen(power))
      return overflow ? nil : (isNegative ? -value : value)
    }
    guard power >= -38 else { return exactly ? nil : 0 }
    let divisor = Self.powerOfTen(-power)
    let (quotient, remainder) = significand.quotientAndRemainder(dividingBy: divisor)
    if exactly, remainder != 0 || isCut { return nil }
    let rest = divisor - remainder
    let isOdd = quotient & 1 == 1
    let rounded =
      remainder > rest || (remainder == rest && (isOdd || isCut)) ? quotient + 1 : quotient
    return isNegative ? -rounded : rounded
  }

  /// As far as they fit.
  static let powersOfTen: [Int] = (0...18).map { exponent in
    (0..<exponent).reduce(1) { power, _ in power * 10 }
  }

  private static func powerOfTen(_ exponent: Int) -> Int128 {
    (0..<exponent).reduce(1) { power, _ in power * 10 }
  }
}
