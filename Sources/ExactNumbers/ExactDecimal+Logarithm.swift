extension ExactDecimal {
  /// The natural logarithm, at most 1e-16 off; nil of 0 and below.
  ///
  /// It is found with shifts and squares of whole numbers, and so is the same on every platform; one
  /// of a mathematics library is not.
  package var naturalLogarithm: ExactDecimal? {
    guard units > 0 else { return nil }
    let binary = Self.binaryLogarithm(units.magnitude) - Self.binaryLogarithmOfOne
    return try? ExactDecimal(units: Self.scaled(binary, Self.logarithmOfTwo, 1 << Self.fraction))
  }

  /// ln 2 in units of 1e-18.
  private static let logarithmOfTwo: Int128 = 693_147_180_559_945_309
  private static let binaryLogarithmOfOne = binaryLogarithm(unitsPerOne.magnitude)
  /// How many binary digits after the point a logarithm has.
  private static let fraction = 60

  /// log2 of a whole number, in units of 2^-60.
  private static func binaryLogarithm(_ value: UInt128) -> Int128 {
    let exponent = 127 - value.leadingZeroBitCount
    // The value as 1…2 with 62 digits after the point.
    var mantissa = exponent > 62 ? value >> (exponent - 62) : value << (62 - exponent)
    var digits: Int128 = 0
    for _ in 0..<fraction {
      // A square of 2 or more has a further digit in its logarithm.
      mantissa = (mantissa * mantissa) >> 62
      digits <<= 1
      if mantissa >> 63 == 1 {
        mantissa >>= 1
        digits |= 1
      }
    }
    return Int128(exponent) << fraction | digits
  }
}
