import ConfigurationText
import ExactNumbers
import Metering
import PriceBooks
import Testing

/// A unit is a unit: tokens are counted in tokens, and any other meter in one unit everywhere in a book.
struct `Units of meters` {
  private static func read(_ rows: String, _ rest: String = "") -> [ConfigurationError] {
    let text = """
      tariff: prices/1
      currency: USD
      prices:
        - id: a
          rates:
            - {\(rows)}
      \(rest)
      """
    return PriceBook.read(text, file: "b.yaml").errors
  }

  @Test(arguments: [
    "per: 1M tokens, input: 1", "per: 1 token, input: 1", "per: 1M, input: 1",
    "per: 1M tokens, toucans: 1", "per: 1K toucans, toucans: 1",
    "per: 1M tokens, input: 1, toucans: {price: 1, per: 1K toucans}",
    "per: 1K pages, pages: 1, above: [{context: 9, pages: {price: 1, per: 1 page}}]",
    "per: 1M tokens, requests: {price: 1, per: 1K requests}",
    "per: 1M tokens, input_images: {price: 1, per: 1K images}",
    "per: 1M tokens, pages: 1, above: [{context: 9, pages: {price: 1, per: 1 page}}]",
  ])
  func `are read where they are theirs`(rows: String) {
    #expect(Self.read(rows).map(\.description) == [])
  }

  @Test(arguments: [
    ("per: 1M toucans, input: 1", 15, "'toucans' of input", "'tokens'"),
    ("per: 1M toucans, input_audio: 1", 15, "'toucans' of input_audio", "'tokens'"),
    ("per: 1M tokens, output: {price: 1, per: 1 page}", 50, "'page' of output", "'tokens'"),
    (
      "per: 1M, above: [{context: 9, reasoning: {price: 1, per: 1K day}}]", 67,
      "'day' of reasoning",
      "'tokens'"
    ),
    (
      "per: 1, requests: {price: 1, per: 1K token}", 44, "'token' of requests", "'requests'"
    ),
    (
      "per: 1, p: {price: 1, per: 1K pages}, above: [{context: 9, p: {price: 1, per: 1 sheet}}]",
      88, "'sheet' of p", "'pages', its unit in line 6"
    ),
  ])
  func `are refused where they are not, with their place`(
    rows: String, column: Int, found: String, expected: String
  ) {
    let errors = Self.read(rows)
    #expect(errors.count == 1)
    #expect(errors.first?.line == 6)
    #expect(errors.first?.column == column)
    #expect(errors.first?.found.contains(found) == true, "\(errors)")
    #expect(errors.first?.expected.contains(expected) == true, "\(errors)")
  }

  @Test func `hold in contracts too`() {
    let errors = Self.read(
      "per: 1, pages: {price: 1, per: 1K pages}",
      """
      contract:
        - {name: one, meter: input, free: 10M toucans}
        - {name: two, meter: pages, free: 10M pages}
        - {name: three, meter: pages, graduated: [{above: 10 sheets, price: 1, per: 1 page}]}
        - {name: four, meter: input, volume: [{above: 1K, price: 1, per: 1M days}]}
        - {name: five, volume: [{above: 0, discount: 0%}, {above: 1M tokens, discount: 5%}]}
        - {name: six, volume: [{above: 0, discount: 0%}, {above: 1K, discount: 5%}]}
      """)
    #expect(errors.map(\.line) == [8, 10, 11, 12])
  }

  @Test(arguments: [
    ("a.input=1/1M tokens", true), ("a.input=1/1M toucans", false), ("a.pages=1/1K pages", true),
  ])
  func `hold in a change of one rate`(text: String, isOne: Bool) {
    #expect((RateChange(parsing: text) != nil) == isOne)
  }
}
