/// A string or a member's name as it stands between its quotes; valid, but not yet unescaped.
///
/// It points into the bytes that the cursor was given, and lives no longer than they do.
@usableFromInline package struct JSONText {
  /// The bytes between the quotes: valid UTF-8 and valid escapes.
  @usableFromInline package let raw: UnsafeRawBufferPointer
  @usableFromInline package let hasEscapes: Bool

  @inlinable
  package init(raw: UnsafeRawBufferPointer, hasEscapes: Bool) {
    self.raw = raw
    self.hasEscapes = hasEscapes
  }

  /// Puts the text's bytes, unescaped, in place of what `bytes` held.
  ///
  /// A lone surrogate, which the grammar allows and UTF-8 does not, becomes U+FFFD.
  package func unescape(into bytes: inout [UInt8]) {
    bytes.removeAll(keepingCapacity: true)
    var index = 0
    while index < raw.count {
      let byte = raw[index]
      index += 1
      guard byte == UInt8(ascii: "\\"), index < raw.count else {
        bytes.append(byte)
        continue
      }
      let kind = raw[index]
      index += 1
      if kind == UInt8(ascii: "u") {
        Self.append(scalar: readScalar(&index), to: &bytes)
      } else {
        bytes.append(Self.unescaped(kind))
      }
    }
  }

  /// The text as a string; for messages and tests, not for hot loops.
  @usableFromInline package var string: String {
    guard hasEscapes else { return String(decoding: raw, as: UTF8.self) }
    var bytes: [UInt8] = []
    unescape(into: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func unescaped(_ kind: UInt8) -> UInt8 {
    switch kind {
    case UInt8(ascii: "b"): 0x08
    case UInt8(ascii: "f"): 0x0C
    case UInt8(ascii: "n"): 0x0A
    case UInt8(ascii: "r"): 0x0D
    case UInt8(ascii: "t"): 0x09
    default: kind
    }
  }

  /// The scalar of the four digits at `index`, and of the escape after it where both make a pair.
  private func readScalar(_ index: inout Int) -> UInt32 {
    let first = hexDigits(at: index)
    index += 4
    guard first & 0xF800 == 0xD800 else { return first }
    let hasPair =
      first < 0xDC00 && index + 6 <= raw.count && raw[index] == UInt8(ascii: "\\")
      && raw[index + 1] == UInt8(ascii: "u")
    guard hasPair else { return 0xFFFD }
    let second = hexDigits(at: index + 2)
    guard second & 0xFC00 == 0xDC00 else { return 0xFFFD }
    index += 6
    return 0x1_0000 + (first & 0x3FF) << 10 + second & 0x3FF
  }

  private func hexDigits(at index: Int) -> UInt32 {
    var value: UInt32 = 0
    for offset in index..<min(index + 4, raw.count) {
      value = value << 4 | UInt32(JSONCursor.hexValue(raw[offset]) ?? 0)
    }
    return value
  }

  private static func append(scalar: UInt32, to bytes: inout [UInt8]) {
    switch scalar {
    case ..<0x80: bytes.append(UInt8(scalar))
    case ..<0x800: bytes += [UInt8(0xC0 | scalar >> 6), continuation(scalar)]
    case ..<0x1_0000:
      bytes += [UInt8(0xE0 | scalar >> 12), continuation(scalar >> 6), continuation(scalar)]
    default:
      bytes += [UInt8(0xF0 | scalar >> 18), continuation(scalar >> 12)]
      bytes += [continuation(scalar >> 6), continuation(scalar)]
    }
  }

  private static func continuation(_ bits: UInt32) -> UInt8 { UInt8(0x80 | bits & 0x3F) }
}
