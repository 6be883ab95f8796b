import Metering
import PriceBooks
import Testing

/// What `prices diff` compares: all that decides what something costs.
struct `The difference of two books` {
  private static let book = """
    tariff: prices/1
    name: ours
    currency: USD
    assume: {unsplit: {input: 30%, output: 70%}}
    backends: {gemini: a}
    prices:
      - id: a
        match: [a, "a-*"]
        backend: [east]
        rates:
          - {from: 2026-01-01, per: 1M tokens, input: 0.5, cache_read: input, pages: {price: 1, per: 1K pages}}
          - {from: 2026-06-01, per: 1M tokens, input: 0.4, above: [{context: 100, input: 1}]}
      - {id: b, rates: [{fixed: 10, per: 1 month}]}
    contract:
      - {name: cut, discount: 10%}
      - {name: gift, credit: 5}
    fx: {EUR: [{from: 2026-01-01, rate: 1.1}]}
    """

  /// Each change, and the row that shows it: what changed, where, from what to what.
  static let changes = [
    ("currency: USD", "currency: EUR", "changed currency: USD -> EUR"),
    (
      "assume: {unsplit: {input: 30%, output: 70%}}",
      "assume: {unsplit: {input: 40%, output: 60%}}",
      "changed unsplit: input: 30%, output: 70% -> input: 40%, output: 60%"
    ),
    ("currency: USD", "currency: USD\nmatching: first", "added matching: - -> first"),
    ("{gemini: a}", "{gemini: b}", "changed backend gemini: a -> b"),
    ("[a, \"a-*\"]", "[a, \"a-*\", c]", "added a match: - -> c"),
    ("[a, \"a-*\"]", "[a]", "removed a match: a-* -> -"),
    ("[east]", "[east]\n    ignore_case: true", "added a ignore_case: - -> true"),
    ("[east]", "[west]", "removed a backend: east -> -"),
    (
      "cache_read: input", "cache_read: pages",
      "changed a 2026-01-01 cache_read priced as: input -> pages"
    ),
    ("cache_read: input, ", "", "removed a 2026-01-01 cache_read priced as: input -> -"),
    ("1K pages", "1K sheets", "changed unit of pages: pages -> sheets"),
    (
      "{price: 1, per: 1K pages}", "{price: 1, per: 1 page}",
      "changed a 2026-01-01 pages: 1/1K pages -> 1/1 page"
    ),
    ("input: 0.5", "input: 0.6", "changed a 2026-01-01 input: 0.5/1M -> 0.6/1M"),
    (
      "{context: 100, input: 1}", "{context: 100, input: 2}",
      "changed a 2026-06-01 context: 100 input: 1/1M -> 2/1M"
    ),
    (
      "from: 2026-06-01, per", "from: 2026-06-01, until: 2026-07-01, per",
      "added a 2026-06-01 until: - -> 2026-07-01"
    ),
    ("fixed: 10", "fixed: 11", "changed b fixed: 10/1 month -> 11/1 month"),
    (
      "discount: 10%", "discount: 20%",
      "changed contract cut: {name: cut, discount: 10%} -> {name: cut, discount: 20%}"
    ),
    (
      "      - {name: gift, credit: 5}\n", "",
      "removed contract gift: {name: gift, credit: 5} -> -"
    ),
    ("rate: 1.1", "rate: 1.2", "changed 2026-01-01 fx EUR: 1.1 -> 1.2"),
    (
      "  - {name: cut, discount: 10%}\n  - {name: gift, credit: 5}",
      "  - {name: gift, credit: 5}\n  - {name: cut, discount: 10%}",
      "changed order of contract: cut, gift -> gift, cut"
    ),
  ]

  @Test(arguments: changes.indices)
  func `shows each kind of change`(index: Int) throws {
    let (old, new, row) = Self.changes[index]
    let changed = Self.book.replacing(old.replacing("      - ", with: "  - "), with: new)
    #expect(changed != Self.book)
    let difference = PriceDifference(from: try Self.read(Self.book), to: try Self.read(changed))
    #expect(difference.rows.map(Self.text).contains(row), "\(difference.rows.map(Self.text))")
    // The other way round it is the same change.
    let back = PriceDifference(from: try Self.read(changed), to: try Self.read(Self.book))
    #expect(back.rows.count == difference.rows.count)
  }

  @Test func `is nothing of a book with itself`() throws {
    let book = try Self.read(Self.book)
    #expect(PriceDifference(from: book, to: book).rows.isEmpty)
  }

  @Test func `takes no amount of one currency for one of another`() throws {
    let euros = Self.book.replacing("currency: USD", with: "currency: EUR")
    let difference = PriceDifference(from: try Self.read(Self.book), to: try Self.read(euros))
    #expect(!difference.isOneCurrency)
    // The currency, and every rate: 0.5 USD is another price than 0.5 EUR.
    #expect(difference.rows.count == 6)
    #expect(difference.rows.allSatisfy { $0.percent == nil })
  }

  private static func read(_ text: String) throws -> PriceBook {
    try PriceBook(parsing: text, file: "book.yaml")
  }

  private static func text(_ row: PriceDifference.Row) -> String {
    let place = [row.change.rawValue, row.id, row.from, row.when, row.what].filter { !$0.isEmpty }
    return "\(place.joined(separator: " ")): \(text(row.before)) -> \(text(row.after))"
  }

  private static func text(_ side: PriceDifference.Side?) -> String {
    switch side {
    case nil: "-"
    case .text(let text): text
    case .rate(let rate, let unit): "\(rate.price)/\(rate.per.quantityText(unit))"
    }
  }
}
