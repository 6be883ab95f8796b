import JSONScanning
import Metering

/// Values that stand for themselves; what is bad is consumed, remembered, and read as absent.
extension NativeFields {
  /// Forgets what was said about the field, and consumes a `null`.
  @inline(__always)
  mutating func isAbsent(_ field: NativeField, _ kind: JSONKind, _ cursor: inout JSONCursor)
    throws -> Bool
  {
    invalid.remove(field)
    ignored.remove(field)
    guard case .null = kind else { return false }
    try cursor.null()
    return true
  }

  mutating func ignore(_ field: NativeField, _ cursor: inout JSONCursor) throws {
    ignored.insert(field)
    try cursor.skipValue()
  }

  mutating func readTimestamp(_ cursor: inout JSONCursor) throws {
    timestamp = nil
    let kind = try cursor.peek()
    if try isAbsent(.timestamp, kind, &cursor) { return }
    if case .string = kind {
      let text = try cursor.string()
      if text.hasEscapes {
        text.unescape(into: &scratch)
        timestamp = scratch.withUnsafeBytes { DateTimeText($0) }
      } else {
        timestamp = DateTimeText(text.raw)
      }
    } else if case .number = kind {
      // Milliseconds, to microseconds first, so that a fraction is cut off and not rounded up.
      let micros = try cursor.number().scaled(by: 3)
      if let micros, 0...253_402_300_799_999_000 ~= micros {
        timestamp = DateTimeText(asUTC: Instant(milliseconds: Int64(micros / 1000)), hasZone: true)
      }
    } else {
      try cursor.skipValue()
    }
    if timestamp == nil { invalid.insert(.timestamp) }
  }

  mutating func name(
    _ field: NativeField, _ cursor: inout JSONCursor, _ table: inout NameTable
  ) throws -> NameID {
    let kind = try cursor.peek()
    if try isAbsent(field, kind, &cursor) { return .none }
    if case .string = kind { return intern(try cursor.string(), &table) }
    try ignore(field, &cursor)
    return .none
  }

  mutating func intern(_ text: JSONText, _ table: inout NameTable) -> NameID {
    guard text.hasEscapes else { return names.id(of: text.raw, &table) }
    text.unescape(into: &scratch)
    return scratch.withUnsafeBytes { names.id(of: $0, &table) }
  }

  mutating func count(_ field: NativeField, _ cursor: inout JSONCursor) throws -> Int? {
    let kind = try cursor.peek()
    if try isAbsent(field, kind, &cursor) { return nil }
    if case .number = kind, let count = try cursor.number().count { return count }
    guard case .number = kind else {
      invalid.insert(field)
      try cursor.skipValue()
      return nil
    }
    invalid.insert(field)
    return nil
  }

  mutating func requests(_ cursor: inout JSONCursor) throws -> Int {
    let count = try count(.requests, &cursor)
    if count == 0 { invalid.insert(.requests) }
    return count ?? 1
  }

  mutating func length(_ field: NativeField, _ cursor: inout JSONCursor) throws -> Int {
    let count = try count(field, &cursor)
    if invalid.contains(field) {
      invalid.remove(field)
      ignored.insert(field)
    }
    return count ?? 0
  }

  mutating func boolean(_ field: NativeField, _ cursor: inout JSONCursor) throws -> Bool? {
    let kind = try cursor.peek()
    if try isAbsent(field, kind, &cursor) { return nil }
    if case .boolean = kind { return try cursor.boolean() }
    try ignore(field, &cursor)
    return nil
  }

  /// A number in units of 10^-digits, from 0 on.
  mutating func scaled(
    _ field: NativeField, by digits: Int, _ cursor: inout JSONCursor
  ) throws -> Int128? {
    let kind = try cursor.peek()
    if try isAbsent(field, kind, &cursor) { return nil }
    guard case .number = kind else {
      try ignore(field, &cursor)
      return nil
    }
    let number = try cursor.number()
    let isNegative = number.text.first == UInt8(ascii: "-")
    if let value = number.scaled(by: digits), value == 0 || !isNegative { return value }
    ignored.insert(field)
    return nil
  }

  mutating func confidence(_ cursor: inout JSONCursor) throws -> Int {
    guard let value = try scaled(.routingConfidence, by: 9, &cursor) else { return 0 }
    if value <= 1_000_000_000 { return Int(value) }
    ignored.insert(.routingConfidence)
    return 0
  }

  mutating func duration(_ cursor: inout JSONCursor) throws -> Int? {
    guard let value = try scaled(.duration, by: 3, &cursor) else { return nil }
    // Beyond 2^53 µs, 285 years, it is no duration, and sums of them would not fit.
    if value <= 9_007_199_254_740_992 { return Int(value) }
    ignored.insert(.duration)
    return nil
  }

  mutating func amount(_ field: NativeField, _ cursor: inout JSONCursor) throws -> Int128? {
    guard let value = try scaled(field, by: 18, &cursor) else { return nil }
    // What one charge may be: 10^15 units.
    if value <= 1_000_000_000_000_000_000_000_000_000_000_000 { return value }
    ignored.insert(field)
    return nil
  }

  mutating func identity(_ cursor: inout JSONCursor) throws -> EventIdentity? {
    let kind = try cursor.peek()
    if try isAbsent(.eventID, kind, &cursor) { return nil }
    guard case .string = kind else {
      try ignore(.eventID, &cursor)
      return nil
    }
    let text = try cursor.string()
    guard text.hasEscapes else { return EventIdentity(text.raw) }
    text.unescape(into: &scratch)
    return scratch.withUnsafeBytes { EventIdentity($0) }
  }
}
