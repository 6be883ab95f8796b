extension ExactDecimal {
  /// `self × factor ÷ divisor`, rounded once, half to even, at 1e-18.
  ///
  /// The product is kept in 256 bits, so it never loses a digit before the division.
  package func times(
    _ factor: ExactDecimal, dividedBy divisor: ExactDecimal = .one
  ) throws(ExactNumberError) -> ExactDecimal {
    ExactDecimal(units: try Self.scaled(units, factor.units, divisor.units))
  }

  /// `self × quantity ÷ divisor`, where the quantity is a plain count.
  package func times(
    _ quantity: Int, dividedBy divisor: ExactDecimal
  ) throws(ExactNumberError) -> ExactDecimal {
    try times(ExactDecimal(quantity), dividedBy: divisor)
  }

  /// `self ÷ divisor`, rounded half to even at `digits` digits after the point; nil where the divisor
  /// is 0 or the result too large.
  package func divided(by divisor: ExactDecimal, digits: Int = 12) -> ExactDecimal? {
    guard divisor.units != 0 else { return nil }
    let scale = Self.powerOfTen(digits)
    guard let quotient = try? Self.scaled(units, scale, divisor.units) else { return nil }
    let (units, overflow) = quotient.multipliedReportingOverflow(by: Self.unitsPerOne / scale)
    return overflow ? nil : ExactDecimal(units: units)
  }

  /// The nearest value with `digits` digits after the point, half to even.
  package func rounded(to digits: Int) -> ExactDecimal {
    let step = Self.unitsPerOne / Self.powerOfTen(min(max(digits, 0), Self.fractionDigits))
    let (quotient, remainder) = units.quotientAndRemainder(dividingBy: step)
    let twice = remainder.magnitude * 2
    let away = twice > step.magnitude || (twice == step.magnitude && quotient & 1 == 1)
    let rounded = away ? quotient + (units < 0 ? -1 : 1) : quotient
    return ExactDecimal(units: rounded * step)
  }

  /// Ten to the power of `exponent`, from 0 to 38.
  static func powerOfTen(_ exponent: Int) -> Int128 {
    (0..<exponent).reduce(1) { power, _ in power * 10 }
  }

  /// `a × b ÷ c`, rounded half to even; the product is kept in 256 bits.
  package static func scaled(
    _ a: Int128, _ b: Int128, _ c: Int128
  ) throws(ExactNumberError) -> Int128 {
    guard c != 0 else { throw .divisionByZero }
    let product = a.magnitude.multipliedFullWidth(by: b.magnitude)
    guard product.high < c.magnitude else { throw .overflow }
    var (quotient, remainder) = c.magnitude.dividingFullWidth(product)
    // Compare the remainder with what is left to the next whole, without doubling it.
    let rest = c.magnitude - remainder
    if remainder > rest || (remainder == rest && quotient & 1 == 1) { quotient += 1 }
    guard quotient <= UInt128(Int128.max) else { throw .overflow }
    let negative = ((a < 0) != (b < 0)) != (c < 0)
    return negative ? -Int128(quotient) : Int128(quotient)
  }

  /// Parts of this amount in proportion to `weights`, none negative, that add up to it exactly.
  ///
  ///     ExactDecimal(10).shared(by: [1, 2])   // 3.333333333333333333, 6.666666666666666667
  ///
  /// By the method of the largest remainder: each part is rounded down, and the units of 1e-18 that
  /// are left go one each to the parts that lost most, the earlier first among equals. Where all
  /// weights are 0 the first part is the whole amount.
  ///
  /// Not generic: a generic function called from another target is many times slower.
  package func shared(by weights: [Int128]) -> [ExactDecimal] {
    var total: Int128 = 0
    for weight in weights { total += weight }
    guard total > 0 else {
      return weights.indices.map { $0 == 0 ? self : .zero }
    }
    var parts = [ExactDecimal](repeating: .zero, count: weights.count)
    var remainders: [(remainder: UInt128, index: Int)] = []
    var missing = units.magnitude
    for index in weights.indices where weights[index] > 0 {
      let product = units.magnitude.multipliedFullWidth(by: weights[index].magnitude)
      let (part, remainder) = total.magnitude.dividingFullWidth(product)
      parts[index] = ExactDecimal(units: Int128(part))
      missing -= part
      if remainder > 0 { remainders.append((remainder, index)) }
    }
    if missing > 0 {
      remainders.sort { ($1.remainder, $0.index) < ($0.remainder, $1.index) }
      for place in 0..<Int(missing) {
        let index = remainders[place].index
        parts[index] = ExactDecimal(units: parts[index].units + 1)
      }
    }
    guard units < 0 else { return parts }
    for index in parts.indices { parts[index] = -parts[index] }
    return parts
  }

  package func shared(by weights: [Int]) -> [ExactDecimal] {
    shared(by: weights.map { Int128($0) })
  }

  /// The parts of this amount that fall on `weights`, where it falls on all of `total`: what the
  /// weights lack to the total keeps its part, and is not among them.
  ///
  ///     ExactDecimal(10).shared(by: [1, 1], of: 4)   // 2.5, 2.5
  ///
  /// A total below the weights' sum counts as that sum.
  package func shared(by weights: [Int128], of total: Int128) -> [ExactDecimal] {
    var rest = total
    for weight in weights { rest -= weight }
    var parts = shared(by: weights + [max(0, rest)])
    parts.removeLast()
    return parts
  }
}
