import ArgumentParser
import Metering
import Pricing
import Reporting
import Templating

/// What is asked about usage, as all commands that price it take it: which usage, of which time,
/// grouped and filtered how, at which prices.
struct QuestionOptions: ParsableArguments {
  @OptionGroup(title: "Input") var input: InputOptionGroup
  @OptionGroup(title: "Period") var period: PeriodOptions
  @OptionGroup(title: "Grouping") var grouping: PlanOptions
  @OptionGroup(title: "Prices and rules") var pricing: PricingOptions

  /// Reads the usage, and puts together all that a report of it, and tables beside it, are made
  /// from.
  func request(for tables: Set<FormatTable> = []) throws -> ReportRequest {
    let books = try pricing.books()
    var plan = SummaryPlan()
    plan.zone = try Clock.zone(period.timezone, option: "--timezone")
    (plan.start, plan.end) = try period.bounds(plan.zone)
    plan.groups = try grouping.groups()
    plan.filters = try grouping.filters()
    plan.boundaries = try pricing.boundaries(of: books)
    if tables.contains(.focus) { plan.boundaries.splitsDays = true }
    let (rules, currency) = (try pricing.ruleSet(), try pricing.reportCurrency())
    let budget = try pricing.budgetAmount()
    let usage = try input.summarize(plan)
    var request = ReportRequest(
      summary: usage.summary, names: usage.names, inputs: usage.figures, books: books,
      currency: currency, rules: rules, options: asked, generator: "tariff \(Tariff.version)")
    request.now = try period.clock(plan.zone)
    request.baseline = pricing.baseline
    request.localBackends = ["local"] + pricing.local
    request.budget = budget
    request.formatTables = tables
    return request
  }

  /// What was asked, without where it is written to.
  private var asked: TemplateValue {
    func text(_ value: String?) -> TemplateValue { value.map(TemplateValue.text) ?? .null }
    func list(_ values: [String]) -> TemplateValue { .list(values.map(TemplateValue.text)) }
    return [
      "paths": list(input.paths.map(Self.lastComponent)),
      "input_format": .text(input.inputFormat), "since": text(period.since),
      "until": text(period.until), "last": text(period.last), "month": text(period.month),
      "week": text(period.week), "day": text(period.day), "timezone": .text(period.timezone),
      "now": text(period.now), "assume_zone": .text(input.assumeZone),
      "prices": list(pricing.prices.map(Self.lastComponent)), "currency": text(pricing.currency),
      "rules": list(pricing.rules.map(Self.lastComponent)), "group_by": text(grouping.groupBy),
      "where": list(grouping.where), "label": list(input.label), "dedup": .text(input.dedup),
      "estimate_tokens": .bool(input.estimateTokens), "cost": .text(pricing.cost),
      "baseline": .text(pricing.baseline), "local": list(pricing.local),
      "budget": text(pricing.budget),
    ]
  }

  /// No report holds a path of the machine that made it.
  private static func lastComponent(_ path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }
}
