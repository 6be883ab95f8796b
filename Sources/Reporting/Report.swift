import Charging
import Metering
import PriceBooks
import Recommendations
package import Templating

/// A report as plain data: what every format shows, and what templates and rules see.
///
/// Its fields say how each value is called in JSON, XML, tables and templates.
package struct Report: Sendable {
  package let generator: String
  /// Only where it was asked for.
  package let generatedAt: Timestamp?
  /// What was asked, so that the report can be made again.
  package let options: TemplateObject
  package let period: PeriodSection
  package let inputs: InputsSection
  package let prices: [BookRow]
  package let rules: RulesSection
  package let totals: MeasuresRow
  package let backends: [BackendRow]
  package let models: [NamedRow]
  package let tools: [NamedRow]
  package let routes: [RouteRow]
  package let hours: [HourRow]
  package let days: [DayRow]
  package let weekdayHours: [WeekdayHourRow]
  package let errors: [ErrorRow]
  package let errorsNotShown: ErrorsNotShown
  package let sessions: SessionsSection
  /// nil where no groups were asked for.
  package let groups: [GroupRow]?
  package let cost: CostSection
  /// nil where the report is not compared with another.
  package let changes: ChangesSection?
  package private(set) var recommendations = RecommendationsSection(items: [])
  package let failureCosts: FailureCosts
  package let routingCosts: [RoutingCostRow]
  /// The rows of FOCUS; only where they were asked for.
  package let focus: FocusTable?
  /// The values of the fields by their names, made once: what rules and templates see.
  package private(set) var named = TemplateObject()
}

extension Report {
  /// Prices the usage, fills the tables, compares with an earlier report, and asks the rules.
  package init(_ request: ReportRequest) throws {
    let usage = try PricedUsage(request)
    let period = PeriodSection(usage.period, in: usage.zone)
    let tables = ReportedTables(usage)
    let cost = try CostSection(usage)
    let (prices, rules) = (BookRow.rows(usage), RulesSection(digest: request.rules.digest))
    let side = CostedReport(
      options: request.options, books: prices, rules: rules, period: period, cost: cost,
      totals: tables.totals, tables: tables.comparedRows)
    self.init(
      generator: request.generator,
      generatedAt: request.generatedAt.map { Timestamp($0, in: usage.zone) },
      options: request.options, period: period, inputs: try InputsSection(usage),
      prices: prices, rules: rules,
      totals: tables.totals, backends: tables.backends, models: tables.models,
      tools: tables.tools, routes: tables.routes, hours: HourRow.rows(usage),
      days: DayRow.rows(usage), weekdayHours: WeekdayHourRow.rows(usage),
      errors: try ErrorRow.rows(usage), errorsNotShown: ErrorRow.notShown(usage),
      sessions: SessionsSection(usage), groups: GroupRow.rows(usage), cost: cost,
      changes: try request.earlier.map {
        ChangesSection(
          against: $0.name, difference: try CostDifference(from: $0.report, to: side))
      },
      failureCosts: try FailureCosts(usage), routingCosts: try RoutingCostRow.rows(usage),
      focus: request.formatTables.contains(.focus) ? try usage.focusTable() : nil)
    named = object
    let seen = TemplateValue.object(try RuleTables(self, usage).tree)
    recommendations = RecommendationsSection(
      items: try request.rules.findings(
        in: seen, minorDigits: MoneyText(currency: request.currency).digits),
      unmatchedNames: try request.rules.unmatchedNames(in: seen))
    named["recommendations"] = recommendations.tree
  }

  var comparedRows: [ComparedTable: [ComparedRow]] {
    ReportedTables(
      totals: totals, backends: backends, models: models, tools: tools, routes: routes
    ).comparedRows
  }
}

/// The tables whose rows a comparison shows beside each other.
private struct ReportedTables {
  let totals: MeasuresRow
  let backends: [BackendRow]
  let models: [NamedRow]
  let tools: [NamedRow]
  let routes: [RouteRow]

  var comparedRows: [ComparedTable: [ComparedRow]] {
    [
      .backends: backends.map { row($0.name, $0.measures) },
      .models: models.map { row($0.name, $0.measures) },
      .tools: tools.map { row($0.name, $0.measures) },
      .routes: routes.map { row($0.name, $0.measures) },
    ]
  }

  private func row(_ name: String, _ measures: MeasuresRow) -> ComparedRow {
    ComparedRow(name: name, measures: ComparedMeasures(measures))
  }
}

extension ReportedTables {
  init(_ usage: PricedUsage) {
    totals = usage.measures(usage.tables.totals, 0)
    backends = BackendRow.rows(usage)
    models = usage.named(usage.tables.models)
    tools = usage.named(usage.tables.tools)
    routes = RouteRow.rows(usage)
  }
}
