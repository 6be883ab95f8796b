import ExactNumbers
import Templating
import Testing

/// Filters that make figures for the eye.
struct `Figure filters` {
  private func shown(_ tag: String, _ value: TemplateValue) throws -> String {
    try Template(tag, name: "t", format: .markdown).render(["x": value])
  }

  private func decimal(_ text: String) throws -> TemplateValue {
    .decimal(try ExactDecimal(parsing: text))
  }

  @Test(arguments: [
    ("1234.5", "1,234.50"), ("0", "0.00"), ("0.004", "<0.01"), ("-0.004", ">-0.01"),
    ("0.005", "<0.01"), ("0.0051", "0.01"), ("-1234.5", "-1,234.50"),
  ]) func `money never rounds something to nothing`(number: String, text: String) throws {
    #expect(try shown("{{x | money}}", decimal(number)) == text)
  }

  @Test func `money has the digits that it is given`() throws {
    #expect(try shown("{{x | money 0}}", decimal("0.4")) == "<1")
    #expect(try shown("{{x | money 3}}", decimal("2")) == "2.000")
    #expect(try shown("{{x | money}}", nil) == "")
  }

  @Test(arguments: [
    ("{{x | signed}}", "1.5", "+1.5"), ("{{x | signed}}", "-1.5", "-1.5"),
    ("{{x | signed}}", "0", "0"), ("{{x | money | signed}}", "12", "+12.00"),
    ("{{x | money | signed}}", "-0.001", ">-0.01"), ("{{x | 1 | signed}}", "0.01", "0.0"),
    ("{{x | percent | signed}}", "12.34", "+12.3 %"),
  ]) func `signs stand before what is more than nothing`(
    tag: String, number: String, text: String
  ) throws {
    #expect(try shown(tag, decimal(number)) == text)
  }

  @Test func `a sparkline's highest is full, and nothing is the lowest`() throws {
    #expect(try shown("{{x | spark}}", [0, 1, 50, 100, nil, -3]) == "▁▂▅█ ▁")
    #expect(try shown("{{x | spark}}", [0, 0]) == "▁▁")
    #expect(try shown("{{x | spark}}", []) == "")
  }

  @Test func `a bar of more than nothing shows, and pads to its cells`() throws {
    #expect(try shown("{{x | bar 10 | pad 10}}|", decimal("0.1")) == "▇         |")
    #expect(try shown("{{x | bar 10 | pad 10}}|", 0) == "          |")
    #expect(try shown("{{x | bar 10}}|", 100) == "▇▇▇▇▇▇▇▇▇▇|")
  }

  @Test func `a list is counted, and a time has its hour and minute`() throws {
    #expect(try shown("{{x | count}}", [1, 2, 3]) == "3")
    #expect(try shown("{{x | time}}", "2026-03-31T14:05:59.000Z") == "14:05")
  }
}
