#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Going on over text, and reading more of the file where the window ends.
extension ByteWindow {
  /// Goes to the next byte that is not white space; false at the end.
  func skipSpace() -> Bool {
    while true {
      let bytes = bytes
      var offset = 0
      while offset < bytes.count, Self.isSpace(bytes[offset]) { offset += 1 }
      consume(offset)
      if offset < bytes.count { return true }
      guard more() else { return false }
    }
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte <= 0x20 && (byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09)
  }

  /// Goes beyond a byte order mark at the start.
  func skipByteOrderMark() {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { consume(3) }
  }

  /// Goes beyond the next newline, or to the end.
  func skipLine() {
    while true {
      let bytes = bytes
      if let base = bytes.baseAddress, let found = memchr(base, 0x0A, bytes.count) {
        return consume(UnsafeRawPointer(found) - base + 1)
      }
      consume(bytes.count)
      guard more() else { return }
    }
  }

  /// Goes to the next line that begins with an object, or to the end.
  func skipLinesToObject() {
    skipLine()
    while bytes.count > 0 || more(), bytes[0] != UInt8(ascii: "{") { skipLine() }
  }

  /// Goes to the comma or bracket that ends an array's element which is not JSON, by brackets and
  /// quotes alone. No string goes beyond its line.
  func skipBrokenElement() {
    var depth = 0
    var isInString = false
    var isEscaped = false
    while bytes.count > 0 || more() {
      let bytes = bytes
      for offset in 0..<bytes.count {
        let byte = bytes[offset]
        if isInString {
          if byte == UInt8(ascii: "\n") || (byte == UInt8(ascii: "\"") && !isEscaped) {
            isInString = false
          }
          isEscaped = byte == UInt8(ascii: "\\") && !isEscaped
          continue
        }
        switch byte {
        case UInt8(ascii: "\""): isInString = true
        case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
        case UInt8(ascii: ",") where depth == 0, UInt8(ascii: "]") where depth == 0:
          return consume(offset)
        case UInt8(ascii: "}"), UInt8(ascii: "]"): depth = max(0, depth - 1)
        default: break
        }
      }
      consume(bytes.count)
    }
  }
}
