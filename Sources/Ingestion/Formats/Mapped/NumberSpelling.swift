import JSONScanning
import Metering

/// Numbers as people and programs write them in tables: `1,200`, `$0.19`, `59200.0`.
enum NumberSpelling {
  /// The number as JSON has it; false where the text is no such number.
  ///
  /// Commas are taken for what groups thousands, and only where they do.
  static func plain(_ text: UnsafeRawBufferPointer, into bytes: inout [UInt8]) -> Bool {
    var rest = Slice(base: text, bounds: text.indices)
    while let first = rest.first, first == 0x20 { rest.removeFirst() }
    while let last = rest.last, last == 0x20 { rest.removeLast() }
    if rest.first == UInt8(ascii: "-") {
      bytes.append(UInt8(ascii: "-"))
      rest.removeFirst()
    }
    if rest.first == UInt8(ascii: "$") { rest.removeFirst() }
    guard let first = rest.first else { return false }
    if first == UInt8(ascii: ".") { bytes.append(UInt8(ascii: "0")) }
    return rest.contains(UInt8(ascii: ",")) ? ungroup(rest, into: &bytes) : append(rest, &bytes)
  }

  private static func append(
    _ text: Slice<UnsafeRawBufferPointer>, _ bytes: inout [UInt8]
  ) -> Bool {
    bytes.append(contentsOf: text)
    return true
  }

  private static func ungroup(
    _ text: Slice<UnsafeRawBufferPointer>, into bytes: inout [UInt8]
  ) -> Bool {
    let whole = text.prefix { $0 != UInt8(ascii: ".") }
    let groups = whole.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
    guard let first = groups.first, 1...3 ~= first.count,
      groups.dropFirst().allSatisfy({ $0.count == 3 })
    else { return false }
    for group in groups { bytes.append(contentsOf: group) }
    bytes.append(contentsOf: text[whole.endIndex...])
    return true
  }
}

/// Times as programs write them.
enum TimeSpelling {
  /// nil where the text is no time.
  ///
  /// Beside RFC 3339 a date alone is its first instant, a zone may be written as `+00`, `+0000` or
  /// `UTC`, digits are a number since 1970, and all of it may stand in quotes of its own.
  static func time(
    _ text: UnsafeRawBufferPointer, unit: FieldSource.Unit?, pattern: TimePattern?
  ) -> RecordTime? {
    let text = unquoted(text)
    if let pattern { return pattern.time(text) }
    if let time = RecordTime(text: text) { return time }
    if let time = number(text, unit) { return time }
    var written = String(decoding: text, as: UTF8.self)
    if text.count == 10 { written += "T00:00:00" }
    if text.count > 19, let zone = zone(at: &written) { written += zone }
    return written.withUTF8 { RecordTime(text: UnsafeRawBufferPointer($0)) }
  }

  private static func unquoted(_ text: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
    let isQuoted =
      text.count >= 2 && text.first == UInt8(ascii: "\"") && text.last == UInt8(ascii: "\"")
    return isQuoted ? UnsafeRawBufferPointer(rebasing: text[1..<(text.count - 1)]) : text
  }

  private static func number(
    _ text: UnsafeRawBufferPointer, _ unit: FieldSource.Unit?
  ) -> RecordTime? {
    var cursor = JSONCursor(text)
    guard let number = try? cursor.number(), cursor.offset == text.count else { return nil }
    guard let unit else { return RecordTime(number: number) }
    // In millionths of a millisecond, so that the rest is cut off and not rounded up.
    guard let fine = number.scaled(by: 9 + unit.exponent) else { return nil }
    let milliseconds = fine / 1_000_000
    guard fine >= 0, milliseconds <= 253_402_300_799_999 else { return nil }
    return RecordTime(Instant(milliseconds: Int64(milliseconds)))
  }

  /// Takes a zone that RFC 3339 does not know off the end of a time, and gives it as it does.
  private static func zone(at text: inout String) -> String? {
    guard let start = text.lastIndex(where: { "+-UGZ".contains($0) }),
      text.distance(from: text.startIndex, to: start) >= 19,
      let zone = ZoneText.normal(String(text[start...]))
    else { return nil }
    text = String(text[..<start])
    while text.hasSuffix(" ") { text.removeLast() }
    return zone
  }
}

extension UnsafeRawBufferPointer {
  /// The first place of a text.
  func firstRange(of text: String) -> Range<Int>? {
    let mark = Array(text.utf8)
    guard count >= mark.count else { return nil }
    return (0...(count - mark.count)).first { begins(with: mark, at: $0) }
      .map { $0..<($0 + mark.count) }
  }

  /// The last place of a text.
  func lastRange(of text: String) -> Range<Int>? {
    let mark = Array(text.utf8)
    guard count >= mark.count else { return nil }
    return (0...(count - mark.count)).last { begins(with: mark, at: $0) }
      .map { $0..<($0 + mark.count) }
  }

  private func begins(with mark: [UInt8], at offset: Int) -> Bool {
    for (index, byte) in mark.enumerated() where self[offset + index] != byte { return false }
    return true
  }
}
