extension JSONCursor {
  /// Consumes `true` or `false`.
  @inlinable
  package mutating func boolean() throws -> Bool {
    let isTrue = offset < end && byte(offset) == UInt8(ascii: "t")
    try literal(isTrue ? "true" : "false")
    return isTrue
  }

  /// Consumes `null`.
  @inlinable
  package mutating func null() throws { try literal("null") }

  @inlinable
  mutating func literal(_ word: StaticString) throws {
    let count = word.utf8CodeUnitCount
    var matched = 0
    while matched < count {
      guard offset < end, byte(offset) == word.utf8Start[matched] else {
        throw failure(.unexpectedByte)
      }
      offset &+= 1
      matched &+= 1
    }
  }

  /// Consumes a value of any kind, validating all of it.
  package mutating func skipValue() throws {
    switch try peek() {
    case .string: _ = try string()
    case .number: _ = try number()
    case .boolean: _ = try boolean()
    case .null: try null()
    case .object:
      var progress = try enterObject()
      while try nextName(&progress) != nil { try skipValue() }
    case .array:
      var progress = try enterArray()
      while try nextElement(&progress) { try skipValue() }
    }
  }
}
