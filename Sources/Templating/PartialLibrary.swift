/// Where a template's partials are found, by their names.
package struct PartialLibrary: Sendable {
  package typealias Search = @Sendable (String) throws(TemplateError.Problem) -> Partial?

  /// The names there are, for suggestions.
  package let names: [String]
  /// The partial of a name; nil where there is none, an error where it can't be read.
  package let find: Search

  package init(names: [String], find: @escaping Search) {
    self.names = names
    self.find = find
  }

  package init(_ texts: [String: String]) {
    self.init(names: texts.keys.sorted()) { name in
      texts[name].map { Partial(text: $0, place: name) }
    }
  }
}

/// The text of a partial, and where it is, for messages.
package struct Partial: Hashable, Sendable {
  package let text: String
  package let place: String

  package init(text: String, place: String) {
    self.text = text
    self.place = place
  }
}
