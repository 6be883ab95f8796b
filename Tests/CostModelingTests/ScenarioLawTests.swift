import Charging
import CostModeling
import ExactNumbers
import Metering
import PriceBooks
import TestSupport
import Testing

/// What holds for every usage and every scenario.
struct `Scenarios` {
  static let book = """
    tariff: prices/1
    name: list
    currency: USD
    prices:
      - id: alpha
        rates:
          - {per: 1M tokens, input: 3, output: 15, cache_read: 0.30, cache_write: 3.75,
             requests: {price: 0.001, per: 1}, web_searches: {price: 10, per: 1K},
             above: [{context: 1000, input: 6, output: 22.50}]}
      - id: beta
        rates:
          - {from: 2026-01-01, per: 1M tokens, input: 0.10, output: 0.40, cache_read: 0.02,
             cache_write: 0.10, web_searches: {price: 3, per: 1K},
             above: [{context: 500, input: 0.20}]}
          - {from: 2026-10-15, per: 1M tokens, input: 0.07, output: 0.33, cache_read: 0.01,
             cache_write: 0.07, web_searches: {price: 3, per: 1K}}
          - {from: 2026-01-01, per: 1M tokens, when: {service_tier: batch}, input: 0.05,
             output: 0.20, cache_read: 0.01, cache_write: 0.05}
      - id: gamma/model-1
        match: ["model-*"]
        rates: [{per: 1M tokens, input: 1.1, output: 7.7, cache_read: 0.11, cache_write: 1.3}]
    """

  static let terms = """
    tariff: prices/1
    name: terms
    currency: USD
    prices:
      - id: beta
        rates: [{fixed: 310, per: 1 month}]
    contract:
      - {name: committed use, match: "alpha*", discount: 12.5%}
      - {name: welcome, credit: 0.0123}
    """

  static func random(_ count: Int, seed: Int) -> [Request] {
    var dice = SeededNumbers(seed)
    return (0..<count).map { _ in
      var request = Request()
      request.time += Int64.random(in: 0..<(20 * 86_400_000), using: &dice)
      request.tool = ["ask", "edit", "plan"].randomElement(using: &dice) ?? ""
      request.backend = ["alpha", "beta", "gamma", "mystery"].randomElement(using: &dice) ?? ""
      request.model = request.backend == "gamma" ? "model-x" : nil
      request.method = ["rule", "llm"].randomElement(using: &dice) ?? ""
      request.tier = ["standard", "batch"].randomElement(using: &dice) ?? ""
      request.session = "s\(Int.random(in: 0..<4, using: &dice))"
      request.team = ["red", "blue", ""].randomElement(using: &dice) ?? ""
      request.errorCode = [nil, nil, "429"].randomElement(using: &dice) ?? nil
      if Bool.random(using: &dice) {
        request.tokens = [.unsplit: Int.random(in: 1..<5000, using: &dice)]
        request.requests = Int.random(in: 1..<4, using: &dice)
      } else {
        for meter in [Meter.input, .output, .cacheRead, .cacheWrite] {
          request.tokens[meter] = Int.random(in: 0..<1200, using: &dice)
        }
        request.meters = ["web_searches": Int.random(in: 0..<3, using: &dice)]
      }
      return request
    }
  }

  @Test(arguments: [false, true])
  func `that move all of a backend cost what the events recorded on the other do`(
    hasTerms: Bool
  ) throws {
    let requests = Self.random(200, seed: 1)
    let books = hasTerms ? [Self.book, Self.terms] : [Self.book]
    var workload = try Workload(requests, Self.book)
    workload.books = try books.map { try PriceBook(parsing: $0, file: "book") }
    let moved = try workload.compare("move: {from: alpha, to: beta}").scenario
    for index in workload.requests.indices where workload.requests[index].backend == "alpha" {
      workload.requests[index].backend = "beta"
    }
    let recorded = try workload.compare([]).today
    #expect(moved.cost == recorded.cost)
    #expect(moved.days == recorded.days)
    for backend in recorded.backends {
      #expect(moved.cost(of: backend.name) == backend.cost, "\(backend.name)")
    }
    #expect(moved.cost(of: "alpha") == nil)
  }

  static let conditions: [(yaml: String, holds: @Sendable (Request) -> Bool)] = [
    ("tool: edit", { $0.tool == "edit" }),
    ("tool: [edit, \"p*\"]", { ["edit", "plan"].contains($0.tool) }),
    ("session: s2", { $0.session == "s2" }),
    ("\"label:team\": red", { $0.team == "red" }),
    ("\"label:team\": \"\"", { $0.team.isEmpty }),
    ("error: \"429\"", { $0.errorCode == "429" }),
    ("service_tier: batch", { $0.tier == "batch" }),
    ("model: \"\"", { $0.model == nil }),
    ("route: \"llm → *\"", { $0.method == "llm" }),
    ("day: \"2026-10-0*\"", { $0.time < 1_791_590_400_000 }),
    ("month: 2026-10, tool: ask", { $0.tool == "ask" }),
    ("hour: \"0*\"", { $0.time % 86_400_000 < 36_000_000 }),
    ("tool: nothing", { _ in false }),
  ]

  @Test(arguments: conditions.indices, [false, true])
  func `that move what a condition holds for cost what those events recorded there do`(
    index: Int, hasTerms: Bool
  ) throws {
    let (yaml, holds) = Self.conditions[index]
    var workload = try Workload(Self.random(150, seed: 2), Self.book)
    if hasTerms { workload.books.append(try PriceBook(parsing: Self.terms, file: "terms")) }
    let moved = try workload.compare("move: {from: alpha, to: beta, where: {\(yaml)}}").scenario
    for index in workload.requests.indices
    where workload.requests[index].backend == "alpha" && holds(workload.requests[index]) {
      workload.requests[index].backend = "beta"
    }
    #expect(try moved.cost == workload.compare([]).today.cost)
  }

  @Test func `that change the volume change every linear charge by it exactly`() throws {
    let workload = try Workload(Self.random(200, seed: 3), Self.book)
    let result = try workload.compare("volume: {of: \"*\", change: +20%}")
    let factor = ExactDecimal("1.2")
    #expect(try result.scenario.cost.amount == result.today.cost.amount.times(factor))
    #expect(try result.scenario.cost.low == result.today.cost.low.times(factor))
    for backend in result.today.backends {
      let amount = try backend.cost.amount.times(factor)
      #expect(result.scenario.cost(of: backend.name)?.amount == amount)
    }
    #expect(
      try result.scenario.unpriced[0].quantity == result.today.unpriced[0].quantity.times(factor))
  }

  @Test(arguments: [
    [], ["move: {from: alpha, to: beta, share: 0%}"],
    ["move: {from: alpha, to: alpha}"], ["volume: {of: \"*\", change: +0%}"],
    ["model: {from: alpha, to: alpha, output: 150%}"],
    ["tier: {of: \"*\", to: batch, share: 0%}"],
  ])
  func `in which nothing is different differ by exactly nothing`(steps: [String]) throws {
    var workload = try Workload(Self.random(100, seed: 4), Self.book, Self.terms)
    workload.start = 1_791_331_200_000
    let result = try workload.compare([Workload.scenario(steps)])
    #expect(result.difference == .zero)
    #expect(result.scenario.cost == result.today.cost)
    #expect(result.scenario.days == result.today.days)
    #expect(result.scenario.steps.allSatisfy { $0.amount == .zero })
  }

  @Test func `have effects, backends and days that add up, whatever their steps`() throws {
    var dice = SeededNumbers(5)
    let kinds = [
      "move: {from: alpha, to: beta, share: #%}", "move: {from: \"*\", to: mystery, share: #%}",
      "move: {from: mystery, to: alpha, share: #%, where: {tool: ask}}",
      "model: {from: \"*\", to: gamma/model-1, share: #%, output: 11#%}",
      "cache: {of: \"*\", hit: #%}", "tier: {of: \"*\", to: batch, share: #%}",
      "volume: {of: \"*\", change: -#%}", "volume: {of: beta, change: +#.5%}", "prices: terms.yaml",
    ]
    for seed in 0..<40 {
      var workload = try Workload(Self.random(40, seed: seed), Self.book)
      workload.start = 1_791_331_200_000
      let steps = (0..<Int.random(in: 1..<6, using: &dice)).map { _ in
        let kind = kinds.randomElement(using: &dice) ?? ""
        return kind.replacing("#", with: String(Int.random(in: 1..<100, using: &dice)))
      }
      let scenario = try Workload.scenario(steps, ["terms.yaml": Self.terms])
      let result = try workload.compare([scenario])
      let effects = result.scenario.steps.reduce(ExactDecimal.zero) { $0 + $1.amount }
      #expect(effects == result.difference, "\(steps)")
      for one in [result.today, result.scenario] {
        let backends = one.backends.reduce(ExactDecimal.zero) { $0 + $1.cost.amount }
        #expect(backends == one.cost.amount, "\(steps)")
        let days = one.days.filter { $0.key.dayNumber >= 20_733 }.values
        #expect(days.reduce(.zero) { $0 + $1.amount } == one.cost.amount, "\(steps)")
        #expect(one.cost.low <= one.cost.amount && one.cost.amount <= one.cost.high)
      }
    }
  }

  @Test func `of the same steps in another order differ where a step meets what another moved`()
    throws
  {
    let workload = try Workload(Self.random(100, seed: 6), Self.book)
    func cost(_ steps: String...) throws -> ExactDecimal {
      try workload.compare([Workload.scenario(steps, ["terms.yaml": Self.terms])]).scenario.cost
        .amount
    }
    let (move, back) = (
      "move: {from: alpha, to: beta, share: 30%}", "move: {from: beta, to: alpha}"
    )
    let growth = "volume: {of: alpha, change: +20%}"
    let shrink = "volume: {of: gamma/model-1, change: -20%}"
    // A share of a larger whole: what was moved before it grew did not grow.
    #expect(try cost(move, growth) != cost(growth, move))
    // What comes back has been away.
    #expect(try cost(move, back) != cost(back, move))
    // Steps about different usage don't meet, and neither do prices and usage.
    #expect(try cost(move, shrink) == cost(shrink, move))
    #expect(try cost(move, "prices: terms.yaml") == cost("prices: terms.yaml", move))
    // Two shares of one whole multiply in either order.
    let all = "volume: {of: \"*\", change: -7%}"
    #expect(try cost(move, all) == cost(all, move))
  }

  @Test func `change what contracts look at and what filters left out alike`() throws {
    var workload = try Workload(Self.random(200, seed: 7), Self.book, Self.terms)
    workload.filters = [DimensionFilter(dimension: .tool, comparison: .equals, value: "ask")]
    let moved = try workload.compare("move: {from: alpha, to: beta}").scenario
    for index in workload.requests.indices where workload.requests[index].backend == "alpha" {
      workload.requests[index].backend = "beta"
    }
    #expect(try moved.cost == workload.compare([]).today.cost)
  }
}
