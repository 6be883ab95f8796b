/// A value on its way through filters.
package enum FormattedValue: Hashable, Sendable {
  case value(TemplateValue)
  /// A number in its final notation, which no document escapes.
  case number(String)
  /// The template's own text.
  case literal(String)
  /// Text that is ready for documents of one format.
  case encoded(String, DocumentFormat)
}

extension FormattedValue {
  /// The same with its text changed; nil for lists and objects.
  func mapText(_ change: (String) -> String) -> FormattedValue? {
    switch self {
    case .value(.text(let text)): .value(.text(change(text)))
    case .value(let value): value.printed.map { .number(change($0)) }
    case .number(let text): .number(change(text))
    case .literal(let text): .literal(change(text))
    case .encoded(let text, let format): .encoded(change(text), format)
    }
  }
}

extension FormattedValue {
  /// What kind of value this is, for messages.
  var kindName: String {
    switch self {
    case .value(let value): value.kindName
    case .number: "a number in its final form"
    case .literal, .encoded: "a text"
    }
  }
}
