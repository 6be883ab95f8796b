/// Why a text is not an exact decimal.
package enum ExactDecimalTextError: Error, Hashable, Sendable {
  /// It is something else than an optional minus, digits, and a point with digits.
  case notPlainDecimal
  /// It has digits other than 0 after the 18th behind the point.
  case tooPrecise
  /// It is beyond ±1.7 × 10^20.
  case tooLarge
}

extension ExactDecimal {
  /// Reads `-?digits(.digits)?`, and nothing else: no exponent, separator, sign `+`, or space.
  package init(parsing text: some StringProtocol) throws(ExactDecimalTextError) {
    var whole: Int128 = 0
    var digits = 0
    var fraction: Int? = nil
    var isNegative = false
    for (position, byte) in text.utf8.enumerated() {
      switch byte {
      case UInt8(ascii: "-") where position == 0: isNegative = true
      case UInt8(ascii: ".") where digits > 0 && fraction == nil: fraction = 0
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        digits += 1
        let digit = Int128(byte - UInt8(ascii: "0"))
        if let places = fraction {
          fraction = places + 1
          if places >= Self.fractionDigits {
            guard digit == 0 else { throw .tooPrecise }
            continue
          }
        }
        guard whole < 10_000_000_000_000_000_000_000_000_000_000_000_000 else { throw .tooLarge }
        whole = whole * 10 + digit
      default: throw .notPlainDecimal
      }
    }
    guard digits > 0, fraction != 0 else { throw .notPlainDecimal }
    let scale = Self.powerOfTen(Self.fractionDigits - min(fraction ?? 0, Self.fractionDigits))
    let (units, overflow) = whole.multipliedReportingOverflow(by: scale)
    guard !overflow else { throw .tooLarge }
    self.init(units: isNegative ? -units : units)
  }
}

extension ExactDecimal: CustomStringConvertible {
  /// Plain decimal notation, without an exponent and without zeros at the end: `0.075`.
  package var description: String { text(minimumFractionDigits: 0) }

  /// Plain decimal notation with just so many digits after the point, rounded half to even.
  package func text(fractionDigits: Int) -> String {
    rounded(to: fractionDigits).text(minimumFractionDigits: fractionDigits)
  }

  /// Plain decimal notation with at least so many digits after the point, and all that are needed.
  package func text(minimumFractionDigits: Int) -> String {
    let magnitude = units.magnitude
    let (whole, rest) = magnitude.quotientAndRemainder(dividingBy: UInt128(Self.unitsPerOne))
    var text = units < 0 ? "-" : ""
    // Whole parts and fractions fit 64 bits nearly always, and print far faster there.
    text += UInt64(exactly: whole).map(String.init) ?? String(whole)
    guard rest > 0 || minimumFractionDigits > 0 else { return text }
    let digits = String(UInt64(rest))
    var fraction = String(repeating: "0", count: Self.fractionDigits - digits.utf8.count) + digits
    while fraction.utf8.count > minimumFractionDigits, fraction.last == "0" {
      fraction.removeLast()
    }
    return fraction.isEmpty ? text : text + "." + fraction
  }
}
