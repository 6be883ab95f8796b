import Charging
import ExactNumbers
import Metering
import PriceBooks
import Templating

/// The tables that rules look at: those of the report, and some that no document shows.
///
/// Rules name a table and its columns in a file, so they see rows by their keys.
struct RuleTables {
  private(set) var tree: TemplateObject

  /// The report is whole but for its recommendations.
  init(_ report: Report, _ usage: PricedUsage) throws {
    tree = report.named
    tree["recommendations"] = nil
    tree["backends"] = .list(
      try zip(report.backends, usage.ordered(usage.tables.backends, by: usage.name)).map {
        try Self.row($0, backend: usage.tables.backends.keys[$1.index], usage)
      })
    tree["errors"] = .list(report.errors.map(Self.row))
    add(try AlternativeRow.rows(usage), as: "alternatives")
    add(try SpikeRow.rows(usage), as: "spikes")
    add(try CacheOpportunityRow.rows(usage), as: "cache_opportunities")
    add(PriceAgeRow.rows(usage), as: "price_ages")
    add(ConcentrationRow.rows(usage), as: "concentration")
    add(UnpricedNameRow.rows(usage), as: "unpriced_names")
    if tree["groups"] == nil { tree["groups"] = [] }
  }

  private mutating func add(_ rows: [some ReportRow], as name: String) {
    tree[name] = .list(rows.map(\.tree))
  }

  /// With what the backend's failures cost a month.
  private static func row(
    _ row: BackendRow, backend: NameID, _ usage: PricedUsage
  ) throws -> TemplateValue {
    adding("failures_per_month", try usage.monthlyCost(ofFailuresOn: backend), to: row)
  }

  /// With what its failures cost a month.
  private static func row(_ row: ErrorRow) -> TemplateValue {
    adding("per_month", row.perMonth, to: row)
  }

  private static func adding(
    _ name: String, _ amount: ExactDecimal?, to row: some ReportRow
  ) -> TemplateValue {
    var object = row.object
    object[name] = amount.fieldValue.tree
    return .object(object)
  }
}
