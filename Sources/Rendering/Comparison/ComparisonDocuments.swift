package import Templating

/// The documents of a comparison: JSON is its tree, Markdown and HTML are templates, CSV and text are
/// tables.
package struct ComparisonDocuments: Sendable {
  /// The formats that a comparison can be written in.
  package static let formats: [DocumentFormat] = [.text, .markdown, .json, .csv, .html]

  private let templates: [String: String]

  /// - Parameter templates: the built-in templates' texts by file name.
  package init(templates: [String: String]) { self.templates = templates }

  /// A comparison in one of ``formats``.
  package func text(_ view: ComparisonView, _ format: DocumentFormat) throws -> String {
    switch format {
    case .json: return JSONRenderer().render(view.comparison)
    case .csv: return ComparisonTables.csv(view)
    case .markdown, .html: return try render(view, format)
    default: return ComparisonTables.text(view)
    }
  }

  private func render(_ view: ComparisonView, _ format: DocumentFormat) throws -> String {
    let name = "compare.\(format.fileExtension).mustache"
    let template = try Template(
      templates[name] ?? "", name: name, format: format, partials: templates)
    return try template.render(view.tree)
  }
}
