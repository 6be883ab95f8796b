import Charging
import ExactNumbers
import Foundation
import Metering
import PriceBooks
import PriceImport
import TestSupport
import Testing

/// Real usages with the prices that genai-prices (MIT) gives them, priced from an import of the same
/// version of its data.
struct `An import of genai-prices` {
  private static let folder = Program.root.appending(
    path: "Tests/PriceImportTests/Fixtures/genai-prices")
  private static let instant = Instant(milliseconds: 1_762_430_400_000)  // 2025-11-06T12:00Z

  private func imported() throws -> PriceBook {
    let file = Self.folder.appending(path: "genai-prices-47df840a.json")
    let importer = try #require(PriceImporters.importer("genai-prices", ImportOptions()))
    return try importer.prices([UInt8](Data(contentsOf: file)), file: "genai-prices.json").book
  }

  /// Its counts contain each other: what is counted more exactly is taken out of what contains it.
  private func disjoint(_ usage: [String: TestSupport.JSONTree]) -> [String: Int] {
    func kinds(_ meter: String) -> Set<Substring> {
      let words = Set(meter.dropLast("_tokens".count).split(separator: "_"))
      return words.contains("cache") ? words.union(["input"]) : words
    }
    var counts = usage.compactMapValues { $0.number.map { NSDecimalNumber(decimal: $0).intValue } }
    let tokens = counts.keys.filter { $0.hasSuffix("_tokens") }
    for meter in tokens.sorted(by: { kinds($0).count > kinds($1).count }) {
      for other in tokens where kinds(other).isStrictSuperset(of: kinds(meter)) {
        counts[meter, default: 0] -= counts[other, default: 0]
      }
    }
    return counts
  }

  private func lane(_ line: TestSupport.JSONTree) -> LaneUsage {
    let names: [String: Meter] = [
      "input_tokens": .input, "output_tokens": .output, "cache_read_tokens": .cacheRead,
      "cache_write_tokens": .cacheWrite, "output_reasoning_tokens": .reasoning,
    ]
    var tokens = TokenCounts()
    var others: [(name: String, quantity: Int)] = []
    for (name, count) in disjoint(line["usage"].fields) where count != 0 {
      if let meter = names[name] { tokens[meter] = count } else { others.append((name, count)) }
    }
    let context = line["usage", "input_tokens"].number ?? 0
    return LaneUsage(
      backend: line["provider"].text ?? "", model: line["model"].text, serviceTier: "standard",
      windowStart: Self.instant, contextFloor: NSDecimalNumber(decimal: context).intValue,
      requests: 1, tokens: tokens, otherMeters: others)
  }

  @Test func `prices 616 real usages as the source does, digit for digit`() throws {
    let books = PriceBooks([try imported()])
    let text = try String(
      contentsOf: Self.folder.appending(path: "golden-sample.ndjson"), encoding: .utf8)
    var compared = 0
    for line in text.split(separator: "\n") {
      let line = try JSONDecoder().decode(TestSupport.JSONTree.self, from: Data(line.utf8))
      // Where more than tokens is paid for, the source states a total.
      let total = line["total_price"].text.map { [$0] }
      let prices =
        total ?? [line["input_price"].text, line["output_price"].text].compactMap(\.self)
      let expected = prices.reduce(Decimal.zero) { $0 + (Decimal(string: $1) ?? .nan) }
      var lane = lane(line)
      lane.schedules = books.boundaries.schedules.filter { $0.holds(at: Self.instant) }
      let costs = try books.price([lane], currency: "USD")
      let actual = Decimal(string: costs.list.description)
      #expect(actual == expected, "\(line)")
      #expect(costs.unpriced.isEmpty, "\(line)")
      compared += 1
    }
    #expect(compared == 616)
  }

  @Test func `reads back from its YAML and its rate card as the same prices`() throws {
    let book = try imported()
    let yaml = try PriceBook(parsing: book.yaml(), file: "imported.yaml")
    #expect(PriceDifference(from: book, to: yaml).rows.isEmpty)
    #expect(yaml.matching == .first)
    #expect(yaml.entries.map(\.patterns) == book.entries.map(\.patterns))
    #expect(yaml.entries.map(\.backends) == book.entries.map(\.backends))
  }
}
