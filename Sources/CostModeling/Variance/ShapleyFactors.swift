import ExactNumbers

/// A quotient of whole numbers, in lowest terms; its denominator is positive.
struct Fraction: Hashable, Sendable {
  let numerator: Int128
  let denominator: Int128

  static let one = Fraction(1, over: 1)

  init(_ numerator: Int128, over denominator: Int128) {
    var (divisor, rest) = (denominator, numerator.magnitude == 0 ? 0 : abs(numerator))
    while rest != 0 { (divisor, rest) = (rest, divisor % rest) }
    self.numerator = numerator / divisor
    self.denominator = denominator / divisor
  }
}

/// A product whose factors changed, and what each of them has to do with the change.
///
/// Shapley's rule: a factor's effect is the mean, over all orders in which the factors could have
/// changed one after the other, of what its own step changed. The effects add up to the difference,
/// no order is preferred, and a factor that did not change has none.
struct ShapleyFactors {
  let before: [Fraction]
  let after: [Fraction]

  /// The effects in units of 1e-18, `difference` being what they add up to.
  ///
  /// They are exact fractions, each rounded once, half to even; what the rounded ones lack to the
  /// difference goes to the largest, the first among equals, so that a factor without a change
  /// never gets it.
  func effects(difference: Int128) throws -> [Int128] {
    var effects = try exact.map { try $0.divided(by: denominator) }
    let missing = difference - effects.reduce(0, +)
    if missing != 0, let most = effects.map(\.magnitude).max(),
      let index = effects.firstIndex(where: { $0.magnitude == most })
    {
      effects[index] += missing
    }
    return effects
  }

  /// The effects as numerators over ``denominator``.
  private var exact: [WideInteger] {
    let products = products
    let count = before.count
    return (0..<count).map { factor in
      guard before[factor] != after[factor] else { return .zero }
      var sum = WideInteger.zero
      for changed in products.indices where changed & 1 << factor == 0 {
        let size = changed.nonzeroBitCount
        let orders = Self.factorial(size) * Self.factorial(count - 1 - size)
        let step = products[changed | 1 << factor] - products[changed]
        sum = sum + step * WideInteger(orders)
      }
      return sum
    }
  }

  /// For each set of factors, as bits, the product where these have changed, over the factors'
  /// common denominators.
  private var products: [WideInteger] {
    (0..<(1 << before.count)).map { changed in
      before.indices.reduce(WideInteger(1)) { product, factor in
        let (old, new) = (before[factor], after[factor])
        let isNew = changed & 1 << factor != 0
        let numerator = isNew ? new.numerator : old.numerator
        return product * WideInteger(numerator)
          * WideInteger(isNew ? old.denominator : new.denominator)
      }
    }
  }

  private var denominator: WideInteger {
    zip(before, after).reduce(WideInteger(Self.factorial(before.count))) { product, factor in
      product * WideInteger(factor.0.denominator) * WideInteger(factor.1.denominator)
    }
  }

  private static func factorial(_ value: Int) -> Int128 {
    value < 2 ? 1 : (2...value).reduce(1) { $0 * Int128($1) }
  }
}
