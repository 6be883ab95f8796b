package import Charging
package import ExactNumbers
package import Metering
package import PriceBooks

/// The same usage as it is and as scenarios have it, side by side.
package struct Comparison: Sendable {
  /// As it is.
  package let today: ScenarioResult
  package let scenarios: [ScenarioResult]
}

/// What usage costs in one scenario.
package struct ScenarioResult: Sendable {
  package var name: String
  package var cost: CostAmount
  /// The cost after each step less the cost before it.
  package var steps: [StepEffect] = []
  package var backends: [(name: String, cost: CostAmount)] = []
  /// By local day, those before the period included.
  package var days: [CivilDate: CostAmount] = [:]
  /// nil where the month's days to come cost what those before them did.
  package var month: ExpectedMonth?
  package var requests = ExactDecimal.zero
  package var unpriced: [UnpricedUsage] = []
}

package struct StepEffect: Sendable {
  package var text: String
  package var amount: ExactDecimal
  /// Whether any usage was meant; a step that is about none is likely a slip.
  package var isEffective: Bool
  /// What it takes the price from, by meter: the effect is then no saving, but the least it can be.
  package var lost: [LostUsage] = []
  /// Of a step about caches, the hit rate before it, from 0 to 1.
  package var hitBefore: ExactDecimal?
}

/// Runs scenarios over one summary.
///
/// A scenario's usage is a table of exact quantities that the steps change; it is priced once a
/// step, lane by lane, however many events it stands for.
package struct ComparisonRun {
  private let books: PriceBooks
  private let usage: ScenarioUsage
  private var pricing: ScenarioPricing
  private let window: MonthWindow?

  /// The summary's plan must ask ``Swift/Array/eventConditions`` of the scenarios, and its
  /// boundaries be those of the books in use and of the scenarios' together.
  package init(
    _ summary: UsageSummary, names: NameTable, books: PriceBooks, currency: String,
    period: ComparedPeriod, window: MonthWindow? = nil
  ) {
    self.books = books
    self.window = window
    usage = ScenarioUsage(summary, columns: MeasureColumns(summary, names: names))
    pricing = ScenarioPricing(summary, names: names, currency: currency, period: period)
  }

  package mutating func compare(_ scenarios: [Scenario]) throws -> Comparison {
    let today = try pricing.price(usage, books)
    let result = try result(today, usage, books, name: "today")
    let results = try scenarios.map { try run($0, today: today, cost: result) }
    return Comparison(today: result, scenarios: results)
  }

  private mutating func run(
    _ scenario: Scenario, today: PricedScenario, cost: ScenarioResult
  ) throws -> ScenarioResult {
    var (usage, books, priced) = (usage, books, today)
    var steps: [StepEffect] = []
    var before = cost.cost.amount
    for step in scenario.steps {
      let booksBefore = books
      let changed = try apply(step, &usage, &books)
      if !changed.isEmpty { priced = try pricing.price(usage, books) }
      let after = priced.costs.total.amount
      var effect = StepEffect(
        text: step.text, amount: after - before,
        isEffective: !changed.isEmpty && (after != before || isCounted(step)))
      if !priced.costs.unpriced.isEmpty {
        effect.lost = try LostPrices(step, pricing, usage.columns).lost(
          changed, booksBefore, books)
      }
      if case .cache = step.change { effect.hitBefore = changed.hitBefore() }
      steps.append(effect)
      before = after
    }
    var result = try result(priced, usage, books, name: scenario.name)
    result.steps = steps
    return result
  }

  /// Whether some usage counts the meter of a rate; one that none does is likely misspelt.
  private func isCounted(_ step: ScenarioStep) -> Bool {
    guard case .rate(let change) = step.change else { return true }
    return [ReservedMeter.requests, .fixed].map(\.name).contains(change.meter)
      || usage.columns.column(ofMeter: change.meter) != nil
  }

  /// Changes usage or books; gives the usage that it is about.
  private mutating func apply(
    _ step: ScenarioStep, _ usage: inout ScenarioUsage, _ books: inout PriceBooks
  ) throws -> [ChangedUsage] {
    switch step.change {
    case .prices(let book):
      books = PriceBooks(books.books + [book])
      return usage.unchanged
    case .rate(let change):
      guard let id = books.priceID(of: change) else { return [] }
      books = books.changing(change, ofPrice: id)
      return usage.unchanged
    case .model(_, let to, _, _) where !books.hasPrice(id: to):
      throw UnknownPrice(step, id: to, books)
    default:
      try check(step, usage, books)
      for name in step.newNames { _ = pricing.names.id(of: name) }
      var names = pricing.names
      let context = StepContext(
        books: books, boundaries: pricing.plan.boundaries, conditions: pricing.plan.conditions,
        names: names)
      return try usage.apply(step, context) { names.id(of: $0) }
    }
  }

  /// Throws for a move to a backend that nobody has used or priced: a slip would save all of it.
  private func check(
    _ step: ScenarioStep, _ usage: ScenarioUsage, _ books: PriceBooks
  ) throws {
    guard case .move(_, let to, let model, _) = step.change else { return }
    let used = usage.lanes.keys.map { pricing.names.text($0.backend) }
    guard !used.contains(where: { $0.utf8.elementsEqual(to.utf8) }) else { return }
    let question = PriceQuestion(backend: to, model: model, instant: .epoch)
    guard books.explain(question).fits.isEmpty else { return }
    throw UnknownPrice(step, backend: to, used: used, books)
  }

  private func result(
    _ priced: PricedScenario, _ usage: ScenarioUsage, _ books: PriceBooks, name: String
  ) throws -> ScenarioResult {
    ScenarioResult(
      name: name, cost: priced.costs.total, backends: priced.backends,
      days: try priced.days(books, currency: pricing.currency),
      month: try window.flatMap { try pricing.month(usage, books, $0) }, requests: priced.requests,
      unpriced: priced.costs.unpricedMeters)
  }
}

extension ScenarioStep {
  /// Names that it may bring and that no event has.
  fileprivate var newNames: [String] {
    switch change {
    case .move(_, let to, let model, _): [to] + (model.map { [$0] } ?? [])
    case .model(_, let to, _, _), .tier(_, let to, _): [to]
    default: []
    }
  }
}
