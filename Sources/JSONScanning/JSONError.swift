/// Where and why bytes are not JSON.
@usableFromInline package struct JSONError: Error, Hashable, Sendable {
  @usableFromInline package enum Reason: Hashable, Sendable {
    /// The bytes end inside a value.
    case unexpectedEnd
    /// A byte that cannot stand here.
    case unexpectedByte
    /// A control character inside a string.
    case controlCharacter
    /// A backslash that is not followed by one of `"\/bfnrt` or `u` and four hexadecimal digits.
    case invalidEscape
    case invalidUTF8
    case invalidNumber
    /// Nested deeper than ``JSONCursor/nestingLimit``.
    case tooDeep
  }

  @usableFromInline package var reason: Reason
  /// Counted in bytes from the start of what the cursor was given.
  @usableFromInline package var offset: Int

  package init(reason: Reason, offset: Int) {
    self.reason = reason
    self.offset = offset
  }
}
