/// A decimal number with 18 digits after the point, exact to the last one.
///
/// Money, prices and shares are never binary floating-point numbers, in which 0.1 is not a tenth. The
/// value is a count of units of 1e-18 in 128 bits, so it reaches ±1.7 × 10^20.
///
///     let price = try ExactDecimal(parsing: "0.075")
///     try price.times(1_000_000, dividedBy: 1_000_000)   // 0.075
///
/// Whatever multiplies throws where the result is too large. Addition traps, as of Swift's integers;
/// no charge may pass ``chargeLimit``, so that sums of a hundred thousand of them fit.
package struct ExactDecimal: Hashable, Sendable {
  /// How many units of 1e-18 this is.
  package let units: Int128

  package static let unitsPerOne: Int128 = 1_000_000_000_000_000_000
  package static let fractionDigits = 18
  package static let zero = ExactDecimal(units: 0)
  package static let one = ExactDecimal(units: unitsPerOne)

  /// The most that one charge may be: 10^15 units of a currency.
  package static let chargeLimit = ExactDecimal(1_000_000_000_000_000)

  package init(units: Int128) { self.units = units }

  /// A whole number; every `Int` fits.
  package init(_ value: Int) { units = Int128(value) * Self.unitsPerOne }
}

/// Why a calculation has no result: it is too large for an exact decimal, or divides by zero.
package enum ExactNumberError: Error, Hashable, Sendable {
  case overflow
  case divisionByZero
}

extension ExactDecimal: Comparable, AdditiveArithmetic {
  package static func < (left: Self, right: Self) -> Bool { left.units < right.units }
  package static func + (left: Self, right: Self) -> Self { Self(units: left.units + right.units) }
  package static func - (left: Self, right: Self) -> Self { Self(units: left.units - right.units) }
  package static prefix func - (value: Self) -> Self { Self(units: -value.units) }

  package var isNegative: Bool { units < 0 }
  package var magnitude: Self { units < 0 ? -self : self }
}
