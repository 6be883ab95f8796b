import ExactNumbers
package import Reporting
package import Templating

/// The documents of `tariff diff`: JSON of its rows, Markdown by a template over them and over
/// `view`, its figures as texts; text and CSV are tables.
package struct DiffDocument {
  /// The formats that a comparison can be written in.
  package static let formats: [DocumentFormat] = [.markdown, .text, .json, .csv]

  private let difference: CostDifference

  package init(_ difference: CostDifference) { self.difference = difference }

  /// The comparison in one of ``formats``; `templates` are the built-in ones by file name.
  package func text(_ format: DocumentFormat, templates: [String: String]) throws -> String {
    switch format {
    case .json: return JSONRenderer().render(difference)
    case .csv: return TableOutput.lines(of: difference).text(.csv)
    case .markdown: return try markdown("diff.md.mustache", templates)
    default: return DiffView(difference).plain
    }
  }

  private func markdown(_ name: String, _ templates: [String: String]) throws -> String {
    let template = try Template(
      templates[name] ?? "", name: name, format: .markdown, partials: templates)
    var root = difference.object
    root["view"] = DiffView(difference).tree
    return try template.render(.object(root))
  }
}
