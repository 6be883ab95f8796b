import ArgumentParser
import Metering
import Pricing
import Rendering
import Reporting
import Templating

/// The main job: load, aggregate, price, recommend, render.
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Report what was used, what it cost, and what to do about it.",
    discussion: """
      Example: tariff report samples/gateway --month 2026-10 --timezone Europe/Berlin
      Example: tariff report events/ --prices contract.yaml -o report.html
      """)

  @OptionGroup(title: "Input") var input: InputOptionGroup
  @OptionGroup(title: "Period") var period: PeriodOptions
  @OptionGroup(title: "Grouping") var grouping: PlanOptions
  @OptionGroup(title: "Prices and rules") var pricing: PricingOptions
  @OptionGroup(title: "Output") var output: OutputOptions
  @OptionGroup(title: "Gates") var gates: GateOptions

  func run() throws {
    if output.schema { return try output.printSchema() }
    try gates.validateGates()
    let targets = try output.targets()
    let request = try request()
    let report = try Report(request)
    try targets.write(report.tree)
    let tripped = gates.tripped(by: report)
    guard tripped.isEmpty else {
      throw Failure(status: 1, message: tripped.joined(separator: "\ntariff: "))
    }
  }

  private func request() throws -> ReportRequest {
    let books = try pricing.books()
    var plan = SummaryPlan()
    plan.zone = try Clock.zone(period.timezone, option: "--timezone")
    (plan.start, plan.end) = try period.bounds(plan.zone)
    plan.groups = try grouping.groups()
    plan.filters = try grouping.filters()
    plan.boundaries = try pricing.boundaries(of: books)
    let (rules, currency) = (try pricing.ruleSet(), try pricing.reportCurrency())
    let budget = try pricing.budgetAmount()
    let usage = try input.summarize(plan)
    var request = ReportRequest(
      summary: usage.summary, names: usage.names, inputs: usage.figures, books: books,
      currency: currency, rules: rules, options: asked, generator: "tariff \(Tariff.version)")
    request.now = try period.clock(plan.zone)
    request.generatedAt = try output.generationTime(plan.zone)
    request.baseline = pricing.baseline
    request.localBackends = ["local"] + pricing.local
    request.budget = budget
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
