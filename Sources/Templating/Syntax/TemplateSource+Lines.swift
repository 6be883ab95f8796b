extension TemplateSource {
  /// The start of the line, where only spaces and tabs stand between it and the byte.
  func blankLineStart(before offset: Int) -> Int? {
    var start = offset
    while start > 0, Self.isBlank(bytes[start - 1]) { start -= 1 }
    return isLineStart(start) ? start : nil
  }

  /// The start of the next line, or the end, where only spaces and tabs stand before it.
  func nextLineStart(after offset: Int) -> Int? {
    var end = endOfBlanks(from: offset)
    if end == bytes.count { return end }
    if bytes[end] == UInt8(ascii: "\r") { end += 1 }
    return end < bytes.count && bytes[end] == UInt8(ascii: "\n") ? end + 1 : nil
  }

  /// The first byte from here on that is no space or tab.
  func endOfBlanks(from offset: Int) -> Int {
    var end = offset
    while end < bytes.count, Self.isBlank(bytes[end]) { end += 1 }
    return end
  }

  /// The bytes of a range without the first `dedent` spaces or tabs of each of its lines.
  func bytes(_ range: Range<Int>, dedent: Int) -> [UInt8] {
    guard dedent > 0 else { return Array(bytes[range]) }
    var kept: [UInt8] = []
    var index = range.lowerBound
    while index < range.upperBound {
      if isLineStart(index) {
        index = min(endOfBlanks(from: index), index + dedent, range.upperBound)
      }
      let rest = bytes[index..<range.upperBound]
      let end = rest.firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? range.upperBound
      kept += bytes[index..<end]
      index = end
    }
    return kept
  }

  private func isLineStart(_ offset: Int) -> Bool {
    offset == 0 || bytes[offset - 1] == UInt8(ascii: "\n")
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
  }
}
