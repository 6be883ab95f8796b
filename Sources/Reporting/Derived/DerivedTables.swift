import Charging
import ExactNumbers
import Metering
import Templating

/// Tables that rules may look at and that the report itself does not show, each in a file.
extension ReportBuilder {
  func derivedTables() throws -> [(String, [TemplateValue])] {
    [
      ("alternatives", try alternatives()), ("spikes", try spikes()),
      ("cache_opportunities", try cacheOpportunities()), ("price_ages", priceAges),
      ("concentration", concentration), ("groups", []),
    ]
  }

  /// The report as rules see it: with the derived tables, and with what failures cost a month beside
  /// each error and each backend.
  func seenByRules(_ report: TemplateObject) throws -> TemplateValue {
    var seen = report
    for (name, rows) in try derivedTables() where seen[name] == nil { seen[name] = .list(rows) }
    seen["errors"] = .list(
      try zip(report["errors"]?.elements ?? [], errorOrder).map { row, pattern in
        row.adding("per_month", try monthlyCost(pattern))
      })
    let backends = ordered(tables.backends, by: name).map { tables.backends.keys[$0.0] }
    seen["backends"] = .list(
      try zip(report["backends"]?.elements ?? [], backends).map { row, backend in
        row.adding("failures_per_month", try monthlyCost(ofFailuresOn: backend))
      })
    return .object(seen)
  }

  private func monthlyCost(ofFailuresOn backend: NameID) throws -> TemplateValue {
    guard !failures.backends.cost(of: backend).isUnknown else { return .null }
    return MeasuresTree.decimal(try perMonth(failures.days(ofBackend: backend)))
  }
}

extension TemplateValue {
  /// An object with one more key at its end.
  func adding(_ key: String, _ value: TemplateValue) -> TemplateValue {
    guard case .object(var fields) = self else { return self }
    fields[key] = value
    return .object(fields)
  }
}
