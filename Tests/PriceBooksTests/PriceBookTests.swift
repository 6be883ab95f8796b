import Charging
import ConfigurationText
import ExactNumbers
import Metering
import PriceBooks
import TestSupport
import Testing

/// The rules of the price language, by hand.
struct `Price books` {
  static let example = """
    tariff: prices/1
    name: example
    currency: USD
    backends: {router: google/flash}
    prices:
      - id: google/flash
        match: [flash, "flash-*", {regex: "^models/flash(-\\\\d+)?$"}]
        rates:
          - from: 2026-01-01
            per: 1M tokens
            input: 0.075
            output: 0.30
            cache_read: 0.01875
            cache_write: input
            web_searches: {price: 10, per: 1K}
            above: [{context: 128000, input: 0.15, output: 0.60}]
          - {from: 2026-02-01, per: 1M tokens, input: 0.10, output: 0.40}
          - {from: 2026-01-01, per: 1M tokens, when: {service_tier: batch}, input: 0.05, output: 0.2}
      - id: google/flash-8b
        match: ["flash-8b*"]
        rates: [{per: 1M tokens, input: 0.01, output: 0.02}]
      - id: cloud/flash
        match: [flash]
        backend: ["vertex-*"]
        rates: [{per: 1M tokens, input: 1, output: 2}]
      - {id: twin-a, match: [twin], rates: [{per: 1M tokens, input: 1, output: 1}]}
      - {id: twin-b, match: [twin], rates: [{per: 1M tokens, input: 2, output: 2}]}
    """
  private static let january = Instant(milliseconds: 1_768_003_200_000)
  private static let february = Instant(milliseconds: 1_769_904_000_000)

  private func books() throws -> PriceBooks {
    PriceBooks([try PriceBook(parsing: Self.example, file: "example.yaml")])
  }

  private func id(_ backend: String, _ model: String?, at instant: Instant) throws -> String {
    let resolution = try books().resolve(
      backend: backend, model: model, serviceTier: "standard", at: instant)
    switch resolution {
    case .priced(let row): return row.entry.id
    case .unpriced(let reason): return reason.rawValue
    }
  }

  @Test(arguments: [
    ("a", "flash", "google/flash"), ("a", "flash-8b-1", "google/flash-8b"),
    ("a", "flash-x", "google/flash"), ("a", "models/flash-12", "google/flash"),
    ("vertex-eu", "flash", "cloud/flash"), ("a", "Flash", "no_match"), ("a", "twin", "ambiguous"),
  ])
  func `match exact names, then globs with more letters, then regexes, backends' own first`(
    backend: String, model: String, expected: String
  ) throws {
    #expect(try id(backend, model, at: Self.january) == expected)
  }

  @Test func `price a backend without a model by its entry or its name`() throws {
    #expect(try id("router", nil, at: Self.january) == "google/flash")
    #expect(try id("flash-8b", nil, at: Self.january) == "google/flash-8b")
    #expect(try id("flash", "unheard-of", at: Self.january) == "no_match")
  }

  @Test func `have no row before the first one's date`() throws {
    #expect(try id("a", "flash", at: .epoch) == "no_row_at_date")
  }

  private func lane(
    _ tokens: [Meter: Int], tier: String = "standard", at instant: Instant = january,
    context: Int? = 0, others: [(name: String, quantity: Int)] = []
  ) -> LaneUsage {
    var counts = TokenCounts()
    for (meter, count) in tokens { counts[meter] = count }
    return LaneUsage(
      backend: "a", model: "flash", serviceTier: tier, windowStart: instant, contextFloor: context,
      requests: 1, tokens: counts, otherMeters: others)
  }

  private func cost(_ lane: LaneUsage) throws -> CostSummary {
    try books().price([lane], currency: "USD")
  }

  private func amounts(_ costs: CostSummary) -> [String] {
    costs.charges.map { $0.amount.description }
  }

  @Test func `price by date, service tier and context tier`() throws {
    let million: [Meter: Int] = [.input: 1_000_000]
    #expect(amounts(try cost(lane(million))) == ["0.075"])
    #expect(amounts(try cost(lane(million, at: Self.february))) == ["0.1"])
    #expect(amounts(try cost(lane(million, at: Self.february - .millisecond))) == ["0.075"])
    #expect(amounts(try cost(lane(million, tier: "batch"))) == ["0.05"])
    #expect(amounts(try cost(lane(million, context: 128_000))) == ["0.075"])
    #expect(amounts(try cost(lane(million, context: 128_001))) == ["0.15"])
    // A meter that the tier does not name keeps the row's rate.
    #expect(amounts(try cost(lane([.cacheRead: 1_000_000], context: 128_001))) == ["0.01875"])
  }

  @Test func `fall back only where they say so, but for reasoning`() throws {
    #expect(amounts(try cost(lane([.cacheWrite: 1_000_000]))) == ["0.075"])
    #expect(amounts(try cost(lane([.reasoning: 1_000_000]))) == ["0.3"])
    let costs = try cost(lane([.cacheWrite1h: 7]))
    #expect(costs.charges.isEmpty)
    #expect(costs.unpriced.map(\.reason) == [.noRate])
    #expect(costs.unpriced.map(\.quantity) == [ExactDecimal(7)])
  }

  @Test func `price meters with units of their own`() throws {
    #expect(amounts(try cost(lane([:], others: [(name: "web_searches", quantity: 3)]))) == ["0.03"])
  }

  @Test func `bound what is not known`() throws {
    let costs = try cost(lane([.unsplit: 1_000_000], context: nil))
    let sums = costs.charges.reduce((ExactDecimal.zero, ExactDecimal.zero, ExactDecimal.zero)) {
      ($0.0 + $1.amount, $0.1 + $1.low, $0.2 + $1.high)
    }
    // 30 % at 0.075 and 70 % at 0.30; the cheapest rate is cached input, the dearest the tier's output.
    #expect(sums.0.description == "0.2325")
    #expect(sums.1.description == "0.01875")
    #expect(sums.2.description == "0.6")
    #expect(costs.charges.map(\.isAssumed) == [true, true])
    let unknown = try cost(lane([.input: 1_000_000], context: nil)).charges[0]
    #expect(
      [unknown.amount, unknown.low, unknown.high].map(\.description) == ["0.075", "0.075", "0.15"])
  }

  @Test(arguments: [
    ("input: 1,5", 6, "'1,5'"), ("input: 1_000", 6, "'1_000'"), ("input: -1", 6, "'-1'"),
    ("input: 1e-6", 6, "'1e-6'"),
    ("input: 1, cache_read: -0.5", 6, "'-0.5'"),
  ])
  func `say where a number is none`(rates: String, line: Int, found: String) throws {
    let yaml = """
      tariff: prices/1
      currency: USD
      prices:
        - id: a
          rates:
            - {per: 1M tokens, \(rates)}
      """
    let text = rates.contains("1,5") ? yaml.replacing("1,5", with: "\"1,5\"") : yaml
    do {
      _ = try PriceBook(parsing: text, file: "bad.yaml")
      Issue.record("the book was read")
    } catch {
      #expect(error.line == line)
      #expect(error.found.contains(found), "\(error)")
      #expect(error.description.hasPrefix("bad.yaml:6:"))
    }
  }
}
