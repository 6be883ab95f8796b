import ExactNumbers
package import Templating

extension TemplateValue {
  /// What a dotted key such as `cost.amount` leads to; nil where there is no such key.
  ///
  /// A name that holds a dot itself is found before its parts. Below null everything is null: a
  /// row whose `duration_ms` isn't known has a mean that isn't known.
  package func value(at key: some StringProtocol) -> TemplateValue? {
    if self == .null { return .null }
    if let whole = self[String(key)] { return whole }
    guard let dot = key.firstIndex(of: ".") else { return nil }
    let rest = key[key.index(after: dot)...]
    return self[String(key[..<dot])]?.value(at: rest)
  }

  /// The value as plain text, where it is a text, a number, or true or false.
  package var scalarText: String? {
    switch self {
    case .bool(let value): value ? "true" : "false"
    case .integer(let value): String(value)
    case .decimal(let value): value.description
    case .text(let value): value
    case .null, .list, .object: nil
    }
  }

  /// The dotted keys of an object's values, two levels deep, in their order.
  package var dottedKeys: [String] {
    guard case .object(let object) = self else { return [] }
    return object.fields.flatMap { field -> [String] in
      guard case .object(let inner) = field.value else { return [field.name] }
      return inner.fields.map { "\(field.name).\($0.name)" }
    }
  }
}
