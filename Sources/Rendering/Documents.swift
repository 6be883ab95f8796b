package import Reporting
package import Templating

/// All documents of a report: JSON, XML and tables from its fields, templates for the rest.
package struct Documents: Sendable {
  /// The formats that a report can be written in.
  package static let formats: [DocumentFormat] = [
    .markdown, .json, .csv, .html, .xml, .focus, .ndjson,
  ]

  private let templates: [String: String]
  private let table: String
  private let charts: String
  private let focus: FocusTable?
  private let gates: [GateVerdict]

  /// - Parameters:
  ///   - templates: the built-in templates' texts by file name, partials included.
  ///   - table: the table of the report that CSV and NDJSON hold.
  ///   - charts: `text`, `mermaid` or `none`, in Markdown.
  ///   - focus: the rows of FOCUS, where that format is asked for.
  ///   - gates: what gates said of the report, for templates.
  package init(
    templates: [String: String], table: String = "charges", charts: String = "text",
    focus: FocusTable? = nil, gates: [GateVerdict] = []
  ) {
    self.templates = templates
    self.table = table
    self.charts = charts
    self.focus = focus
    self.gates = gates
  }

  package func render(
    _ report: Report, as format: DocumentFormat,
    template: (name: String, source: String)? = nil
  ) throws -> String {
    switch format {
    case .json: return JSONRenderer().render(report)
    case .xml: return try XMLRenderer().render(report)
    case .ndjson: return try ReportTable(named: table, in: report).ndjson
    case .focus: return focus.map(FocusRenderer().csv) ?? ""
    case .csv where template == nil: return try ReportTable(named: table, in: report).csv
    case .csv, .markdown, .html, .text:
      let name = "report.\(format.fileExtension).mustache"
      return try render(report, template ?? (name, templates[name] ?? ""))
    }
  }

  private func render(
    _ report: Report, _ template: (name: String, source: String)
  ) throws -> String {
    try render(
      report, template: template.source, name: template.name, partials: PartialLibrary(templates))
  }

  /// The document that a template makes of a report; the name's middle extension says how values
  /// are escaped.
  package func render(
    _ report: Report, template source: String, name: String, partials: PartialLibrary
  ) throws -> String {
    guard let format = DocumentFormat(templateFileName: name) else {
      throw UnknownTemplateFormat(name: name)
    }
    let template = try Template(source, name: name, format: format, library: partials)
    let view = try DocumentView(
      report, charts: charts, gates: gates, downloads: format == .html)
    let money = MoneyText(currency: report.cost.currency)
    return try template.render(view.tree, minorDigits: money.digits)
  }
}

/// A template whose name does not say how its values are to be escaped.
package struct UnknownTemplateFormat: Error, CustomStringConvertible {
  package let name: String

  package init(name: String) { self.name = name }

  package var description: String {
    "\(name): expected a middle extension that says what it makes, such as weekly.md.mustache"
  }
}
