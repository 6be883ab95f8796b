/// `a "b"` → `a \"b\"`: what stands between the quotes of a JSON string.
enum JSONEscaping {
  static func append(_ text: String, to output: inout [UInt8]) {
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""): output += "\\\"".utf8
      case UInt8(ascii: "\\"): output += "\\\\".utf8
      case 8: output += "\\b".utf8
      case 9: output += "\\t".utf8
      case 10: output += "\\n".utf8
      case 12: output += "\\f".utf8
      case 13: output += "\\r".utf8
      case 0..<0x20, 0x7F: output += "\\u00".utf8 + [hexDigit(byte >> 4), hexDigit(byte & 15)]
      default: output.append(byte)
      }
    }
  }

  private static func hexDigit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
  }
}
