package import Reporting
package import Templating

/// The documents of a comparison: JSON of its rows, Markdown and HTML by templates, CSV and text as
/// tables.
package struct ComparisonDocuments: Sendable {
  /// The formats that a comparison can be written in.
  package static let formats: [DocumentFormat] = [.text, .markdown, .json, .csv, .html]

  private let templates: [String: String]

  /// - Parameter templates: the built-in templates' texts by file name.
  package init(templates: [String: String]) { self.templates = templates }

  /// A comparison in one of ``formats``.
  package func text(_ comparison: ComparisonReport, _ format: DocumentFormat) throws -> String {
    switch format {
    case .json: return JSONRenderer().render(comparison)
    case .csv: return TableOutput.lines(of: comparison).text(.csv)
    case .markdown, .html: return try render(ComparisonView(comparison), format)
    default: return ComparisonView(comparison).plain
    }
  }

  private func render(_ view: ComparisonView, _ format: DocumentFormat) throws -> String {
    let name = "compare.\(format.fileExtension).mustache"
    let template = try Template(
      templates[name] ?? "", name: name, format: format, partials: templates)
    return try template.render(view.tree)
  }
}
