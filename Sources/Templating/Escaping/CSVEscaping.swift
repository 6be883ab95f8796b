/// `a, b` → `"a, b"`, and `=1+1` → `'=1+1`.
///
/// A tag is a whole field: it is quoted as RFC 4180 asks, and a text that a spreadsheet would run
/// as a formula gets an apostrophe first. Numbers are never texts here, so `-1` stays `-1`.
package enum CSVEscaping {
  /// A text as a whole field.
  package static func field(_ text: String) -> String {
    var bytes: [UInt8] = []
    append(text, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  static func append(_ text: String, to output: inout [UInt8]) {
    switch text.utf8.first {
    case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"), 9, 13:
      appendQuoted("'" + text, to: &output)
    default:
      appendQuoted(text, to: &output)
    }
  }

  /// The field, in quotes where it needs them, and without a look at what it says.
  package static func appendQuoted(_ field: String, to output: inout [UInt8]) {
    let space = UInt8(ascii: " ")
    guard
      field.utf8.first == space || field.utf8.last == space || field.utf8.contains(where: isSpecial)
    else {
      output.append(contentsOf: field.utf8)
      return
    }
    let quote = UInt8(ascii: "\"")
    output.append(quote)
    for byte in field.utf8 {
      if byte == quote { output.append(quote) }
      output.append(byte)
    }
    output.append(quote)
  }

  private static func isSpecial(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\"") || byte == 10 || byte == 13
  }
}
