import Templating

/// Documents of a comparison: JSON is its tree, Markdown and HTML are templates, CSV is a table.
package struct ComparisonDocuments: Sendable {
  private let templates: [String: String]

  /// - Parameter templates: the built-in templates' texts by file name.
  package init(templates: [String: String]) { self.templates = templates }

  package func markdown(_ view: ComparisonView) throws -> String {
    try render(view, "compare.md.mustache", .markdown)
  }

  package func html(_ view: ComparisonView) throws -> String {
    try render(view, "compare.html.mustache", .html)
  }

  private func render(
    _ view: ComparisonView, _ name: String, _ format: DocumentFormat
  ) throws -> String {
    let template = try Template(
      templates[name] ?? "", name: name, format: format, partials: templates)
    return try template.render(view.tree)
  }
}
