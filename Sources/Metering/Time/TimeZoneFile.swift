extension ZoneOffsets {
  /// Reads a compiled zone of the IANA time zone database (TZif, RFC 8536), version 2 or later; nil
  /// where the bytes are no such file.
  ///
  /// The rule at its end, for the years to come, is spelt out up to 2100.
  package init?(identifier: String, tzif bytes: [UInt8]) {
    var reader = TZifReader(bytes: bytes)
    guard let first = reader.header(), bytes[4] >= UInt8(ascii: "2") else { return nil }
    reader.skip(first.size(timeSize: 4))
    guard let header = reader.header(), let changes = reader.changes(header) else { return nil }
    let last = changes.last?.0 ?? Int64.min
    let rule = PosixZoneRule(text: reader.footer())
    let later = rule?.changes(years: 1970...2100).filter { $0.0 > last } ?? []
    self.init(identifier: identifier, changes: changes + later)
  }
}

/// The data block of a TZif file, field by field.
private struct TZifReader {
  let bytes: [UInt8]
  var position = 0

  struct Header {
    let utcIndicators, standardIndicators, leapSeconds, times, types, characters: Int

    func size(timeSize: Int) -> Int {
      times * (timeSize + 1) + types * 6 + characters + leapSeconds * (timeSize + 4)
        + standardIndicators + utcIndicators
    }
  }

  mutating func skip(_ count: Int) { position += count }

  mutating func header() -> Header? {
    let magic = Array("TZif".utf8)
    guard position + 44 <= bytes.count, Array(bytes[position..<position + 4]) == magic else {
      return nil
    }
    position += 20
    let counts = (0..<6).map { _ in Int(integer(4)) }
    return Header(
      utcIndicators: counts[0], standardIndicators: counts[1], leapSeconds: counts[2],
      times: counts[3], types: counts[4], characters: counts[5])
  }

  /// A big-endian signed integer.
  mutating func integer(_ size: Int) -> Int64 {
    var value: UInt64 = 0
    for offset in 0..<size { value = value << 8 | UInt64(bytes[position + offset]) }
    position += size
    return size == 4 ? Int64(Int32(truncatingIfNeeded: value)) : Int64(bitPattern: value)
  }

  mutating func changes(_ header: Header) -> [(Int64, Int)]? {
    guard header.types > 0, position + header.size(timeSize: 8) <= bytes.count else { return nil }
    let end = position + header.size(timeSize: 8)
    defer { position = end }
    let times = (0..<header.times).map { _ in integer(8) }
    let kinds = (0..<header.times).map { _ in Int(integer(1, unsigned: true)) }
    var offsets: [Int] = []
    for _ in 0..<header.types {
      offsets.append(Int(integer(4)))
      skip(2)
    }
    guard kinds.allSatisfy({ $0 < offsets.count }) else { return nil }
    return [(Int64.min, offsets[0])] + zip(times, kinds).map { ($0, offsets[$1]) }
  }

  private mutating func integer(_ size: Int, unsigned: Bool) -> UInt8 {
    position += size
    return bytes[position - size]
  }

  func footer() -> String {
    guard position < bytes.count else { return "" }
    return String(decoding: bytes[(position + 1)...].prefix { $0 != 10 }, as: UTF8.self)
  }
}
