/// Text as it is, but for control characters, which could drive a terminal: they become U+FFFD.
enum PlainTextEscaping {
  static func append(_ text: String, to output: inout [UInt8]) {
    // 0xC2 begins U+0080 to U+009F, the second set of control characters.
    guard text.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F || $0 == 0xC2 }) else {
      output.append(contentsOf: text.utf8)
      return
    }
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\n", "\t": output.append(UInt8(scalar.value))
      case "\0"..<" ", "\u{7F}"..."\u{9F}": output += "\u{FFFD}".utf8
      default: output += UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter
      }
    }
  }
}
