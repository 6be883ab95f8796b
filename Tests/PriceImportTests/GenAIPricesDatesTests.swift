import Metering
import PriceBooks
import PriceImport
import TestSupport
import Testing

/// Lists of prices in genai-prices: the last whose constraint holds is the price, and where none does
/// the first is, as in its own calculator.
struct `A list of prices in genai-prices` {
  @Test(arguments: 1...100)
  func `has the price that the source finds, on every day`(seed: Int) throws {
    var random = SeededNumbers(seed)
    let items = (0..<1 + random.below(4)).map { number in
      (from: random.chance(25) ? nil : 1 + random.below(28), price: number + 1)
    }
    let texts = items.map { item in
      let day = item.from.map { "\"2026-02-\($0 < 10 ? "0" : "")\($0)\"" }
      let constraint = day.map { "\"constraint\": {\"start_date\": \($0)}, " } ?? ""
      return "{\(constraint)\"prices\": {\"input_mtok\": \(item.price)}}"
    }
    let book = try ImportedBook(
      "genai-prices",
      """
      [{"id": "a", "models": [{"id": "m", "match": {"equals": "m"},
      "prices": [\(texts.joined(separator: ", "))]}]}]
      """)
    let first = try Instant.of("2026-02-01T00:00:00Z")
    for day in 0...30 {
      let found = items.last { $0.from.map { $0 <= day + 1 } ?? true } ?? items[0]
      let price = book.price("input", of: "m", at: first + TimeSpan.day * day)
      #expect(price == "\(found.price)", "day \(day + 1) of \(texts)")
    }
  }

  @Test func `keeps contexts and bills reasoning as output in each service tier`() throws {
    let book = try ImportedBook(
      "genai-prices",
      """
      [{"id": "a", "models": [{"id": "m", "match": {"equals": "m"}, "prices": {
      "input_mtok": {"base": 5, "tiers": [{"start": 272000, "price": 10}]}, "output_mtok": 30,
      "output_reasoning_mtok": 40},
      "price_variants": [{"when": {"service_tier": "priority"},
      "prices": {"input_mtok": 12, "output_mtok": 75}}]}]}, {"id": "b"}, 7]
      """)
    #expect(book.price("input", of: "m", tier: "priority") == "12")
    #expect(book.price("input", of: "m", tier: "priority", context: 300_000) == "10")
    #expect(book.price("reasoning", of: "m", tier: "priority") == "75")
    #expect(book.price("reasoning", of: "m") == "40")
    #expect(book.remarks == ["left out: a provider without id or models"])
  }

  @Test func `may have hours, and service tiers inside and outside them`() throws {
    let book = try ImportedBook(
      "genai-prices",
      """
      [{"id": "a", "models": [{"id": "m", "match": {"equals": "m"}, "prices": [
      {"prices": {"input_mtok": 4, "output_mtok": 8}},
      {"constraint": {"start_time": "16:00:00Z", "end_time": "20:00:00Z"},
        "prices": {"input_mtok": 2, "output_mtok": 4}},
      {"constraint": {"start_time": "18:00:00Z", "end_time": "22:00:00Z"},
        "prices": {"input_mtok": 3, "output_mtok": 6}}],
      "price_variants": [{"when": {"processing": "batch"}, "prices": {"output_mtok": 1}}]}]}]
      """)
    for (hour, input, output) in [("15", "4", "8"), ("17", "2", "4"), ("19", "3", "6")] {
      let instant = try Instant.of("2026-02-02T\(hour):00:00Z")
      #expect(book.price("input", of: "m", at: instant) == input)
      #expect(book.price("output", of: "m", at: instant) == output)
      #expect(book.price("input", of: "m", tier: "batch", at: instant) == input)
      #expect(book.price("output", of: "m", tier: "batch", at: instant) == "1")
    }
    #expect(book.remarks.isEmpty)
  }
}
