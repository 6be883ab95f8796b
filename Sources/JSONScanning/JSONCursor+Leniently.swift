/// Values of other people's records, in which a field may be missing, `null` or of another type.
extension JSONCursor {
  /// Consumes any value, and gives the text that it is.
  package mutating func textIfAny() throws -> JSONText? {
    if case .string = try peek() { return try string() }
    try skipValue()
    return nil
  }

  /// Consumes any value, and gives the boolean that it is.
  package mutating func booleanIfAny() throws -> Bool? {
    if case .boolean = try peek() { return try boolean() }
    try skipValue()
    return nil
  }

  /// Consumes any value, and gives the number that it is, or that its text is.
  package mutating func numberIfAny() throws -> JSONNumber? {
    switch try peek() {
    case .number: return try number()
    case .string: return JSONNumber(parsing: try string().raw)
    default:
      try skipValue()
      return nil
    }
  }

  /// Consumes any value; gives its members to `body` one by one, where it is an object, which
  /// consumes each value. Says whether it was one.
  package mutating func membersIfAny(
    _ body: (JSONText, inout JSONCursor) throws -> Void
  ) throws -> Bool {
    guard case .object = try peek() else {
      try skipValue()
      return false
    }
    var members = try enterObject()
    while let name = try nextName(&members) { try body(name, &self) }
    return true
  }

  /// Consumes any value; lets `body` consume its elements one by one, where it is an array.
  package mutating func elementsIfAny(_ body: (inout JSONCursor) throws -> Void) throws {
    guard case .array = try peek() else { return try skipValue() }
    var elements = try enterArray()
    while try nextElement(&elements) { try body(&self) }
  }
}

extension JSONNumber {
  /// The number that a text is; nil where it is none.
  package init?(parsing text: UnsafeRawBufferPointer) {
    var cursor = JSONCursor(text)
    guard case .number? = try? cursor.peek(), let number = try? cursor.number(),
      cursor.offset == text.count
    else { return nil }
    self = number
  }
}

extension JSONText {
  /// Whether it is this text, which has no escapes.
  @inlinable
  package func `is`(_ text: StaticString) -> Bool {
    guard raw.count == text.utf8CodeUnitCount else { return false }
    var index = 0
    while index < raw.count {
      if raw[index] != text.utf8Start[index] { return false }
      index &+= 1
    }
    return true
  }
}
