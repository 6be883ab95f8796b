package import ExactNumbers

/// What a template can see: one closed type, so that nothing is rendered by reflection.
///
/// The report is a tree of these values; the JSON report prints the same tree, rules look at its
/// rows, and templates render it.
package indirect enum TemplateValue: Hashable, Sendable {
  case null
  case bool(Bool)
  case integer(Int)
  case decimal(ExactDecimal)
  case text(String)
  case list([TemplateValue])
  case object(TemplateObject)
}

/// Named values in the order in which they were written; a name stands once.
package struct TemplateObject: Hashable, Sendable {
  package private(set) var fields: [Field] = []

  package struct Field: Hashable, Sendable {
    package let name: String
    package var value: TemplateValue

    package init(name: String, value: TemplateValue) {
      self.name = name
      self.value = value
    }
  }

  package init() {}

  /// Fields of which no two have one name; what is not checked here.
  package init(distinct fields: [Field]) { self.fields = fields }

  package init(_ fields: KeyValuePairs<String, TemplateValue>) {
    for (name, value) in fields { self[name] = value }
  }

  /// The value of a name: nil where there is none. Setting nil removes it; setting a new name
  /// adds it at the end.
  package subscript(name: String) -> TemplateValue? {
    get { fields.first { $0.name == name }?.value }
    set {
      let index = fields.firstIndex { $0.name == name }
      switch (index, newValue) {
      case (let index?, let value?): fields[index].value = value
      case (nil, let value?): fields.append(Field(name: name, value: value))
      case (let index?, nil): fields.remove(at: index)
      case (nil, nil): break
      }
    }
  }
}

extension TemplateValue: ExpressibleByDictionaryLiteral, ExpressibleByArrayLiteral,
  ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
  ExpressibleByNilLiteral
{
  package init(dictionaryLiteral elements: (String, TemplateValue)...) {
    var object = TemplateObject()
    for (name, value) in elements { object[name] = value }
    self = .object(object)
  }
  package init(arrayLiteral elements: TemplateValue...) { self = .list(elements) }
  package init(stringLiteral value: String) { self = .text(value) }
  package init(integerLiteral value: Int) { self = .integer(value) }
  package init(booleanLiteral value: Bool) { self = .bool(value) }
  package init(nilLiteral: ()) { self = .null }
}

extension TemplateValue {
  /// A field of an object; nil where this is no object or has no such field.
  package subscript(name: String) -> TemplateValue? {
    if case .object(let object) = self { object[name] } else { nil }
  }

  /// The elements of a list; empty for every other value.
  package var elements: [TemplateValue] {
    if case .list(let elements) = self { elements } else { [] }
  }

  /// The text, where it is one.
  package var text: String? {
    if case .text(let text) = self { text } else { nil }
  }

  /// The number, where it is one.
  package var number: ExactDecimal? {
    switch self {
    case .integer(let value): ExactDecimal(value)
    case .decimal(let value): value
    default: nil
    }
  }
}
