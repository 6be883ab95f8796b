/// `a < "b"` → `a &lt; &quot;b&quot;`, in content and in quoted attributes alike.
///
/// Control characters that HTML does not allow become U+FFFD, as a document with one is not valid.
enum HTMLEscaping {
  static func append(_ text: String, to output: inout [UInt8]) {
    guard text.utf8.contains(where: isSpecial) else {
      output.append(contentsOf: text.utf8)
      return
    }
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "&"): output += "&amp;".utf8
      case UInt8(ascii: "<"): output += "&lt;".utf8
      case UInt8(ascii: ">"): output += "&gt;".utf8
      case UInt8(ascii: "\""): output += "&quot;".utf8
      case UInt8(ascii: "'"): output += "&#39;".utf8
      case let byte where isControl(byte): output += "\u{FFFD}".utf8
      default: output.append(byte)
      }
    }
  }

  private static func isSpecial(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""),
      UInt8(ascii: "'"):
      true
    default: isControl(byte)
    }
  }

  private static func isControl(_ byte: UInt8) -> Bool {
    (byte < 0x20 && byte != 9 && byte != 10 && byte != 13) || byte == 0x7F
  }
}
