/// Why a template can't be read or rendered, and where; lines and columns count from 1.
package struct TemplateError: Error, Hashable, Sendable {
  /// The name of the template or partial.
  package let template: String
  package let line: Int
  package let column: Int
  package let problem: Problem

  package enum Problem: Error, Hashable, Sendable {
    /// A tag without its closing delimiter.
    case unclosedTag(opening: String, closing: String)
    /// A section, block or parent without its closing tag.
    case unclosedSection(String)
    /// A closing tag where nothing is open.
    case nothingToClose(String)
    /// A closing tag of another name than that of the innermost open section.
    case wrongClose(found: String, expected: String)
    /// Not two delimiters, or delimiters with `=` or spaces in them.
    case delimiters(String)
    /// A name that is empty or has spaces, quotes, filters or empty parts in it.
    case name(String)
    case filter(String, nearest: String?)
    case filterArgument(filter: String, expected: String)
    case filterInput(filter: String, name: String, expected: String, found: String)
    case unknownName(String, nearest: String?)
    case unknownPartial(String, nearest: String?)
    /// A partial that is there and can't be read; why, and what to do.
    case unreadablePartial(String, reason: String)
    /// A block that a child template replaces, and that its parent does not have.
    case unknownBlock(String, parent: String, nearest: String?)
    /// A tag that prints a list or an object.
    case notPrintable(String, found: String)
    /// More sections within each other than the limit.
    case sectionsTooDeep(limit: Int)
    /// More partials within each other than the limit: they include each other without an end.
    case partialsTooDeep(String, limit: Int)
  }
}

extension TemplateError: CustomStringConvertible {
  /// `weekly.md.mustache:4:9: unknown name 'costs'; did you mean 'cost'?`
  package var description: String { "\(template):\(line):\(column): \(problem.words)" }
}

extension TemplateError.Problem {
  fileprivate var words: String {
    switch self {
    case .unclosedTag(let opening, let closing):
      "the tag has no end; add '\(closing)' after '\(opening)…'"
    case .unclosedSection(let name): "'\(name)' is never closed; add {{/\(name)}}"
    case .nothingToClose(let name): "nothing is open here; remove {{/\(name)}}"
    case .wrongClose(let found, let expected):
      "found {{/\(found)}}; expected {{/\(expected)}}, which was opened last"
    case .delimiters(let found):
      "found delimiters '\(found)'; expected two without '=', such as {{=<% %>=}}"
    case .name(let found):
      found.isEmpty
        ? "the tag has no name; add one, such as {{total}}"
        : "found '\(found)'; expected a name such as 'total' or 'row.cost', without spaces"
    case .filter(let name, let nearest): "unknown filter '\(name)'" + suggestion(nearest)
    case .filterArgument(let filter, let expected): "filter '\(filter)' needs \(expected)"
    case .filterInput(let filter, let name, let expected, let found):
      "filter '\(filter)' needs \(expected), but '\(name)' is \(found)"
    case .unknownName(let name, let nearest): "unknown name '\(name)'" + suggestion(nearest)
    case .unknownPartial(let name, let nearest): "unknown partial '\(name)'" + suggestion(nearest)
    case .unreadablePartial(let name, let reason): "partial '\(name)' can't be read: \(reason)"
    case .unknownBlock(let name, let parent, let nearest):
      "'\(parent)' has no block '\(name)'" + suggestion(nearest)
    case .notPrintable(let name, let found):
      "'\(name)' is \(found); use it as a section, {{#\(name)}}…{{/\(name)}}"
    case .sectionsTooDeep(let limit): "more than \(limit) sections within each other; nest fewer"
    case .partialsTooDeep(let name, let limit):
      "more than \(limit) partials within each other; '\(name)' includes itself without an end"
    }
  }

  private func suggestion(_ nearest: String?) -> String {
    nearest.map { "; did you mean '\($0)'?" } ?? ""
  }
}
