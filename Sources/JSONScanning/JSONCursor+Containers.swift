/// How far the walk through an object or array has come.
@usableFromInline package struct JSONProgress {
  @usableFromInline var isFirst = true

  @inlinable
  init() {}
}

extension JSONCursor {
  /// Consumes `{`.
  @inlinable
  package mutating func enterObject() throws -> JSONProgress {
    try enter(UInt8(ascii: "{"))
  }

  /// Consumes `[`.
  @inlinable
  package mutating func enterArray() throws -> JSONProgress {
    try enter(UInt8(ascii: "["))
  }

  /// Consumes the next member's name and its colon; nil, and the `}` consumed, at the object's end.
  @inlinable @inline(__always)
  package mutating func nextName(_ progress: inout JSONProgress) throws -> JSONText? {
    guard try advance(&progress, close: UInt8(ascii: "}")) else { return nil }
    let name = try string()
    try colon()
    return name
  }

  /// Goes to the next element; false, and the `]` consumed, at the array's end.
  @inlinable
  package mutating func nextElement(_ progress: inout JSONProgress) throws -> Bool {
    try advance(&progress, close: UInt8(ascii: "]"))
  }

  /// Consumes white space, a colon, and white space.
  @inlinable @inline(__always)
  package mutating func colon() throws {
    skipSpace()
    guard offset < end, byte(offset) == UInt8(ascii: ":") else { throw failure(.unexpectedByte) }
    offset &+= 1
    skipSpace()
  }

  @inlinable
  mutating func enter(_ open: UInt8) throws -> JSONProgress {
    skipSpace()
    guard offset < end, byte(offset) == open else { throw failure(.unexpectedByte) }
    guard depth < Self.nestingLimit else { throw failure(.tooDeep) }
    depth &+= 1
    offset &+= 1
    return JSONProgress()
  }

  /// Consumes a comma, where one must stand, or `close`.
  @inlinable @inline(__always)
  mutating func advance(_ progress: inout JSONProgress, close: UInt8) throws -> Bool {
    skipSpace()
    guard offset < end else { throw failure(.unexpectedEnd) }
    let next = byte(offset)
    if next == close {
      offset &+= 1
      depth &-= 1
      return false
    }
    if progress.isFirst {
      progress.isFirst = false
      return true
    }
    guard next == UInt8(ascii: ",") else { throw failure(.unexpectedByte) }
    offset &+= 1
    skipSpace()
    return true
  }
}
