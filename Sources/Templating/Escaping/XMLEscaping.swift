/// `a < "b"` → `a &lt; &quot;b&quot;`, in content and in quoted attributes alike.
///
/// What XML 1.0 can't hold at all (most control characters, U+FFFE and U+FFFF) becomes U+FFFD. A
/// carriage return is written as a reference, or a reader would take it for a line feed.
enum XMLEscaping {
  static func append(_ text: String, to output: inout [UInt8]) {
    guard !text.utf8.allSatisfy(isPlain) else {
      output.append(contentsOf: text.utf8)
      return
    }
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": output += "&amp;".utf8
      case "<": output += "&lt;".utf8
      case ">": output += "&gt;".utf8
      case "\"": output += "&quot;".utf8
      case "'": output += "&#39;".utf8
      case "\r": output += "&#13;".utf8
      case "\t", "\n": output.append(UInt8(scalar.value))
      case "\0"..<" ", "\u{FFFE}", "\u{FFFF}": output += "\u{FFFD}".utf8
      default: output += UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter
      }
    }
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""),
      UInt8(ascii: "'"):
      false
    // U+FFFE and U+FFFF begin with 0xEF.
    default: byte >= 0x20 && byte != 0xEF
    }
  }
}
