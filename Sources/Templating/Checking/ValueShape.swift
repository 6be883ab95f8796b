/// What a value of a name can be, before there is one: what templates are checked against.
package indirect enum ValueShape: Hashable, Sendable {
  case text, number, bool
  case list(ValueShape)
  case object([Field])
  /// What the data decide, or what is not known here: every name and filter fits.
  case anything

  package struct Field: Hashable, Sendable {
    package let name: String
    package let shape: ValueShape

    package init(name: String, shape: ValueShape) {
      self.name = name
      self.shape = shape
    }
  }

  /// The shape of a value in which every list has an element and nothing is null that need not be.
  package init(of value: TemplateValue) {
    switch value {
    case .null: self = .anything
    case .bool: self = .bool
    case .integer, .decimal: self = .number
    case .text: self = .text
    case .list(let elements): self = .list(elements.first.map(ValueShape.init) ?? .anything)
    case .object(let object):
      self = .object(
        object.fields.map { Field(name: $0.name, shape: ValueShape(of: $0.value)) })
    }
  }

  /// The shape of a field; nil where there can be none.
  package subscript(name: String) -> ValueShape? {
    switch self {
    case .anything: .anything
    case .object(let fields): fields.first { $0.name == name }?.shape
    case .text, .number, .bool, .list: nil
    }
  }

  /// The names of an object's fields.
  package var names: [String] {
    if case .object(let fields) = self { fields.map(\.name) } else { [] }
  }
}

extension ValueShape {
  /// What kind of value this is, for messages.
  var kindName: String {
    switch self {
    case .text: "a text"
    case .number: "a number"
    case .bool: "true or false"
    case .list: "a list"
    case .object: "an object"
    case .anything: "anything"
    }
  }
}
