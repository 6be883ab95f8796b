import ExactNumbers
import Testing

struct `Exact decimals` {
  private func decimal(_ text: String) throws -> ExactDecimal { try ExactDecimal(parsing: text) }

  @Test(arguments: ["0", "0.075", "-12.5", "100000000000000000000", "0.000000000000000001"])
  func `print as they were read`(text: String) throws {
    #expect(try decimal(text).description == text)
  }

  @Test(arguments: [
    "", "-", ".5", "5.", "1,5", "1_000", "1e-6", "12abc", "+1", " 1", "1.2.3", "0x1",
  ])
  func `are refused where a prefix alone is a number`(text: String) {
    #expect(throws: ExactDecimalTextError.notPlainDecimal) { try decimal(text) }
  }

  @Test func `are refused beyond their digits`() {
    #expect(throws: ExactDecimalTextError.tooPrecise) { try decimal("0.0000000000000000001") }
    #expect(throws: ExactDecimalTextError.tooLarge) { try decimal("1000000000000000000000") }
  }

  @Test(arguments: [
    ("0.125", 2, "0.12"), ("0.135", 2, "0.14"), ("-0.125", 2, "-0.12"), ("0.5", 0, "0"),
    ("1.5", 0, "2"), ("2.5000001", 0, "3"),
  ])
  func `round half to even`(text: String, digits: Int, expected: String) throws {
    #expect(try decimal(text).rounded(to: digits).description == expected)
  }

  @Test func `are multiplied and divided with one rounding`() throws {
    #expect(
      try decimal("0.075").times(1_000_000, dividedBy: ExactDecimal(1_000_000)).description
        == "0.075")
    #expect(
      try decimal("1").times(.one, dividedBy: ExactDecimal(3)).description == "0.333333333333333333"
    )
    #expect(
      try decimal("2").times(.one, dividedBy: ExactDecimal(3)).description == "0.666666666666666667"
    )
    #expect(
      try decimal("0.000000001").times(1_000_000_000_000, dividedBy: .one).description == "1000")
  }

  @Test func `overflow and division by zero are errors, never traps`() throws {
    let large = try decimal("100000000000000000000")
    #expect(throws: ExactNumberError.overflow) { try large.times(large) }
    #expect(throws: ExactNumberError.divisionByZero) { try large.times(.one, dividedBy: .zero) }
    #expect(ExactDecimal.one.divided(by: .zero) == nil)
    #expect(ExactDecimal(1000).divided(by: ExactDecimal(units: 1)) == nil)
  }

  @Test func `shares add up to the whole for any weights`() throws {
    var random = SystemRandomNumberGenerator()
    for _ in 0..<500 {
      let whole = ExactDecimal(
        units: Int128(Int64.random(in: -1_000_000...1_000_000, using: &random)))
      let weights = (0..<Int.random(in: 1...9, using: &random)).map { _ in
        Int.random(in: 0...1_000_000, using: &random)
      }
      let parts = whole.shared(by: weights)
      #expect(parts.count == weights.count)
      #expect(parts.reduce(.zero, +) == whole)
    }
  }

  @Test
  func `the part of some weights is the exact one to the last digit, and leaves the rest its own`()
    throws
  {
    var random = SystemRandomNumberGenerator()
    for _ in 0..<500 {
      let whole = ExactDecimal(units: Int128.random(in: -(1 << 100)...1 << 100, using: &random))
      let weights = (0..<Int.random(in: 1...9, using: &random)).map { _ in
        Int128.random(in: 0...1 << 60, using: &random)
      }
      let sum = weights.reduce(0, +)
      let total = sum + Int128.random(in: 0...1 << 60, using: &random)
      guard total > 0 else { continue }
      let parts = whole.shared(by: weights, of: total)
      #expect(parts.count == weights.count)
      for (part, weight) in zip(parts, weights) {
        let exact = try ExactDecimal.scaled(whole.units, weight, total)
        #expect((part.units - exact).magnitude <= 1)
      }
      let rest = try ExactDecimal.scaled(whole.units, total - sum, total)
      let given = parts.reduce(ExactDecimal.zero, +)
      #expect((whole.units - given.units - rest).magnitude <= 1)
      #expect(whole.shared(by: weights, of: sum) == whole.shared(by: weights))
    }
  }
}
