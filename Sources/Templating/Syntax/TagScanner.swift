/// A tag as it is written.
struct Tag {
  /// The sign after the opening delimiter, such as `#`; nil for a plain name.
  let sign: UInt8?
  /// What follows the sign, without spaces around it.
  let content: String
  /// From the opening delimiter to the end of the closing one.
  let range: Range<Int>
}

/// Finds the tags of a source, one after the other, and obeys `{{=<% %>=}}`.
struct TagScanner {
  private let source: TemplateSource
  private var position = 0
  private var opening = Array("{{".utf8)
  private var closing = Array("}}".utf8)

  init(_ source: TemplateSource) { self.source = source }

  private var bytes: [UInt8] { source.bytes }

  /// The next tag; nil at the end of the source.
  mutating func next() throws(TemplateError) -> Tag? {
    guard let start = find(opening, from: position) else { return nil }
    var content = start + opening.count
    while content < bytes.count, Self.isSpace(bytes[content]) { content += 1 }
    let sign = content < bytes.count ? Self.sign(bytes[content]) : nil
    let end = Self.closingSign(of: sign) + closing
    let from = sign == nil ? content : content + 1
    guard let close = find(end, from: from) else {
      throw source.error(
        at: start,
        .unclosedTag(
          opening: String(decoding: opening, as: UTF8.self),
          closing: String(decoding: end, as: UTF8.self)))
    }
    position = close + end.count
    let text = String(decoding: Self.trimmed(bytes[from..<close]), as: UTF8.self)
    let tag = Tag(sign: sign, content: text, range: start..<position)
    if sign == UInt8(ascii: "=") { try setDelimiters(tag) }
    return tag
  }

  private mutating func setDelimiters(_ tag: Tag) throws(TemplateError) {
    let parts = tag.content.utf8.split(whereSeparator: Self.isSpace)
    guard parts.count == 2, !tag.content.utf8.contains(UInt8(ascii: "=")) else {
      throw source.error(at: tag.range.lowerBound, .delimiters(tag.content))
    }
    opening = Array(parts[0])
    closing = Array(parts[1])
  }

  private func find(_ pattern: [UInt8], from start: Int) -> Int? {
    var index = start
    while index + pattern.count <= bytes.count {
      if bytes[index] == pattern[0], bytes[index...].starts(with: pattern) { return index }
      index += 1
    }
    return nil
  }

  private static func sign(_ byte: UInt8) -> UInt8? {
    "#^/>!&{=<$".utf8.contains(byte) ? byte : nil
  }

  private static func closingSign(of sign: UInt8?) -> [UInt8] {
    switch sign {
    case UInt8(ascii: "{"): [UInt8(ascii: "}")]
    case UInt8(ascii: "="): [UInt8(ascii: "=")]
    default: []
    }
  }

  private static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    guard let start = bytes.firstIndex(where: { !isSpace($0) }),
      let end = bytes.lastIndex(where: { !isSpace($0) })
    else { return [] }
    return bytes[start...end]
  }

  static func isSpace(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || (byte >= 9 && byte <= 13)
  }
}
