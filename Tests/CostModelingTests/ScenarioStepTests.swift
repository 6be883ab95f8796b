import Charging
import CostModeling
import ExactNumbers
import Metering
import PriceBooks
import Testing

/// What single steps come to, worked out by hand.
struct `A step` {
  @Test func `moves exact shares of every measure`() throws {
    var request = Request()
    request.tokens = [.input: 7, .output: 3]
    let workload = try Workload(
      [request],
      """
      tariff: prices/1
      currency: USD
      prices:
        - {id: alpha, rates: [{per: 1, input: 1, output: 10, requests: 100}]}
        - {id: beta, rates: [{per: 1, input: 1000, output: 10000, requests: 100000}]}
      """)
    let result = try workload.compare("move: {from: alpha, to: beta, share: 30%}")
    // 0.3 of 7 tokens, 3 tokens and 1 request go: 2.1, 0.9 and 0.3.
    #expect(result.scenario.cost(of: "beta")?.amount == ExactDecimal("41100"))
    #expect(result.scenario.cost(of: "alpha")?.amount == ExactDecimal("95.9"))
  }

  @Test func `keeps each request's context tier`() throws {
    var (short, long) = (Request(), Request())
    short.tokens = [.input: 1000, .output: 10]
    long.tokens = [.input: 1000, .cacheRead: 1, .output: 10]
    let workload = try Workload([short, long], Scenarios.book)
    let moved = try workload.compare("model: {from: alpha, to: beta, input: 10%}").scenario
    // Both are above 500 tokens, and stay there though the other model counts fewer.
    let expected = ExactDecimal("0.0002").units * 2 / 10 + ExactDecimal("0.00000802").units
    #expect(moved.cost.amount.units == expected)
    let tiers = try workload.compare("volume: {of: alpha, change: +0%}").scenario
    #expect(tiers.cost.amount == ExactDecimal("0.0113753"))
  }

  @Test func `reads 60 % of what could be read from a cache`() throws {
    var (split, unsplit) = (Request(), Request())
    split.tokens = [.input: 900_000, .cacheRead: 100_000, .cacheWrite: 10_000, .output: 1000]
    split.requests = 2
    unsplit.tokens = [.unsplit: 1_000_000]
    let book = """
      tariff: prices/1
      currency: USD
      prices:
        - {id: alpha, rates: [{per: 1M tokens, input: 3, output: 15, cache_read: 0.30,
          cache_write: 3.75}]}
      """
    let workload = try Workload([split, unsplit], book)
    let result = try workload.compare("cache: {of: \"al*\", hit: 60%}")
    // Of 1,000,000: from 900,000 × 3 + 100,000 × 0.30 to 400,000 × 3 + 600,000 × 0.30.
    #expect(result.difference == ExactDecimal("-1.35"))
    #expect(result.scenario.cost.amount == ExactDecimal("12.8325"))
  }

  @Test func `moves a share of what is not in the tier yet`() throws {
    var (standard, batch) = (Request(), Request())
    (standard.backend, batch.backend) = ("beta", "beta")
    standard.tokens = [.input: 1_000_000]
    standard.requests = 5
    batch.tokens = [.input: 1_000_000]
    batch.requests = 5
    batch.tier = "batch"
    let book = """
      tariff: prices/1
      currency: USD
      prices:
        - id: beta
          rates:
            - {per: 1M tokens, input: 1}
            - {per: 1M tokens, input: 0.5, when: {service_tier: batch}}
      """
    let result = try Workload([standard, batch], book)
      .compare("tier: {of: beta, to: batch, share: 40%}")
    #expect(result.today.cost.amount == ExactDecimal("1.5"))
    #expect(result.scenario.cost.amount == ExactDecimal("1.3"))
  }

  @Test func `prices as another and scales the tokens by meter`() throws {
    var request = Request()
    request.backend = "gamma"
    request.model = "model-x"
    request.tokens = [.input: 100, .output: 10, .reasoning: 10]
    let result = try Workload([request], Scenarios.book)
      .compare("model: {from: \"gamma/*\", to: alpha, input: 105%, output: 110%}")
    // 105 × 3 + (11 + 10) × 15 a million, and a request.
    #expect(result.scenario.cost.amount == ExactDecimal("0.00163"))
    #expect(result.scenario.backends.map(\.name) == ["gamma"])
  }

  @Test func `carries the bounds of unsplit usage to the other price`() throws {
    var request = Request()
    request.tokens = [.unsplit: 1_000_000]
    let result = try Workload([request], Scenarios.book)
      .compare("move: {from: alpha, to: gamma, model: model-y, share: 50%}")
    let cost = result.scenario.cost
    // Half at 30 % × 3 + 70 % × 15 and a request, half at 30 % × 1.1 + 70 % × 7.7.
    #expect(cost.amount == ExactDecimal("8.5605"))
    #expect(cost.low == ExactDecimal("0.2055"))
    #expect(cost.high == ExactDecimal("15.1005"))
  }

  @Test func `to something without a price says at least`() throws {
    var (request, known) = (Request(), Request())
    request.tokens = [.input: 1_000_000]
    known.backend = "nowhere"
    known.tokens = [.input: 7]
    let workload = try Workload([request, known], Scenarios.book)
    let result = try workload.compare("move: {from: alpha, to: nowhere, share: 25%}")
    #expect(!result.today.cost.isUnknown)
    #expect(result.scenario.cost.hasUnpriced && !result.scenario.cost.isUnknown)
    #expect(result.scenario.unpriced.map(\.backend) == ["nowhere"])
    #expect(result.scenario.unpriced.map(\.quantity) == [ExactDecimal(250_007)])
    #expect(result.scenario.unpriced.map(\.requests) == [ExactDecimal("1.25")])
    #expect(result.scenario.cost(of: "nowhere")?.isUnknown == true)
    let all = try workload.compare("move: {from: alpha, to: nowhere}")
    #expect(all.scenario.cost.isUnknown)
  }

  @Test func `of volume can take the usage away, that without a price too`() throws {
    var (alpha, nowhere) = (Request(), Request())
    alpha.tokens = [.input: 1_000_000]
    nowhere.backend = "nowhere"
    let result = try Workload([alpha, nowhere], Scenarios.book)
      .compare("volume: {of: \"*\", change: -100%}")
    #expect(result.today.cost.hasUnpriced)
    #expect(result.scenario.cost == CostAmount() && result.scenario.unpriced.isEmpty)
    let priced = try Workload([alpha, nowhere], Scenarios.book)
      .compare("volume: {of: \"a*\", change: -100%}")
    #expect(priced.scenario.cost.isUnknown)
  }

  @Test func `of other prices ends where the book's rows end`() throws {
    var (early, late) = (Request(), Request())
    early.tokens = [.input: 1_000_000]
    late.tokens = [.input: 1_000_000]
    late.time += 30 * 86_400_000
    let next = """
      tariff: prices/1
      currency: USD
      prices:
        - {id: alpha, rates: [{from: 2026-10-20, per: 1M tokens, input: 1,
          requests: {price: 0.001, per: 1}}]}
      """
    let result = try Workload([early, late], Scenarios.book)
      .compare("prices: next.yaml", books: ["next.yaml": next])
    #expect(result.today.cost.amount == ExactDecimal("12.002"))
    #expect(result.difference == ExactDecimal("-5"))
  }

  @Test func `to what is there already moves nothing, but with a model`() throws {
    var request = Request()
    request.backend = "gamma"
    request.model = "model-x"
    request.tokens = [.input: 1_000_000]
    let workload = try Workload([request], Scenarios.book)
    let stays = try workload.compare("move: {from: \"*\", to: gamma}")
    #expect(stays.difference == .zero && !stays.scenario.steps[0].isEffective)
    let without = try workload.compare(
      "move: {from: gamma, to: beta}", "move: {from: beta, to: gamma}")
    #expect(without.scenario.cost.isUnknown)
    let with = try workload.compare("move: {from: gamma, to: gamma, model: model-z}")
    #expect(with.difference == .zero && with.scenario.steps[0].isEffective)
  }

  @Test(arguments: [
    ("alpha.input=1", "-2.0"), ("beta.input=1", "0"), ("model-x.input=2.1", "1.0"),
    ("gamma/model-1.input=2.1", "1.0"), ("gamma/model-x.input=0", "-1.1"),
    ("alpha.requests=0.002", "0.001"), ("alpha.web_searches=2/1", "3.98"),
    ("alpha.web_searches=5", "-0.01"), ("gamma/model-1.fixed=0", "0"),
  ])
  func `that sets one price changes what it prices alone`(text: String, difference: String) throws {
    var (alpha, gamma) = (Request(), Request())
    alpha.tokens = [.input: 1_000_000]
    alpha.meters = ["web_searches": 2]
    alpha.requests = 1
    gamma.backend = "gamma"
    gamma.model = "model-x"
    gamma.tokens = [.input: 1_000_000]
    // Without tiers, so that the base price is the price.
    let book = Scenarios.book.replacing(
      "above: [{context: 1000, input: 6, output: 22.50}]", with: "")
    let workload = try Workload([alpha, gamma], book)
    let change = try #require(RateChange(parsing: text))
    let scenario = Scenario(name: text, steps: [ScenarioStep(.rate(change), text: text)])
    #expect(try workload.compare([scenario]).difference == ExactDecimal(difference))
  }

  @Test(arguments: [
    "alpha", "alpha=1", "alpha.input", "alpha.input=", "alpha.input=-1", ".input=1",
    "alpha.=1", "alpha.input=1/0", "alpha.input=1e3", "alpha.Input=1",
  ])
  func `that sets a price is NAME.METER=PRICE`(text: String) {
    #expect(RateChange(parsing: text) == nil)
  }
}
