import ExactNumbers
import Testing

struct `The natural logarithm` {
  /// To 18 digits, from tables.
  @Test(arguments: [
    ("2", "0.693147180559945309"), ("10", "2.302585092994045684"),
    ("0.5", "-0.693147180559945309"), ("3", "1.098612288668109691"),
    ("0.000000000000000001", "-41.446531673892822312"),
    ("100000000000000000000", "46.051701859880913680"), ("1.05", "0.048790164169432003"),
    ("2.718281828459045235", "1"),
  ])
  func `agrees with the tables`(value: String, logarithm: String) throws {
    let found = try #require(try ExactDecimal(parsing: value).naturalLogarithm)
    let difference = try (found - ExactDecimal(parsing: logarithm)).magnitude
    #expect(difference <= ExactDecimal(units: 100), "\(found)")
  }

  @Test func `of one is nothing, exactly, and there is none of 0 and below`() {
    #expect(ExactDecimal.one.naturalLogarithm == .zero)
    #expect(ExactDecimal.zero.naturalLogarithm == nil)
    #expect((-ExactDecimal.one).naturalLogarithm == nil)
  }

  @Test func `of a product is the sum of its factors', and it grows`() throws {
    var previous = try #require(ExactDecimal(units: 1).naturalLogarithm)
    for factor in 1...200 {
      let value = ExactDecimal(units: Int128(factor) * 987_654_321_012_345_678)
      let logarithm = try #require(value.naturalLogarithm)
      let parts =
        try #require(ExactDecimal(factor).naturalLogarithm)
        + #require(ExactDecimal(units: 987_654_321_012_345_678).naturalLogarithm)
      #expect((logarithm - parts).magnitude <= ExactDecimal(units: 100))
      #expect(logarithm > previous)
      previous = logarithm
    }
  }
}
