import Charging
import CostModeling
import ExactNumbers
import Metering
import PriceBooks
import TestSupport
import Testing

/// Usage that loses its price in a step is no saving, and is counted as it is.
struct `What loses its price` {
  /// What of one request has no price, by meter.
  private func unpriced(_ request: Request) throws -> [String: ExactDecimal] {
    let today = try Workload([request], Scenarios.book).compare([]).today
    return Dictionary(today.unpriced.map { ($0.meter, $0.quantity) }, uniquingKeysWith: +)
  }

  static let moves: [(step: String, from: String, to: @Sendable (inout Request) -> Void)] = [
    ("move: {from: alpha, to: mystery}", "alpha", { $0.backend = "mystery" }),
    ("move: {from: mystery, to: alpha}", "mystery", { $0.backend = "alpha" }),
    ("move: {from: alpha, to: beta}", "alpha", { $0.backend = "beta" }),
    (
      "move: {from: beta, to: gamma, model: model-x}", "beta",
      {
        ($0.backend, $0.model) = ("gamma", "model-x")
      }
    ),
    ("tier: {of: beta, to: batch}", "beta", { $0.tier = "batch" }),
  ]

  @Test(arguments: moves.indices, 0..<3)
  func `is what each event on its own would lose`(index: Int, seed: Int) throws {
    let (step, backend, change) = Self.moves[index]
    let requests = Scenarios.random(60, seed: seed)
    let effect = try #require(
      try Workload(requests, Scenarios.book).compare(step).scenario.steps.first)
    var lost: [String: ExactDecimal] = [:]
    for request in requests where request.backend == backend {
      var moved = request
      change(&moved)
      let before = try unpriced(request)
      for (meter, quantity) in try unpriced(moved) where before[meter] == nil {
        lost[meter, default: .zero] += quantity
      }
    }
    let stated = Dictionary(uniqueKeysWithValues: effect.lost.map { ($0.meter, $0.quantity) })
    #expect(stated == lost)
  }

  @Test(arguments: 0..<3)
  func `is nothing where only the amount of usage changes`(seed: Int) throws {
    let workload = try Workload(Scenarios.random(60, seed: seed), Scenarios.book)
    for step in ["volume: {of: \"*\", change: +20%}", "volume: {of: \"*\", change: -50%}"] {
      #expect(try workload.compare(step).scenario.steps.allSatisfy(\.lost.isEmpty))
    }
  }

  @Test(arguments: 0..<3, ["flex", "nothing", "priority"])
  func `is nothing in a service tier that no price has, where usage costs what it did`(
    seed: Int, tier: String
  ) throws {
    // A price whose rows all say their tier has none for others.
    let book = Scenarios.book.replacing(
      "rates: [{per: 1M tokens, input: 1.1,",
      with: "rates: [{per: 1M tokens, when: {service_tier: standard}, input: 1.1,")
    let workload = try Workload(Scenarios.random(80, seed: seed), book)
    let comparison = try workload.compare("tier: {of: \"*\", to: \(tier)}")
    #expect(comparison.scenario.cost == comparison.today.cost)
    #expect(comparison.scenario.steps.allSatisfy { $0.lost.isEmpty && !$0.isEffective })
  }

  @Test func `counts what a cache step reads without a rate for it, and shows the rate before`()
    throws
  {
    var request = Request()
    request.tokens = [.input: 750, .cacheRead: 250]
    let comparison = try Workload(
      [request],
      "tariff: prices/1\nname: b\ncurrency: USD\nprices:\n"
        + "  - {id: alpha, rates: [{per: 1, input: 1}]}\n"
    ).compare("cache: {of: alpha, hit: 60%}")
    let step = try #require(comparison.scenario.steps.first)
    #expect(step.hitBefore == ExactDecimal("0.25"))
    #expect(step.lost.map(\.meter) == ["input"])
    #expect(step.lost.map(\.quantity) == [ExactDecimal(350)])
    #expect(step.amount == ExactDecimal(-350))
  }

  @Test(arguments: ["mistery", "Alpha", "nobody"])
  func `is not moved to a backend that nobody knows`(backend: String) throws {
    let workload = try Workload(Scenarios.random(20, seed: 1), Scenarios.book)
    let error = #expect(throws: UnknownPrice.self) {
      try workload.compare("move: {from: alpha, to: \(backend)}")
    }
    let text = String(describing: try #require(error))
    #expect(text.hasPrefix("test.yaml:4:11: found the backend '\(backend)'"), "\(text)")
    let near = ["mistery": "mystery", "Alpha": "alpha"][backend]
    #expect(text.contains("did you mean") == (near != nil))
    #expect(near.map { text.contains("'\($0)'?") } ?? true)
  }
}
