package import Charging
package import CostModeling
package import ExactNumbers
import Metering
import PriceBooks

/// Today beside every scenario, as plain data: the answer of `tariff compare`.
package struct ComparisonReport: Sendable {
  package let today: BaselineRow
  package let scenarios: [ScenarioRow]
  /// The name of the lowest cost, of those that don't leave more without a price than today does.
  package let cheapest: String?
  package let currency: String
  package let period: PeriodSection
  /// Steps that are about none of the usage: likely slips.
  package let idleSteps: [(scenario: String, step: String)]

  package init(_ request: ReportRequest, _ scenarios: [Scenario]) throws {
    let period = ReportPeriod(request.summary)
    let compared = ComparedPeriod(
      firstRead: request.summary.firstRead, start: period.start ?? .epoch, end: period.end ?? .epoch
    )
    let window = MonthFigures.window(request, period)
    var run = ComparisonRun(
      request.summary, names: request.names, books: request.books, currency: request.currency,
      period: compared, window: window)
    let comparison = try run.compare(scenarios)
    today = try BaselineRow(comparison.today, window)
    self.scenarios = try comparison.scenarios.map {
      try ScenarioRow($0, today: comparison.today, window)
    }
    cheapest = Cheapest(today: comparison.today).name(among: comparison.scenarios)
    currency = request.currency
    self.period = PeriodSection(period, in: request.summary.plan.zone)
    idleSteps = comparison.scenarios.flatMap { scenario in
      scenario.steps.filter { !$0.isEffective }.map { (scenario.name, $0.text) }
    }
  }
}

/// The JSON of `tariff compare`.
///
///     {"schema_version": "1", "baseline": {…}, "scenarios": […], "cheapest": "Local first"}
extension ComparisonReport: ReportRow {
  package static let fields: [Field<ComparisonReport>] = [
    Field("schema_version", "The version of this schema: 1.") { _ in "1" },
    Field("baseline", "The usage as it is.") { $0.today },
    Field("scenarios", "The usage as each scenario has it.") { $0.scenarios },
    Field("cheapest", "The name of the lowest cost; null where none is known.") { $0.cheapest },
  ]
}

/// What the usage costs as it is.
package struct BaselineRow: ReportRow {
  package let name: String
  package let cost: CostAmount
  package let month: MonthFigures?

  init(_ result: ScenarioResult, _ window: MonthWindow?) throws {
    name = result.name
    cost = result.cost
    month = try MonthFigures(result, window)
  }

  package static let fields: [Field<BaselineRow>] = [
    Field("name", "today") { $0.name },
    Field("cost", "What it costs.") { $0.cost },
    Field("month", "The month's estimate; null without a complete day.") { $0.month },
  ]
}

/// What the usage costs in one scenario, and how that comes about.
package struct ScenarioRow: ReportRow {
  package let name: String
  package let cost: CostAmount
  /// nil where nothing of either side has a price.
  package let difference: ExactDecimal?
  package let percent: ExactDecimal?
  package let month: MonthFigures?
  package let steps: [StepEffect]
  package let backends: [MovedBackend]
  package let unpriced: [UnpricedUsage]

  /// Whether usage lost its price and has none in the end: what it costs less is no saving.
  package var hasLostPrices: Bool { !unpriced.isEmpty && steps.contains { !$0.lost.isEmpty } }

  init(_ result: ScenarioResult, today: ScenarioResult, _ window: MonthWindow?) throws {
    let isKnown = !today.cost.isUnknown && !result.cost.isUnknown
    let difference = result.cost.amount - today.cost.amount
    let hundredfold = ExactDecimal(units: difference.units * 100)
    name = result.name
    cost = result.cost
    self.difference = isKnown ? difference : nil
    percent = isKnown ? hundredfold.divided(by: today.cost.amount) : nil
    month = try MonthFigures(result, window)
    steps = result.steps
    backends = MovedBackend.rows(today, result)
    unpriced = result.unpriced
  }

  package static let fields: [Field<ScenarioRow>] = [
    Field("name", "The scenario's name.") { $0.name },
    Field("cost", "What it costs.") { $0.cost },
    Field("difference", "Less today's cost; null where either is not known.", in: .money) {
      $0.difference
    },
    Field("percent", "The difference in percent of today's cost.", in: .percent) { $0.percent },
    Field("month", "The month's estimate; null without a complete day.") { $0.month },
    Field("steps", "What each step changes; they add up to the difference.") { $0.steps },
    Field("backends", "Every backend today and in the scenario.") { $0.backends },
    Field("unpriced", "Usage without a price.") { $0.unpriced },
  ]
}

extension StepEffect: ReportRow {
  package static let fields: [Field<StepEffect>] = [
    Field("step", "The step, as the scenario says it.") { $0.text },
    Field("effect", "The cost after it less the cost before it.", in: .money) { $0.amount },
    Field("lost", "Usage that the step takes the price from: the effect is no saving.") {
      $0.lost
    },
    Field(
      "hit_percent_before", "Of a step about caches, the hit rate before it; else null.",
      in: .percent
    ) { step in step.hitBefore.map { ExactDecimal(units: $0.units * 100) } },
  ]
}

extension LostUsage: ReportRow {
  package static let fields: [Field<LostUsage>] = [
    Field("meter", FieldText.meter) { $0.meter },
    Field("quantity", "Counted units; shares of them need not be whole.") { $0.quantity },
  ]
}

/// A backend's cost today and in a scenario; over all backends the differences add up.
package struct MovedBackend: ReportRow {
  package let name: String
  package private(set) var before = CostAmount()
  package private(set) var after = CostAmount()

  package var difference: ExactDecimal { after.amount - before.amount }

  package static let fields: [Field<MovedBackend>] = [
    Field("name", "The backend.") { $0.name },
    Field("before", "Its cost today; null where none of its usage has a price.", in: .money) {
      $0.before.knownAmount
    },
    Field("after", "Its cost in the scenario.", in: .money) { $0.after.knownAmount },
    Field("difference", "after − before, of what has a price.", in: .money) { $0.difference },
  ]

  /// By the bytes of the names.
  fileprivate static func rows(
    _ today: ScenarioResult, _ scenario: ScenarioResult
  ) -> [MovedBackend] {
    var rows = today.backends.map { MovedBackend(name: $0.name, before: $0.cost) }
    for backend in scenario.backends {
      let place = rows.firstIndex { $0.name.utf8.elementsEqual(backend.name.utf8) }
      if let place {
        rows[place].after = backend.cost
      } else {
        rows.append(MovedBackend(name: backend.name, after: backend.cost))
      }
    }
    return rows.sorted { $0.name.precedesBytewise($1.name) }
  }
}

extension MonthFigures {
  /// The month's estimate of a scenario; nil where there is not one complete day.
  fileprivate init?(_ result: ScenarioResult, _ window: MonthWindow?) throws {
    guard let window else { return nil }
    try self.init(window, days: result.days, expected: result.month)
  }
}

/// Which of today and the scenarios costs least.
private struct Cheapest {
  let today: ScenarioResult

  /// nil where nothing has a price.
  func name(among scenarios: [ScenarioResult]) -> String? {
    let candidates = ([today] + scenarios).filter { !$0.cost.isUnknown && isComparable($0) }
    let best = candidates.enumerated().min {
      ($0.element.cost.amount, $0.offset) < ($1.element.cost.amount, $1.offset)
    }
    return best?.element.name
  }

  /// Whether what has no price has none today, and is no more of it than all usage became more.
  private func isComparable(_ result: ScenarioResult) -> Bool {
    guard result.unpriced.isEmpty || result.steps.allSatisfy(\.lost.isEmpty) else { return false }
    return result.unpriced.allSatisfy { usage in
      let before = today.unpriced.filter { $0.isSame(as: usage) }
      let quantity = before.reduce(ExactDecimal.zero) { $0 + $1.quantity }
      let grown = try? quantity.times(result.requests, dividedBy: today.requests)
      return usage.quantity <= max(quantity, grown ?? .zero)
    }
  }
}

extension UnpricedUsage {
  fileprivate func isSame(as other: UnpricedUsage) -> Bool {
    zip([backend, model, meter], [other.backend, other.model, other.meter])
      .allSatisfy { $0.utf8.elementsEqual($1.utf8) }
  }
}
