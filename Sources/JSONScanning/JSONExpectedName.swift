/// A member's name that probably comes next, ready to be compared word by word.
///
/// Writers write their members in one order. Where the next name is the expected one, three words
/// tell; no string is scanned.
@usableFromInline package struct JSONExpectedName: Sendable {
  /// A quote, the name, a quote and a colon, as little-endian words, and which bits of them count.
  @usableFromInline var words = (UInt64(0), UInt64(0), UInt64(0))
  @usableFromInline var masks = (UInt64(0), UInt64(0), UInt64(0))
  @usableFromInline var count = 0

  /// How many bytes a name may have; a longer one is never met.
  package static let nameLimit = 21

  /// Expects a name of plain ASCII, which needs no escape; an empty one is never met.
  package init(_ name: String) {
    let bytes = [0x22] + Array(name.utf8) + [0x22, 0x3A]
    guard !name.isEmpty, name.utf8.count <= Self.nameLimit else { return }
    count = bytes.count
    for (index, byte) in bytes.enumerated() {
      let shift = UInt64(index % 8 * 8)
      switch index / 8 {
      case 0: (words.0, masks.0) = (words.0 | UInt64(byte) << shift, masks.0 | 0xFF << shift)
      case 1: (words.1, masks.1) = (words.1 | UInt64(byte) << shift, masks.1 | 0xFF << shift)
      default: (words.2, masks.2) = (words.2 | UInt64(byte) << shift, masks.2 | 0xFF << shift)
      }
    }
  }
}

extension JSONCursor {
  /// Consumes the next member's name and colon where they are the expected ones, without white
  /// space between them; else consumes nothing, and ``nextName(_:)`` tells what there is.
  @inlinable @inline(__always)
  package mutating func consume(
    _ name: borrowing JSONExpectedName, _ progress: inout JSONProgress
  ) -> Bool {
    skipSpace()
    let before = offset
    if !progress.isFirst {
      guard offset < end, byte(offset) == UInt8(ascii: ",") else { return false }
      offset &+= 1
      skipSpace()
    }
    guard offset &+ 24 <= end, name.count > 0, matches(name) else {
      offset = before
      return false
    }
    progress.isFirst = false
    offset &+= name.count
    skipSpace()
    return true
  }

  @inlinable @inline(__always)
  func matches(_ name: borrowing JSONExpectedName) -> Bool {
    let first = (word(offset) ^ name.words.0) & name.masks.0
    let second = (word(offset &+ 8) ^ name.words.1) & name.masks.1
    let third = (word(offset &+ 16) ^ name.words.2) & name.masks.2
    return first | second | third == 0
  }
}
