import Charging
import ExactNumbers
package import Metering
import PriceBooks

/// Prices the usage of scenarios: what a summary's plan and period say stays the same for all.
struct ScenarioPricing {
  private(set) var plan: SummaryPlan
  let currency: String
  private(set) var period: ComparedPeriod
  /// Those of the events, and further ones that steps and idle time bring.
  var names: NameTable

  init(_ summary: UsageSummary, names: NameTable, currency: String, period: ComparedPeriod) {
    var plan = summary.plan
    plan.groups = []
    self.plan = plan
    self.names = names
    self.currency = currency
    self.period = period
  }

  /// The same for a period that ends elsewhere.
  init(_ other: ScenarioPricing, until end: Instant) {
    self = other
    plan.period = TimeRange(from: plan.period.from, until: end)
    period.end = end
  }

  /// What the period's usage costs under some books.
  mutating func price(_ usage: ScenarioUsage, _ books: PriceBooks) throws -> PricedScenario {
    var priced = PricedScenario(usage, boundaries: plan.boundaries, names: names)
    if books.dependOnMonths {
      let monthly = try books.monthlyCosts(
        of: UsageRead(
          before: priced.lanes { $0.part == .before }, inside: priced.lanes { $0.part == .inside },
          all: priced.lanes { [.before, .inside, .after].contains($0.part) },
          firstRead: period.firstRead, start: period.start, end: period.end),
        currency: currency)
      try addIdleTime(monthly, to: &priced)
      priced.monthly = monthly
    }
    try priced.price(books, currency: currency)
    return priced
  }

  /// Time that costs without usage depends on the usage, and so is made anew for each scenario.
  private mutating func addIdleTime(
    _ monthly: MonthlyCosts, to priced: inout PricedScenario
  ) throws {
    guard !monthly.idleTimes.isEmpty else { return }
    var idle = UsageSummary(plan: plan)
    for time in monthly.idleTimes { try idle.add(time, names: &names) }
    priced.add(
      ScenarioUsage(idle, columns: priced.columns), boundaries: plan.boundaries, names: names)
  }
}

/// The time that scenarios are about, and where the data begin.
package struct ComparedPeriod: Sendable {
  package var firstRead: Instant
  package var start: Instant
  package var end: Instant

  package init(firstRead: Instant, start: Instant, end: Instant) {
    self.firstRead = firstRead
    self.start = start
    self.end = end
  }
}
