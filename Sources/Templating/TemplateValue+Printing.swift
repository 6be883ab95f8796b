import ExactNumbers

extension TemplateValue {
  /// A plain value as text, null as nothing; nil for lists and objects.
  var printed: String? {
    switch self {
    case .null: ""
    case .bool(let value): value ? "true" : "false"
    case .integer(let value): String(value)
    case .decimal(let value): value.description
    case .text(let text): text
    case .list, .object: nil
    }
  }

  /// What kind of value this is, for messages.
  var kindName: String {
    switch self {
    case .null: "null"
    case .bool: "true or false"
    case .integer, .decimal: "a number"
    case .text: "a text"
    case .list: "a list"
    case .object: "an object"
    }
  }

  /// Whether a section shows: null, false, and empty texts and lists don't; 0 does.
  var isTruthy: Bool {
    switch self {
    case .null: false
    case .bool(let value): value
    case .text(let text): !text.isEmpty
    case .list(let elements): !elements.isEmpty
    case .integer, .decimal, .object: true
    }
  }
}

extension TemplateValue {
  /// The names of an object's fields; none for every other value.
  var names: [String] {
    if case .object(let object) = self { object.fields.map(\.name) } else { [] }
  }
}
