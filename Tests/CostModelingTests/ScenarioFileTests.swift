import ConfigurationText
import CostModeling
import ExactNumbers
import Metering
import PriceBooks
import Testing

/// What is wrong in a scenario file, with its place.
struct `A scenario file` {
  static let mistakes: [(step: String, message: String)] = [
    ("mov: {from: a, to: b}", "4:5: found the unknown step 'mov'"),
    ("move: {from: a}", "4:11: found no 'to'"),
    ("move: {from: a, to: b, share: 0.3}", "4:35: found '0.3'; expected a percentage"),
    ("move: {from: a, to: b, share: 30 %}", "4:35: found '30 %'; expected a percentage"),
    ("move: {from: a, to: b, share: 130%}", "4:35: found '130%'; expected a share"),
    ("move: {from: a, to: b, share: -5%}", "4:35: found '-5%'"),
    ("move: {from: a, to: b, shar: 3%}", "4:28: found the unknown key 'shar'"),
    ("move: {from: a, to: b, where: {colour: red}}", "4:36: found the unknown dimension 'colour'"),
    ("move: {from: a, to: b, where: {tool: []}}", "4:42: found a list"),
    ("move: [a, b]", "4:11: found a list"),
    ("model: {from: a, to: b, ouput: 110%}", "4:29: found the unknown key 'ouput'"),
    ("model: {from: a, to: b, output: 1.1}", "4:37: found '1.1'"),
    ("cache: {of: a}", "4:12: found no 'hit'"),
    ("cache: {of: a, hit: 101%}", "4:25: found '101%'"),
    ("cache: {of: a, hit: 10%, share: 10%}", "4:30: found the unknown key 'share'"),
    ("tier: {of: a, share: 10%}", "4:11: found no 'to'"),
    ("volume: {of: a, change: 20%}", "4:29: found '20%'; expected a change with its sign"),
    ("volume: {of: a, change: +-20%}", "4:29: found '+-20%'"),
    ("volume: {of: a, change: -101%}", "4:29: found '-101%'"),
    ("{volume: {of: a, change: +1%}, tier: {of: a, to: b}}", "4:5: found a step of 2 kinds"),
    ("{}", "4:5: found an empty step"),
    ("prices: [a.yaml]", "4:13: found a list"),
  ]

  @Test(arguments: mistakes.indices)
  func `says what is wrong in a step, and where`(index: Int) throws {
    let (step, message) = Self.mistakes[index]
    let error = #expect(throws: ConfigurationError.self) { try Workload.scenario([step]) }
    let text = error.map(String.init(describing:)) ?? ""
    #expect(text.hasPrefix("test.yaml:\(message)"), "\(text)")
  }

  static let heads: [(yaml: String, message: String)] = [
    ("name: x", "1:1: found no key 'tariff'"),
    ("tariff: scenario/2\nname: x", "1:9: found 'scenario/2'"),
    ("tariff: scenario/1", "1:1: found no name"),
    ("tariff: scenario/1\nname: x\nstep: []", "3:1: found the unknown key 'step'"),
    ("tariff: scenario/1\nname: x\nsteps: none", "3:8: found 'none'; expected a list of steps"),
    ("tariff: scenario/1\nname: x\nname: y", "found a key that stands twice"),
    ("- a", "1:1: found a list; expected a scenario"),
  ]

  @Test(arguments: heads.indices)
  func `says what is wrong in its head`(index: Int) throws {
    let (yaml, message) = Self.heads[index]
    let error = #expect(throws: ConfigurationError.self) {
      try Scenario(parsing: yaml, file: "f.yaml") { PriceBook(name: $0, currency: "USD") }
    }
    #expect(error.map { String(describing: $0).contains(message) } == true, "\(error as Any)")
  }

  @Test func `may have no steps, in two ways`() throws {
    for steps in ["", " []", " ~"] {
      let yaml = "tariff: scenario/1\nname: x\nsteps:\(steps)\n"
      let scenario = try Scenario(parsing: yaml, file: "f") { PriceBook(name: $0, currency: "USD") }
      #expect(scenario.steps.isEmpty)
    }
  }

  @Test func `names a price that no book has, with the step's place`() throws {
    let workload = try Workload([Request()], Scenarios.book)
    let error = #expect(throws: UnknownPrice.self) {
      try workload.compare("model: {from: alpha, to: nowhere}")
    }
    #expect(
      error?.description.hasPrefix("test.yaml:4:12: found no price of the id 'nowhere'") == true)
  }

  @Test func `that makes usage impossibly large is refused`() throws {
    var request = Request()
    request.tokens = [.input: 1 << 40]
    let workload = try Workload([request], Scenarios.book)
    #expect(throws: ScenarioOverflow.self) {
      try workload.compare("volume: {of: \"*\", change: +99999999999999999%}")
    }
  }

  @Test func `says its steps in words`() throws {
    let scenario = try Workload.scenario([
      "move: {from: a, to: b, model: m, share: 12.5%, where: {tool: [x, y], month: 2026-10}}",
      "model: {from: \"a*\", to: b, output_tokens: 110%, input: 95%}",
      "cache: {of: a, hit: 60%}", "tier: {of: a, to: batch}", "volume: {of: \"*\", change: -10%}",
    ])
    #expect(
      scenario.steps.map(\.text) == [
        "move: a → b (m), share 12.5% where tool=x or y, month=2026-10",
        "model: a* → b, input 95%, output 110%", "cache: a, hit 60%", "tier: a → batch",
        "volume: *, -10%",
      ])
  }
}
