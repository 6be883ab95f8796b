extension JSONCursor {
  /// Consumes a string; its bytes are validated, its escapes are left as they stand.
  @inlinable @inline(__always)
  package mutating func string() throws -> JSONText {
    guard offset < end, byte(offset) == UInt8(ascii: "\"") else { throw failure(.unexpectedByte) }
    let start = offset &+ 1
    offset = start
    while offset &+ 8 <= end {
      let special = Self.specialBytes(of: word(offset))
      guard special != 0 else {
        offset &+= 8
        continue
      }
      offset &+= special.trailingZeroBitCount >> 3
      guard byte(offset) == UInt8(ascii: "\"") else { break }
      let text = JSONText(raw: slice(start, offset), hasEscapes: false)
      offset &+= 1
      return text
    }
    return try finishString(from: start)
  }

  /// The bits 0x80 of the bytes that are quotes, backslashes, control characters or not ASCII; the
  /// lowest one is exact, those above it may be false.
  @inlinable @inline(__always)
  static func specialBytes(of word: UInt64) -> UInt64 {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let quotes = word ^ (ones &* 0x22)
    let backslashes = word ^ (ones &* 0x5C)
    let found = ((quotes &- ones) & ~quotes) | ((backslashes &- ones) & ~backslashes)
    let controls = (word &- (ones &* 0x20)) & ~word
    return (found | controls | word) & (ones &* 0x80)
  }

  @inlinable @inline(__always)
  func slice(_ from: Int, _ to: Int) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(start: base + from, count: to &- from)
  }

  /// The rest of a string, byte by byte: what is escaped, not ASCII, or near the end of the bytes.
  @usableFromInline
  mutating func finishString(from start: Int) throws -> JSONText {
    var hasEscapes = false
    while offset < end {
      let byte = byte(offset)
      switch byte {
      case UInt8(ascii: "\""):
        let text = JSONText(raw: slice(start, offset), hasEscapes: hasEscapes)
        offset += 1
        return text
      case UInt8(ascii: "\\"):
        hasEscapes = true
        try skipEscape()
      case ..<0x20: throw failure(.controlCharacter)
      case 0x80...: try skipMultibyte(lead: byte)
      default:
        offset += 1
        skipPlainWords()
      }
    }
    throw failure(.unexpectedEnd)
  }

  /// Eight bytes at a time over what needs no look.
  private mutating func skipPlainWords() {
    while offset + 8 <= end, Self.specialBytes(of: word(offset)) == 0 { offset += 8 }
  }

  private mutating func skipEscape() throws {
    guard offset + 1 < end else { throw JSONError(reason: .unexpectedEnd, offset: end) }
    switch byte(offset + 1) {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"),
      UInt8(ascii: "f"), UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      offset += 2
    case UInt8(ascii: "u"):
      for place in 2..<6 {
        guard offset + place < end else { throw JSONError(reason: .unexpectedEnd, offset: end) }
        guard Self.hexValue(byte(offset + place)) != nil else { throw failure(.invalidEscape) }
      }
      offset += 6
    default: throw failure(.invalidEscape)
    }
  }

  static func hexValue(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }

  /// One scalar of two to four bytes, by table 3-7 of the Unicode Standard.
  private mutating func skipMultibyte(lead: UInt8) throws {
    let length: Int
    var second: ClosedRange<UInt8> = 0x80...0xBF
    switch lead {
    case 0xC2...0xDF: length = 2
    case 0xE0: (length, second) = (3, 0xA0...0xBF)
    case 0xED: (length, second) = (3, 0x80...0x9F)
    case 0xE1...0xEF: length = 3
    case 0xF0: (length, second) = (4, 0x90...0xBF)
    case 0xF1...0xF3: length = 4
    case 0xF4: (length, second) = (4, 0x80...0x8F)
    default: throw failure(.invalidUTF8)
    }
    for place in 1..<length {
      guard offset + place < end else { throw JSONError(reason: .unexpectedEnd, offset: end) }
      let allowed = place == 1 ? second : 0x80...0xBF
      guard allowed.contains(byte(offset + place)) else { throw failure(.invalidUTF8) }
    }
    offset += length
  }
}
