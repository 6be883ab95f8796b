extension JSONCursor {
  /// Consumes `true` or `false`.
  @inlinable
  package mutating func boolean() throws -> Bool {
    if offset < end, byte(offset) == UInt8(ascii: "t") {
      try literal(0x6575_7274, count: 4)
      return true
    }
    try literal(0x65_736C_6166, count: 5)
    return false
  }

  /// Consumes `null`.
  @inlinable
  package mutating func null() throws { try literal(0x6C6C_756E, count: 4) }

  /// Consumes a word, given by its bytes from the lowest on.
  @inlinable
  mutating func literal(_ word: UInt64, count: Int) throws {
    var rest = word
    for _ in 0..<count {
      guard offset < end, byte(offset) == UInt8(truncatingIfNeeded: rest) else {
        throw failure(.unexpectedByte)
      }
      offset &+= 1
      rest >>= 8
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
