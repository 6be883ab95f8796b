import CostModeling
import ExactNumbers
import Testing

/// Cases worked out by hand.
struct `Effects on a cost` {
  private typealias Key = CostedPeriod.Key

  private func decimal(_ text: String) throws -> ExactDecimal { try ExactDecimal(parsing: text) }

  /// Charges of (backend, meter, requests, quantity, amount).
  private func period(_ charges: [(String, String, Int, Int, String)]) throws -> CostedPeriod {
    var period = CostedPeriod()
    for (backend, meter, requests, quantity, amount) in charges {
      period.addCharge(
        Key(backend: backend, model: "", meter: meter), quantity: ExactDecimal(quantity),
        amount: try decimal(amount), requests: requests, isAssumed: false)
    }
    return period
  }

  private func expect(_ effects: CostEffects, _ expected: [CostEffect: String]) throws {
    for effect in CostEffect.allCases {
      #expect(effects[effect] == (try decimal(expected[effect] ?? "0")), "\(effect)")
    }
  }

  /// docs/diff.md works this out in fractions. Of `a` 83/6, 50/6 and 23/6; of `b` 55/6, −115/12
  /// and 65/12.
  @Test func `are the fractions of the documented example`() throws {
    let before = try period([("a", "input", 10, 1000, "10"), ("b", "input", 10, 500, "10")])
    let after = try period([("a", "input", 30, 3600, "36"), ("b", "input", 10, 500, "15")])
    let variance = try CostVariance(from: before, to: after)
    #expect(variance.difference == ExactDecimal(31))
    #expect(variance.rows.map(\.key.backend) == ["a", "b"])
    // 83/6 takes the unit that the rounded fractions lack to 26, −115/12 the one they are over 5.
    try expect(
      variance.rows[0].effects,
      [
        .volume: "13.833333333333333334", .mix: "8.333333333333333333",
        .efficiency: "3.833333333333333333",
      ])
    try expect(
      variance.rows[1].effects,
      [
        .volume: "9.166666666666666667", .mix: "-9.583333333333333334",
        .price: "5.416666666666666667",
      ])
    #expect(variance.effects.total == variance.difference)
  }

  @Test func `leave what one period has alone out of volume and mix`() throws {
    let before = try period([("a", "input", 10, 100, "1"), ("old", "input", 90, 900, "4")])
    let after = try period([("a", "input", 20, 200, "2"), ("young", "input", 500, 70, "3")])
    let variance = try CostVariance(from: before, to: after)
    try expect(variance.effects, [.volume: "1", .new: "3", .gone: "-4"])
  }

  @Test func `of a meter that is new do not touch its backend's other meters`() throws {
    let before = try period([("a", "input", 10, 100, "1")])
    let after = try period([("a", "input", 10, 100, "1"), ("a", "cache_read", 10, 50, "0.2")])
    try expect(try CostVariance(from: before, to: after).effects, [.new: "0.2"])
  }

  @Test func `of unused time are efficiency and price, never volume`() throws {
    let before = try period([("a", "input", 10, 100, "1"), ("box", "fixed_idle", 0, 100, "5")])
    let after = try period([("a", "input", 20, 200, "2"), ("box", "fixed_idle", 0, 50, "5")])
    // Half the seconds are −2.5 at the old price or −5 at the new one; the price is the rest.
    try expect(
      try CostVariance(from: before, to: after).effects,
      [.volume: "1", .efficiency: "-3.75", .price: "3.75"])
  }

  @Test func `of a fixed cost shared by twice the requests cancel out`() throws {
    let before = try period([("box", "fixed", 10, 86_400, "5")])
    let after = try period([("box", "fixed", 20, 86_400, "5")])
    // Twice the requests, half the seconds a request: in either order +5 −5 or −2.5 +2.5.
    try expect(
      try CostVariance(from: before, to: after).effects,
      [.volume: "3.75", .efficiency: "-3.75"])
  }

  @Test func `of contract terms are the change of what the terms take off`() throws {
    var before = try period([("a", "input", 1, 10, "10")])
    var after = before
    before.addContract(try decimal("-1"))
    after.addContract(try decimal("-1"))
    after.addContract(try decimal("-2.5"))
    try expect(try CostVariance(from: before, to: after).effects, [.contract: "-2.5"])
  }

  @Test func `of a price that was missing are neither new nor volume`() throws {
    let key = Key(backend: "a", model: "", meter: "input")
    var before = CostedPeriod()
    before.addUnpriced(key, quantity: ExactDecimal(100), requests: 10)
    let after = try period([("a", "input", 20, 200, "2")])
    try expect(try CostVariance(from: before, to: after).effects, [.unpriced: "2"])
    try expect(try CostVariance(from: after, to: before).effects, [.unpriced: "-2"])
  }

  @Test func `of a price that a part was missing are the part's, where use did not change`() throws
  {
    let key = Key(backend: "a", model: "", meter: "input")
    var before = try period([("a", "input", 10, 40, "4")])
    before.addUnpriced(key, quantity: ExactDecimal(60), requests: 6)
    let after = try period([("a", "input", 10, 100, "10")])
    try expect(try CostVariance(from: before, to: after).effects, [.unpriced: "6"])
  }

  @Test func `of counts that begin at nothing add up`() throws {
    let before = try period([("a", "reported_cost", 10, 0, "0")])
    let after = try period([("a", "reported_cost", 10, 5, "5")])
    try expect(try CostVariance(from: before, to: after).effects, [.efficiency: "5"])
  }

  @Test func `tell names apart by their bytes`() throws {
    let before = try period([("caf\u{E9}", "input", 1, 1, "1")])
    let after = try period([("cafe\u{301}", "input", 1, 1, "1")])
    try expect(try CostVariance(from: before, to: after).effects, [.new: "1", .gone: "-1"])
  }
}
