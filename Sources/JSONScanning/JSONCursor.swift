/// A strict reader (RFC 8259) that walks over the bytes of JSON values without allocating.
///
/// The caller asks for what it expects, and gets slices of the bytes:
///
///     var cursor = JSONCursor(bytes)
///     var members = try cursor.enterObject()
///     while let name = try cursor.nextName(&members) {
///       let isWanted = name.string == "id"
///       if isWanted { print(try cursor.string().string) } else { try cursor.skipValue() }
///     }
///
/// Every method either consumes a whole token or throws a ``JSONError``; after an error the cursor
/// is of no use. It never reads outside the bytes it was given, which must outlive it.
@usableFromInline package struct JSONCursor {
  /// How deep arrays and objects may nest.
  @usableFromInline package static let nestingLimit = 1000

  @usableFromInline package let base: UnsafeRawPointer
  @usableFromInline package let end: Int
  /// The next byte to look at.
  @usableFromInline package var offset: Int
  @usableFromInline package var depth = 0

  /// A cursor at the byte `offset` of `bytes`.
  @inlinable
  package init(_ bytes: UnsafeRawBufferPointer, at offset: Int = 0) {
    // An empty buffer may have no address; with an end of 0 nothing is ever read from this one.
    base = bytes.baseAddress ?? UnsafeRawPointer(bitPattern: 1).unsafelyUnwrapped
    end = bytes.count
    self.offset = offset
  }

  /// Whether a value, and nothing else, stands in `bytes`.
  package static func validate(_ bytes: UnsafeRawBufferPointer) throws {
    var cursor = JSONCursor(bytes)
    try cursor.skipValue()
    cursor.skipSpace()
    guard cursor.offset == cursor.end else { throw cursor.failure(.unexpectedByte) }
  }

  /// What the next value is, by its first byte; nothing is consumed but white space.
  @inlinable @inline(__always)
  package mutating func peek() throws -> JSONKind {
    skipSpace()
    guard offset < end else { throw failure(.unexpectedEnd) }
    switch byte(offset) {
    case UInt8(ascii: "{"): return .object
    case UInt8(ascii: "["): return .array
    case UInt8(ascii: "\""): return .string
    case UInt8(ascii: "t"), UInt8(ascii: "f"): return .boolean
    case UInt8(ascii: "n"): return .null
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number
    default: throw failure(.unexpectedByte)
    }
  }

  /// Goes to the next byte that is not white space.
  @inlinable @inline(__always)
  package mutating func skipSpace() {
    if offset < end, byte(offset) <= 0x20 { skipMoreSpace() }
  }

  @usableFromInline
  mutating func skipMoreSpace() {
    while offset < end {
      let byte = byte(offset)
      if byte > 0x20 { return }
      guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return }
      offset &+= 1
    }
  }

  @inlinable @inline(__always)
  func byte(_ index: Int) -> UInt8 { base.load(fromByteOffset: index, as: UInt8.self) }

  @inlinable @inline(__always)
  func word(_ index: Int) -> UInt64 {
    base.loadUnaligned(fromByteOffset: index, as: UInt64.self).littleEndian
  }

  /// The error at this place; at the end of the bytes every error is `unexpectedEnd`.
  @usableFromInline @inline(never)
  func failure(_ reason: JSONError.Reason) -> JSONError {
    JSONError(reason: offset >= end ? .unexpectedEnd : reason, offset: offset)
  }
}

/// The six kinds of JSON values, `true` and `false` being one.
@usableFromInline package enum JSONKind: Sendable {
  case object, array, string, number, boolean, null
}
