import Names

extension TemplateRenderer {
  /// The value of a name: its first part in the innermost frame that has it, the others within.
  ///
  /// A name within null is null: where a value is missing as a whole, so are its parts.
  func value(of name: NamePath) throws(TemplateError) -> TemplateValue {
    guard let first = name.parts.first else { return frames.last ?? .null }
    guard var value = innermost(first) else {
      return try missing(name, first, in: frames.reversed())
    }
    for part in name.parts.dropFirst() {
      if case .null = value { return .null }
      guard let next = value[part] else { return try missing(name, part, in: [value]) }
      value = next
    }
    return value
  }

  private func innermost(_ name: String) -> TemplateValue? {
    var index = frames.count
    while index > 0 {
      index -= 1
      if case .object(let object) = frames[index], let value = object[name] { return value }
    }
    return nil
  }

  private func missing(
    _ name: NamePath, _ part: String, in scope: [TemplateValue]
  ) throws(TemplateError) -> TemplateValue {
    if template.unknownNames == .empty { return .null }
    let nearest = NearestName.of(part, among: scope.flatMap(\.names))
    throw error(name.place, .unknownName(name.text, nearest: nearest))
  }
}
