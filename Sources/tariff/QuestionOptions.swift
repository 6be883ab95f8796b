import ArgumentParser
import Charging
import CostModeling
import Metering
import PriceBooks
import Reporting
import Templating

/// What is asked about usage, as all commands that price it take it: which usage, of which time,
/// grouped and filtered how, at which prices.
struct QuestionOptions: ParsableArguments {
  @OptionGroup(title: "Input") var input: InputOptionGroup
  @OptionGroup(title: "Period") var period: PeriodOptions
  @OptionGroup(title: "Grouping") var grouping: PlanOptions
  @OptionGroup(title: "Prices and rules") var pricing: PricingOptions

  /// Reads the usage, and puts together all that a report of it is made from.
  func request() throws -> ReportRequest { try requests(of: [period])[0] }

  /// The same for scenarios: what they ask of events must be known before the first is read.
  func request(books: PriceBooks, scenarios: [Scenario]) throws -> ReportRequest {
    try requests(of: [period], books: books, scenarios: scenarios)[0]
  }

  /// The same for several periods, which are read together; the last one with tables beside its
  /// report.
  func requests(
    of periods: [PeriodOptions], _ tables: Set<FormatTable> = []
  ) throws -> [ReportRequest] {
    var requests = try requests(
      of: periods, books: pricing.books(), scenarios: [], byDay: tables.contains(.focus))
    requests[requests.count - 1].formatTables = tables
    return requests
  }

  private func requests(
    of periods: [PeriodOptions], books: PriceBooks, scenarios: [Scenario], byDay: Bool = false
  ) throws -> [ReportRequest] {
    var plans = try periods.map { try plan($0, books, scenarios) }
    if byDay { for index in plans.indices { plans[index].boundaries.splitsDays = true } }
    let (rules, currency) = (try pricing.ruleSet(), try pricing.reportCurrency())
    let budget = try pricing.budgetAmount()
    let now = try period.clock(zone())
    let usage = try input.summarize(plans, now: now)
    let unmatched = UnmatchedNames(usage).notes(self, books)
    let empty = EmptyPeriods.notes(usage.map(\.summary), besideFilters: unmatched)
    for note in unmatched + empty { Voice.note(note) }
    return zip(periods, usage).map { period, usage in
      var request = ReportRequest(
        summary: usage.summary, names: usage.names, inputs: usage.figures, books: books,
        currency: currency, rules: rules, options: asked(of: period),
        generator: "tariff \(Tariff.version)")
      // --last says how long, not that the data run up to its end.
      if period.last != nil { request.dataEnd = nil }
      request.baseline = pricing.baseline
      request.localBackends = ["local"] + pricing.local
      request.budget = budget
      return request
    }
  }

  /// The zone that decides days.
  func zone() throws -> ZoneOffsets {
    try Clock.zone(period.timezone, option: "--timezone")
  }

  private func plan(
    _ period: PeriodOptions, _ books: PriceBooks, _ scenarios: [Scenario]
  ) throws -> SummaryPlan {
    var plan = SummaryPlan()
    plan.zone = try zone()
    plan.period = try period.bounds(plan.zone).ending(by: period.clock(plan.zone))
    plan.groups = try grouping.groups()
    plan.filters = try grouping.filters()
    plan.boundaries = try pricing.boundaries(of: PriceBooks(books.books + scenarios.books))
    plan.boundaries.splitsDays = plan.boundaries.splitsDays || scenarios.setFixedCosts
    // A scenario may price usage as anything else.
    let isAsItIs = scenarios.isEmpty
    plan.boundariesByName = isAsItIs ? books.boundariesByName(baseline: pricing.baseline) : nil
    plan.conditions = scenarios.eventConditions
    plan.now = try period.clock(plan.zone)
    return plan
  }

  /// What was asked, without where it is written to.
  private func asked(of period: PeriodOptions) -> TemplateObject {
    func text(_ value: String?) -> TemplateValue { value.map(TemplateValue.text) ?? .null }
    func list(_ values: [String]) -> TemplateValue { .list(values.map(TemplateValue.text)) }
    return [
      "paths": list(input.paths.map(input.shown)),
      "input_format": .text(input.inputFormat), "map": list(input.map.map(Self.lastComponent)),
      "since": text(period.since),
      "until": text(period.until), "last": text(period.last), "month": text(period.month),
      "week": text(period.week), "day": text(period.day), "timezone": .text(period.timezone),
      "now": text(period.now), "assume_zone": .text(input.assumeZone),
      "prices": list(pricing.prices.map(Self.lastComponent)), "currency": text(pricing.currency),
      "rules": list(pricing.rules.map(Self.lastComponent)), "group_by": text(grouping.groupBy),
      "where": list(grouping.where), "label": list(input.label), "dedup": .text(input.dedup),
      "redact": .bool(input.redact), "estimate_tokens": .bool(input.estimateTokens),
      "cost": .text(pricing.cost),
      "baseline": .text(pricing.baseline), "local": list(pricing.local),
      "budget": text(pricing.budget),
    ]
  }

  /// No report holds a path of the machine that made it.
  static func lastComponent(_ path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }
}
