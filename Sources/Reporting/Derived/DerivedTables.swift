import ExactNumbers
import Metering
import Pricing
import Templating

/// Tables that rules may look at and that the report itself does not show, each in a file.
extension ReportBuilder {
  func derivedTables() throws -> [(String, [TemplateValue])] {
    [
      ("alternatives", try alternatives()), ("spikes", []),
      ("cache_opportunities", try cacheOpportunities()), ("price_ages", priceAges),
      ("concentration", concentration), ("groups", []),
    ]
  }

  /// The report as rules see it: with the derived tables, and with what an error costs a month.
  func seenByRules(_ report: TemplateObject) throws -> TemplateValue {
    var seen = report
    for (name, rows) in try derivedTables() where seen[name] == nil { seen[name] = .list(rows) }
    seen["errors"] = .list(try withMonthlyCosts(report["errors"]?.elements ?? []))
    return .object(seen)
  }
}
