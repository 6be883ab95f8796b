/// `a|b *c*` → `a\|b \*c\*`: a text that stays one line of plain text in CommonMark and GFM.
///
/// A value can't end its table cell or its line, start a block, or make emphasis, code, a link, an
/// image, an entity or HTML. Names of models stay readable: `gpt-4.1-mini`, `nvidia_qwen` and
/// `a/b:c` are plain where CommonMark can't read anything else into them. What stands around the
/// tag is not known here, so the ends of the text are taken for the worst.
package enum MarkdownEscaping {
  /// A text as it stands in a cell.
  package static func cell(_ text: String) -> String {
    var bytes: [UInt8] = []
    append(text, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  static func append(_ text: String, to output: inout [UInt8]) {
    if text.utf8.allSatisfy(isWordOrComma) {
      output.append(contentsOf: text.utf8)
      return
    }
    let line = MarkdownLine(text)
    for index in line.bytes.indices {
      let byte = line.bytes[index]
      if line.formsEntity(at: index) {
        output += "&amp;".utf8
        continue
      }
      if line.isMarkup(at: index) { output.append(UInt8(ascii: "\\")) }
      output.append(byte)
    }
  }

  private static func isWordOrComma(_ byte: UInt8) -> Bool {
    MarkdownLine.isAlphanumeric(byte) || byte == UInt8(ascii: ",") || byte == UInt8(ascii: "/")
  }
}

/// A text on one line, cleaned of what would break or disguise it, whose bytes know their meaning.
private struct MarkdownLine {
  let bytes: [UInt8]

  init(_ text: String) {
    var cleaned: [UInt8] = []
    cleaned.reserveCapacity(text.utf8.count)
    if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) {
      cleaned.append(contentsOf: text.utf8)
    } else {
      for scalar in text.unicodeScalars {
        cleaned += UTF8.encode(Self.cleaned(scalar)) ?? UTF8.encodedReplacementCharacter
      }
    }
    let space = UInt8(ascii: " ")
    let start = cleaned.firstIndex { $0 != space } ?? cleaned.endIndex
    let end = cleaned.lastIndex { $0 != space } ?? start
    bytes = start < cleaned.endIndex ? Array(cleaned[start...end]) : []
  }

  /// Every kind of line end and tab is a space; controls, and marks that reorder text, are U+FFFD.
  private static func cleaned(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    switch scalar {
    case "\t"..."\r", "\u{85}", "\u{2028}", "\u{2029}": " "
    case "\0"..<" ", "\u{7F}"..."\u{9F}": "\u{FFFD}"
    case "\u{202A}"..."\u{202E}", "\u{2066}"..."\u{2069}": "\u{FFFD}"
    default: scalar
    }
  }

  /// Whether CommonMark or GFM could read markup into the byte.
  func isMarkup(at index: Int) -> Bool {
    switch bytes[index] {
    case UInt8(ascii: "\\"), UInt8(ascii: "`"), UInt8(ascii: "*"), UInt8(ascii: "["),
      UInt8(ascii: "]"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "|"),
      UInt8(ascii: "~"), UInt8(ascii: "@"), UInt8(ascii: "{"), UInt8(ascii: "}"):
      true
    case UInt8(ascii: "_"): !isInsideWord(index)
    case UInt8(ascii: "-"), UInt8(ascii: "+"): index == 0 && endsMarker(at: index)
    case UInt8(ascii: "="): index == 0
    case UInt8(ascii: "#"): index == 0 || bytes[index - 1] == UInt8(ascii: " ")
    case UInt8(ascii: "!"): index == bytes.endIndex - 1
    case UInt8(ascii: "$"): !(byte(at: index + 1).map(Self.isDigit) ?? false)
    case UInt8(ascii: ":"): startsWith("//", at: index + 1) || index == 0 && startsWith("-", at: 1)
    case UInt8(ascii: "."): isListNumber(before: index) || endsWWW(before: index)
    case UInt8(ascii: ")"): isListNumber(before: index)
    default: false
    }
  }

  /// `&lt;`, `&#60;`, or a start of one that the template's own text could complete.
  func formsEntity(at index: Int) -> Bool {
    guard bytes[index] == UInt8(ascii: "&") else { return false }
    let rest = bytes[(index + 1)...]
    let end = rest.firstIndex { !Self.isAlphanumeric($0) && $0 != UInt8(ascii: "#") }
    guard let end else { return !rest.isEmpty }
    return bytes[end] == UInt8(ascii: ";") && end > index + 1
  }

  /// Between letters or digits, `_` is no emphasis, however many stand in a row.
  private func isInsideWord(_ index: Int) -> Bool {
    var start = index
    while let byte = byte(at: start), byte == UInt8(ascii: "_") { start -= 1 }
    var end = index
    while let byte = byte(at: end), byte == UInt8(ascii: "_") { end += 1 }
    guard let before = byte(at: start), let after = byte(at: end) else { return false }
    return Self.isAlphanumeric(before) && Self.isAlphanumeric(after)
  }

  /// A list marker is followed by a space or nothing; `---` is a rule or a heading's underline.
  private func endsMarker(at index: Int) -> Bool {
    guard let next = byte(at: index + 1) else { return true }
    return next == UInt8(ascii: " ") || next == bytes[index]
  }

  /// `12.` or `12)` at the start, followed by a space or nothing, begins a list.
  private func isListNumber(before index: Int) -> Bool {
    guard index > 0, bytes[..<index].allSatisfy(Self.isDigit) else { return false }
    return (byte(at: index + 1) ?? UInt8(ascii: " ")) == UInt8(ascii: " ")
  }

  private func endsWWW(before index: Int) -> Bool {
    index >= 3 && bytes[(index - 3)..<index].allSatisfy { $0 | 0x20 == UInt8(ascii: "w") }
  }

  private func startsWith(_ text: String, at index: Int) -> Bool {
    bytes.dropFirst(index).starts(with: text.utf8)
  }

  private func byte(at index: Int) -> UInt8? {
    bytes.indices.contains(index) ? bytes[index] : nil
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
  }

  static func isAlphanumeric(_ byte: UInt8) -> Bool {
    let lower = byte | 0x20
    return isDigit(byte) || (lower >= UInt8(ascii: "a") && lower <= UInt8(ascii: "z"))
  }
}
