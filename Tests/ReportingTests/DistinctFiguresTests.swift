import ExactNumbers
import Reporting
import TestSupport
import Testing

/// Figures beside a limit never look like it.
struct `Two amounts` {
  @Test(arguments: 0..<20)
  func `that differ look different, in their order, and equal ones alike`(seed: Int) throws {
    var numbers = SeededNumbers(seed)
    for _ in 0..<200 {
      let first = ExactDecimal(units: Int128(numbers.next() >> UInt64(numbers.below(60))))
      let step = ExactDecimal(units: Int128(numbers.next() >> UInt64(numbers.below(60))))
      let currency = numbers.pick(["USD", "JPY", "KWD"])
      let shown = MoneyText(currency: currency).distinct(first + step, first)
      let values = try [shown.first, shown.second].map {
        try ExactDecimal(parsing: $0.replacing(",", with: ""))
      }
      #expect((values[0] > values[1]) == (step.units > 0), "\(shown)")
    }
  }

  @Test func `have the digits of their currency where those are enough`() throws {
    func amounts(_ first: String, _ second: String, _ currency: String) throws -> [String] {
      let shown = MoneyText(currency: currency)
        .distinct(try ExactDecimal(parsing: first), try ExactDecimal(parsing: second))
      return [shown.first, shown.second]
    }
    #expect(try amounts("1234.5", "400", "USD") == ["1,234.50", "400.00"])
    #expect(try amounts("400.004", "400", "USD") == ["400.004", "400.000"])
    #expect(try amounts("1234", "1233.6", "JPY") == ["1,234.0", "1,233.6"])
    #expect(try amounts("1", "2", "KWD") == ["1.000", "2.000"])
  }
}
