import Foundation
import Templating
import Testing

@Suite struct EscapingTests {
  static let nasty = [
    "", " ", "plain", "a|b", "|", "\\", "\\|", "a\nb", "\r\n",
    "x\u{2028}y\u{2029}z\u{B}\u{C}\u{85}",
    "<script>alert('x')</script>", "<\u{338}b>", "\"\u{301}", "&\u{301}lt;", "&amp;", "&#60;",
    "&lt",
    "=1+1", "+1", "-1", "@x", "\t=1", "\r=1", "a,b", "\"q\"", " lead", "trail ", "[a](b)",
    "![x](y)",
    "*a* _b_ `c` ~~d~~", "__init__", "a_b__c", "_", "http://x.y https://x.y", "www.x.y WWW.x",
    "a@b.c",
    "1. x", "1) x", "1.", "- x", "--- ", "+ x", "# x", "x #", "x ##", "> x", "===", "$x$", "$1.50",
    ":--", "\u{0}\u{1}\u{1B}[31m", "\u{7F}\u{9B}", "\u{202E}abc\u{2066}", "\u{FFFE}\u{FFFF}",
    "é😀日本", "gpt-4.1-mini", "nvidia_qwen", "a/b:c", "x!", "{{x}}", "</p>|`", "\\\\`a`",
  ]

  @Test(arguments: [
    ("gpt-4.1-mini", "gpt-4.1-mini"), ("nvidia_qwen", "nvidia_qwen"), ("a/b:c", "a/b:c"),
    ("text-embedding-3", "text-embedding-3"), ("Qwen2.5 (72B) + x", "Qwen2.5 (72B) + x"),
    ("a|b", #"a\|b"#), ("a\\|b", #"a\\\|b"#), ("a\r\nb\n", "a  b"), ("  x  ", "x"), ("\n", ""),
    ("_x_ a_b _", #"\_x\_ a_b \_"#), ("a__b", "a__b"), ("é_é", #"é\_é"#),
    ("http://x.y", #"http\://x.y"#), ("www.x.y", #"www\.x.y"#), ("a@b.c", #"a\@b.c"#),
    ("1. x", #"1\. x"#), ("1.5", "1.5"), ("12)", #"12\)"#), ("- x", #"\- x"#), ("-5", "-5"),
    ("---", #"\---"#), ("+", #"\+"#), ("# x", "\\# x"), ("x #", "x \\#"), ("C#", "C#"),
    ("AT&T", "AT&amp;T"), ("a & b", "a & b"), ("&lt;", "&amp;lt;"), ("![x](y)", #"!\[x\](y)"#),
    ("wow!", #"wow\!"#), ("<b>", #"\<b\>"#), ("$x$", #"\$x\$"#), ("$1.50", "$1.50"),
    ("a\u{1}\u{202E}b", "a\u{FFFD}\u{FFFD}b"), ("<\u{338}", "\\<\u{338}"),
  ]) func `Markdown stays readable where nothing can be read into it`(
    text: String, expected: String
  ) {
    #expect(DocumentFormat.markdown.escaped(text) == expected)
  }

  @Test(arguments: nasty) func `a Markdown value never leaves its cell`(text: String) {
    let bytes = Array(DocumentFormat.markdown.escaped(text).utf8)
    #expect(!bytes.contains { $0 < 0x20 })
    for (index, byte) in bytes.enumerated() where "|<`*[".utf8.contains(byte) {
      let backslashes = bytes[..<index].reversed().prefix { $0 == UInt8(ascii: "\\") }.count
      #expect(!backslashes.isMultiple(of: 2))
    }
    #expect(bytes.first != UInt8(ascii: " ") && bytes.last != UInt8(ascii: " "))
  }

  @Test(arguments: nasty) func `a Markdown reader gets the text back`(text: String) {
    var read: [UInt8] = []
    var rest = DocumentFormat.markdown.escaped(text).utf8[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "\\"), let next = rest.popFirst() {
        read.append(next)
      } else {
        read.append(byte)
        if byte == UInt8(ascii: "&"), rest.starts(with: "amp;".utf8) { rest = rest.dropFirst(4) }
      }
    }
    #expect(String(decoding: read, as: UTF8.self) == Self.oneLine(text))
  }

  /// What of a text a Markdown document can hold on one line.
  private static func oneLine(_ text: String) -> String {
    var line = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 9...13, 0x85, 0x2028, 0x2029: line.append(" ")
      case 0..<32, 0x7F...0x9F, 0x202A...0x202E, 0x2066...0x2069: line.append("\u{FFFD}")
      default: line.append(scalar)
      }
    }
    return String(line).trimmingCharacters(in: CharacterSet(charactersIn: " "))
  }

  @Test(arguments: nasty) func `HTML and XML have no markup, and read back`(text: String) {
    for format in [DocumentFormat.html, .xml] {
      let escaped = format.escaped(text)
      #expect(!escaped.utf8.contains { "<>\"'".utf8.contains($0) })
      #expect(
        !escaped.unicodeScalars.contains { $0.value < 32 && ![9, 10, 13].contains($0.value) })
      var read = escaped
      for (reference, plain) in [
        ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&#13;", "\r"),
        ("&amp;", "&"),
      ] {
        read = read.replacingOccurrences(of: reference, with: plain, options: .literal)
      }
      let kept = text.unicodeScalars.map { scalar in
        let isLost =
          read.unicodeScalars.contains("\u{FFFD}") && !read.unicodeScalars.contains(scalar)
        return isLost ? "\u{FFFD}" : scalar
      }
      #expect(Array(read.unicodeScalars) == kept)
    }
  }

  @Test(arguments: nasty) func `a CSV field reads back, and is no formula`(text: String) {
    var field = DocumentFormat.csv.escaped(text)
    if field.hasPrefix("\"") {
      field = String(String.UnicodeScalarView(field.unicodeScalars.dropFirst().dropLast()))
      let pieces = field.unicodeScalars.split(separator: "\"", omittingEmptySubsequences: false)
      #expect(pieces.count % 2 == 1)
      field = field.replacingOccurrences(of: "\"\"", with: "\"", options: .literal)
    } else {
      #expect(!field.unicodeScalars.contains { ",\"\r\n".unicodeScalars.contains($0) })
    }
    let first = field.unicodeScalars.first.map(String.init) ?? ""
    #expect(!["=", "+", "-", "@", "\t", "\r"].contains(first))
    #expect(field == text || field == "'" + text)
  }

  @Test(arguments: [
    ("a,b", "\"a,b\""), ("a\"b", "\"a\"\"b\""), ("a\nb", "\"a\nb\""), (" a", "\" a\""), ("a", "a"),
    ("=1", "'=1"), ("=1,2", "\"'=1,2\""), ("\rx", "\"'\rx\""), ("", ""),
    ("\"\u{301}", "\"\"\"\u{301}\""),
  ]) func `CSV fields are quoted where RFC 4180 asks`(text: String, expected: String) {
    #expect(DocumentFormat.csv.escaped(text) == expected)
  }

  @Test(arguments: nasty) func `a JSON reader gets the text back`(text: String) throws {
    let json = "\"" + DocumentFormat.json.escaped(text) + "\""
    let read = try JSONDecoder().decode(String.self, from: Data(json.utf8))
    #expect(Array(read.utf8) == Array(text.utf8))
  }

  @Test(arguments: nasty) func `plain text drives no terminal`(text: String) {
    let escaped = DocumentFormat.text.escaped(text)
    #expect(escaped.unicodeScalars.count == text.unicodeScalars.count)
    for scalar in escaped.unicodeScalars {
      #expect(scalar == "\n" || scalar == "\t" || scalar.properties.generalCategory != .control)
    }
  }

  @Test func `XML holds no character that it can't`() {
    #expect(DocumentFormat.xml.escaped("\u{1}\u{FFFE}\u{FFFF}\r\t\u{FFFD}ﬀ") == "���&#13;\t�ﬀ")
  }
}
