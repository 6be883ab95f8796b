import Charging
import ConfigurationText
import CostModeling
import ExactNumbers
import Metering
import PriceBooks

/// An event as a test writes it.
struct Request {
  var time: Int64 = 1_791_000_000_000
  var tool = "ask"
  var backend = "alpha"
  var model: String?
  var method = "rule"
  var tier = "standard"
  var session = "s"
  var team = ""
  var errorCode: String?
  var requests = 1
  var tokens: [Meter: Int] = [:]
  var meters: [String: Int] = [:]
}

/// A deterministic stream of numbers (SplitMix64, by Sebastiano Vigna, public domain).
struct Dice: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}

/// Usage, the books in use, and the scenarios that it is compared in.
struct Workload {
  var requests: [Request]
  var books: [PriceBook]
  var currency = "USD"
  var start: Int64?
  var filters: [DimensionFilter] = []

  init(_ requests: [Request], _ books: String...) throws {
    self.requests = requests
    self.books = try books.enumerated().map { try PriceBook(parsing: $1, file: "\($0).yaml") }
  }

  func compare(_ scenarios: [Scenario]) throws -> Comparison {
    var plan = SummaryPlan()
    plan.boundaries = PriceBooks(books + scenarios.books).boundaries
    plan.boundaries.splitsDays = plan.boundaries.splitsDays || scenarios.setFixedCosts
    plan.conditions = scenarios.eventConditions
    plan.period.from = start.map(Instant.init(milliseconds:))
    plan.filters = filters
    var names = NameTable()
    var summary = UsageSummary(plan: plan)
    for request in requests { try summary.add(Self.event(request, &names), names: &names) }
    let period = ComparedPeriod(
      firstRead: summary.firstRead, start: plan.period.from ?? summary.firstEvent.utcMidnight,
      end: summary.lastEvent.utcMidnight + .day)
    var run = ComparisonRun(
      summary, names: names, books: PriceBooks(books), currency: currency, period: period)
    return try run.compare(scenarios)
  }

  /// One scenario of these steps, each written as in a file.
  func compare(_ steps: String..., books: [String: String] = [:]) throws -> Comparison {
    try compare([Self.scenario(steps, books)])
  }

  static func scenario(_ steps: [String], _ books: [String: String] = [:]) throws -> Scenario {
    let list = steps.map { "\n  - \($0)" }.joined()
    return try Scenario(
      parsing: "tariff: scenario/1\nname: test\nsteps:\(list)\n", file: "test.yaml"
    ) { path in try PriceBook(parsing: books[path] ?? "", file: path) }
  }

  private static func event(_ request: Request, _ names: inout NameTable) -> UsageEvent {
    var event = UsageEvent()
    event.timestamp = Instant(milliseconds: request.time)
    event.tool = names.id(of: request.tool)
    event.backend = names.id(of: request.backend)
    event.model = request.model.map { names.id(of: $0) } ?? .none
    event.routingMethod = names.id(of: request.method)
    event.serviceTier = names.id(of: request.tier)
    event.session = names.id(of: request.session)
    event.requests = request.requests
    for (meter, count) in request.tokens { event.tokens[meter] = count }
    event.otherMeters = request.meters.sorted { $0.key < $1.key }.map {
      UsageEvent.OtherMeter(name: names.id(of: $0.key), quantity: $0.value)
    }
    if !request.team.isEmpty {
      event.labels = [
        UsageEvent.Label(name: names.id(of: "team"), value: names.id(of: request.team))
      ]
    }
    if let code = request.errorCode {
      var error = UsageEvent.UsageError()
      error.code = names.id(of: code)
      event.error = error
      event.isSuccess = false
    }
    return event
  }
}

extension Comparison {
  /// The one scenario that a test compares.
  var scenario: ScenarioResult { scenarios[0] }

  var difference: ExactDecimal { scenario.cost.amount - today.cost.amount }
}

extension ExactDecimal {
  /// A number as a test writes it; 0 where it is none.
  init(_ text: String) { self = (try? ExactDecimal(parsing: text)) ?? .zero }
}

extension ScenarioResult {
  func cost(of backend: String) -> CostAmount? { backends.first { $0.name == backend }?.cost }
}
