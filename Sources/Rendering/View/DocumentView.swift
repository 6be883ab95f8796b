import ExactNumbers
package import Reporting
package import Templating

/// What templates see: the report by its names, and beside it `view`, its figures as texts to show.
package struct DocumentView {
  private let report: Report
  private let parts: [any ViewPart]

  /// - Parameters:
  ///   - report: What is shown.
  ///   - charts: `text`, `mermaid` or `none`, in Markdown.
  ///   - gates: What gates said of the report.
  ///   - downloads: Whether `view.csv` holds the tables as files, which only a page in HTML has a
  ///     use for.
  /// - Throws: ``ExactNumberError`` where a day's estimate is beyond what any usage costs.
  package init(
    _ report: Report, charts: String, gates: [GateVerdict] = [], downloads: Bool = true
  ) throws {
    let money = MoneyText(currency: report.cost.currency)
    let changes = ChangeTexts(report.changes, money)
    self.report = report
    parts = [
      Headline(report, money, charts: charts), changes,
      TableTexts(report, money, changes), InputTexts(report, money), GroupTexts(report, money),
      CostTexts(report, money), CauseTexts(report, money), FindingTexts(report, money),
      try DayTexts(report, money), CostBars(report, money), MeterTexts(report),
      LatencyTexts(report), WeekTexts(report), GateTexts(gates),
      try Downloads(downloads ? report : nil),
    ]
  }

  package var tree: TemplateValue {
    var object = report.named
    // Keys that a report may lack are null for templates, which take an unknown name for a mistake.
    for name in Self.keysThatMayBeAbsent where object[name] == nil { object[name] = .null }
    object["view"] = .object(TemplateObject(distinct: parts.flatMap(\.names.fields)))
    return .object(object)
  }

  private static let keysThatMayBeAbsent = ["generated_at", "groups"]

  /// The names that templates can use, by a report in which no list is empty and nothing is null.
  package static func vocabulary(sample: Report) throws -> ValueShape {
    let gate = GateVerdict(name: "budget", reason: "a reason")
    return ValueShape(of: try DocumentView(sample, charts: "text", gates: [gate]).tree)
  }
}

/// A part of `view`: names that no other part has, and what they stand for.
protocol ViewPart {
  var names: TemplateObject { get }
}

extension Report {
  /// The rows of a table of names.
  func rows(of table: ComparedTable) -> [(name: String, measures: MeasuresRow)] {
    switch table {
    case .backends: backends.map { ($0.name, $0.measures) }
    case .models: models.map { ($0.name, $0.measures) }
    case .tools: tools.map { ($0.name, $0.measures) }
    case .routes: routes.map { ($0.name, $0.measures) }
    }
  }
}
