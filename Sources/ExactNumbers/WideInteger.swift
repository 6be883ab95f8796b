/// A whole number of any size, for sums of products of exact numbers that are rounded only at the end.
///
/// It has what such sums and the one division after them need, and no more. It is slow: for a few
/// thousand rows, not for millions of events.
package struct WideInteger: Hashable, Sendable {
  /// The magnitude in base 2^64, least significant first, without zeros at the end.
  private var limbs: [UInt64]
  private var isNegative: Bool

  package static let zero = WideInteger(0)

  package init(_ value: Int128) {
    let magnitude = value.magnitude
    self.init(
      limbs: [UInt64(truncatingIfNeeded: magnitude), UInt64(truncatingIfNeeded: magnitude >> 64)],
      isNegative: value < 0)
  }

  private init(limbs: [UInt64], isNegative: Bool) {
    var limbs = limbs
    while limbs.last == 0 { limbs.removeLast() }
    self.limbs = limbs
    self.isNegative = isNegative && !limbs.isEmpty
  }

  package static prefix func - (value: Self) -> Self {
    Self(limbs: value.limbs, isNegative: !value.isNegative)
  }

  package static func - (left: Self, right: Self) -> Self { left + -right }

  package static func + (left: Self, right: Self) -> Self {
    if left.isNegative == right.isNegative {
      return Self(limbs: sum(left.limbs, right.limbs), isNegative: left.isNegative)
    }
    if isLess(left.limbs, right.limbs) {
      return Self(limbs: difference(right.limbs, left.limbs), isNegative: right.isNegative)
    }
    return Self(limbs: difference(left.limbs, right.limbs), isNegative: left.isNegative)
  }

  package static func * (left: Self, right: Self) -> Self {
    guard !left.limbs.isEmpty, !right.limbs.isEmpty else { return .zero }
    var product = [UInt64](repeating: 0, count: left.limbs.count + right.limbs.count)
    for (offset, one) in left.limbs.enumerated() {
      var carry: UInt64 = 0
      for (index, other) in right.limbs.enumerated() {
        let (high, low) = one.multipliedFullWidth(by: other)
        let (first, firstOverflow) = low.addingReportingOverflow(carry)
        let (second, secondOverflow) = first.addingReportingOverflow(product[offset + index])
        product[offset + index] = second
        carry = high + (firstOverflow ? 1 : 0) + (secondOverflow ? 1 : 0)
      }
      product[offset + right.limbs.count] = carry
    }
    return Self(limbs: product, isNegative: left.isNegative != right.isNegative)
  }

  /// The quotient, rounded half to even; throws where it is too large for 128 bits.
  package func divided(by divisor: Self) throws(ExactNumberError) -> Int128 {
    guard !divisor.limbs.isEmpty else { throw .divisionByZero }
    let shift = Self.bits(limbs) - Self.bits(divisor.limbs)
    guard shift < 128 else { throw .overflow }
    var rest = limbs
    var quotient: UInt128 = 0
    if shift >= 0 {
      var step = Self.shifted(divisor.limbs, by: shift)
      for bit in (0...shift).reversed() {
        if !Self.isLess(rest, step) {
          rest = Self.difference(rest, step)
          quotient |= 1 << UInt128(bit)
        }
        step = Self.halved(step)
      }
    }
    // What is left is compared with what lacks to the next whole.
    let missing = Self.difference(divisor.limbs, rest)
    let isMore = Self.isLess(missing, rest)
    if isMore || (missing == rest && quotient & 1 == 1) { quotient += 1 }
    guard quotient <= UInt128(Int128.max) else { throw .overflow }
    return isNegative == divisor.isNegative ? Int128(quotient) : -Int128(quotient)
  }
}

/// Arithmetic of magnitudes.
extension WideInteger {
  private static func sum(_ left: [UInt64], _ right: [UInt64]) -> [UInt64] {
    var sum: [UInt64] = []
    var carry: UInt64 = 0
    for index in 0..<max(left.count, right.count) {
      let one = index < left.count ? left[index] : 0
      let other = index < right.count ? right[index] : 0
      let (first, firstOverflow) = one.addingReportingOverflow(other)
      let (second, secondOverflow) = first.addingReportingOverflow(carry)
      sum.append(second)
      carry = firstOverflow || secondOverflow ? 1 : 0
    }
    return carry == 0 ? sum : sum + [carry]
  }

  /// `left − right`, where right is not the larger.
  private static func difference(_ left: [UInt64], _ right: [UInt64]) -> [UInt64] {
    var difference = left
    var borrow: UInt64 = 0
    for index in left.indices {
      let other = index < right.count ? right[index] : 0
      let (first, firstOverflow) = left[index].subtractingReportingOverflow(other)
      let (second, secondOverflow) = first.subtractingReportingOverflow(borrow)
      difference[index] = second
      borrow = firstOverflow || secondOverflow ? 1 : 0
    }
    while difference.last == 0 { difference.removeLast() }
    return difference
  }

  private static func isLess(_ left: [UInt64], _ right: [UInt64]) -> Bool {
    if left.count != right.count { return left.count < right.count }
    for (one, other) in zip(left.reversed(), right.reversed()) where one != other {
      return one < other
    }
    return false
  }

  private static func bits(_ limbs: [UInt64]) -> Int {
    limbs.last.map { limbs.count * 64 - $0.leadingZeroBitCount } ?? 0
  }

  private static func shifted(_ limbs: [UInt64], by bits: Int) -> [UInt64] {
    let (words, rest) = bits.quotientAndRemainder(dividingBy: 64)
    var shifted = [UInt64](repeating: 0, count: words)
    var carry: UInt64 = 0
    for limb in limbs {
      shifted.append(limb << UInt64(rest) | carry)
      carry = rest == 0 ? 0 : limb >> UInt64(64 - rest)
    }
    return carry == 0 ? shifted : shifted + [carry]
  }

  private static func halved(_ limbs: [UInt64]) -> [UInt64] {
    var halved = limbs
    for index in limbs.indices {
      let next = index + 1 < limbs.count ? limbs[index + 1] : 0
      halved[index] = limbs[index] >> 1 | next << 63
    }
    while halved.last == 0 { halved.removeLast() }
    return halved
  }
}
