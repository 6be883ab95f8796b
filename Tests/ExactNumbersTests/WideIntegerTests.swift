import ExactNumbers
import Testing

/// Whole numbers beyond 128 bits, checked by what must come back.
struct `Wide integers` {
  private static let values: [Int128] = [
    0, 1, -1, 7, -10, 1 << 63, 1 << 64, -(1 << 64) + 1, 1_000_000_000_000_000_000,
    170_141_183_460_469_231_731_687_303_715_884_105_727,
  ]

  @Test func `add, subtract and multiply as Int128 does where that fits`() {
    for left in Self.values {
      for right in Self.values {
        let (sum, sumOverflow) = left.addingReportingOverflow(right)
        if !sumOverflow { #expect(WideInteger(left) + WideInteger(right) == WideInteger(sum)) }
        let (product, overflow) = left.multipliedReportingOverflow(by: right)
        if !overflow { #expect(WideInteger(left) * WideInteger(right) == WideInteger(product)) }
        #expect(WideInteger(left) - WideInteger(right) + WideInteger(right) == WideInteger(left))
      }
    }
  }

  @Test func `come back from a product by division`() throws {
    for left in Self.values {
      for right in Self.values where right != 0 {
        let wide = WideInteger(right) * WideInteger(right) * WideInteger(right)
        #expect(try (WideInteger(left) * wide).divided(by: wide) == left)
      }
    }
  }

  @Test(
    arguments: [
      (5, 2, 2), (7, 2, 4), (-5, 2, -2), (-7, 2, -4), (5, -2, -2), (8, 3, 3), (7, 3, 2), (1, 2, 0),
      (3, 2, 2), (1, 3, 0), (0, 5, 0),
    ] as [(Int128, Int128, Int128)])
  func `divide half to even`(number: Int128, divisor: Int128, quotient: Int128) throws {
    let scale = WideInteger(.max) * WideInteger(.max)
    let (number, divisor) = (WideInteger(number), WideInteger(divisor))
    #expect(try number.divided(by: divisor) == quotient)
    #expect(try (number * scale).divided(by: divisor * scale) == quotient)
  }

  @Test func `refuse what does not fit, and nothing as a divisor`() {
    let wide = WideInteger(.max) * WideInteger(4)
    #expect(throws: ExactNumberError.overflow) { try wide.divided(by: WideInteger(1)) }
    #expect(throws: ExactNumberError.divisionByZero) { try wide.divided(by: .zero) }
  }
}
