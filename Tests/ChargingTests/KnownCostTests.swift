import Charging
import ExactNumbers
import Foundation
import Metering
import PriceBooks
import TestSupport
import Testing

/// What 878 recorded requests really cost, by model and meter: sums of recorded agent logs (MIT),
/// priced with exact decimals by an independent calculator.
struct `Known costs` {
  /// Input, output, cache reads, five-minute and one-hour cache writes, and the cost in USD.
  static let models: [(name: String, tokens: [Int], cost: String)] = [
    ("claude-haiku-4-5-20251001", [35_492, 8_448, 525_016, 147_479, 0], "0.31458235"),
    ("claude-opus-4-1-20250805", [49, 1_533, 185_694, 59_893, 0], "1.51724475"),
    ("claude-opus-4-20250514", [341, 12_081, 1_717_254, 111_530, 0], "5.5782585"),
    ("claude-opus-4-5-20251101", [3_658, 31_667, 8_844_544, 208_513, 0], "6.53544325"),
    ("claude-opus-4-6", [23, 88, 239_606, 0, 9_036], "0.212478"),
    ("claude-opus-4-7", [2_546, 53_458, 2_455_695, 296_384, 102_189], "5.4513175"),
    ("claude-sonnet-4-20250514", [1_254, 16_357, 12_823_025, 673_472, 0], "6.6215445"),
    ("claude-sonnet-4-5-20250929", [17_469, 57_731, 10_180_097, 856_721, 0], "7.18510485"),
  ]

  @Test func `come out to the last digit by the built-in books`() throws {
    let file = Program.root.appending(path: "pricing/prepared.txt")
    let prepared = try #require(PreparedBooks([UInt8](Data(contentsOf: file))))
    let books = PriceBooks(prepared.books.map(\.book))
    let meters: [Meter] = [.input, .output, .cacheRead, .cacheWrite, .cacheWrite1h]
    var total = ExactDecimal.zero
    for model in Self.models {
      var tokens = TokenCounts()
      for (meter, count) in zip(meters, model.tokens) { tokens[meter] = count }
      let lane = LaneUsage(
        backend: "anthropic", model: model.name, serviceTier: "standard",
        windowStart: Instant(milliseconds: 1_750_000_000_000), contextFloor: 0, requests: 1,
        tokens: tokens,
        otherMeters: [])
      let costs = try books.price([lane], currency: "USD")
      let cost = costs.charges.reduce(ExactDecimal.zero) { $0 + $1.amount }
      #expect(cost.description == model.cost, "\(model.name)")
      #expect(costs.unpriced.isEmpty)
      total = total + cost
    }
    #expect(total.description == "33.4159737")
  }
}
