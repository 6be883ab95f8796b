/// `a < "b"` → `a &lt; &quot;b&quot;`, in content and in quoted attributes alike.
///
/// Control characters and noncharacters, which HTML does not allow, become U+FFFD: a document with
/// one is not valid.
enum HTMLEscaping {
  static func append(_ text: String, to output: inout [UInt8]) {
    guard text.utf8.contains(where: isSpecial) else {
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
      case _ where isForbidden(scalar): output += "\u{FFFD}".utf8
      default: output += UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter
      }
    }
  }

  private static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 9, 10, 13: false
    case ..<0x20, 0x7F...0x9F, 0xFDD0...0xFDEF: true
    default: scalar.value & 0xFFFE == 0xFFFE
    }
  }

  private static func isSpecial(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""),
      UInt8(ascii: "'"):
      true
    case 9, 10, 13: false
    // Controls from U+0080 begin with 0xC2, noncharacters with 0xEF and beyond.
    default: byte < 0x20 || byte == 0x7F || byte == 0xC2 || byte >= 0xEF
    }
  }
}
