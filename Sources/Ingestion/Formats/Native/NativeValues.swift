import JSONScanning
import Metering

/// Reads the values of a native record's fields, and remembers which of them were bad.
///
/// A bad value is consumed and read as absent. A field may come twice, and then only the later
/// value counts, good or bad.
struct NativeValues {
  /// Fields whose numbers reject the record.
  private(set) var invalid = NativeFieldSet()
  /// Fields with other bad values, which are as good as absent.
  private(set) var ignored = NativeFieldSet()
  private var scratch: [UInt8] = []
  private var names = NameCache()

  /// A new record begins.
  mutating func reset() {
    invalid = NativeFieldSet()
    ignored = NativeFieldSet()
  }

  /// The field of a name that is written with escapes.
  mutating func field(unescaping name: JSONText) -> NativeField? {
    name.unescape(into: &scratch)
    return scratch.withUnsafeBytes { NativeField.named($0) }
  }

  mutating func unknown(_ table: inout NameTable) -> NameID { names.unknown(&table) }
  mutating func standard(_ table: inout NameTable) -> NameID { names.standard(&table) }

  // MARK: Good and bad

  /// Forgets what was said about the field, and consumes a `null`.
  @inline(__always)
  mutating func isAbsent(_ field: NativeField, _ kind: JSONKind, _ cursor: inout JSONCursor)
    throws -> Bool
  {
    forget(field)
    guard case .null = kind else { return false }
    try cursor.null()
    return true
  }

  /// Consumes a value that counts as absent.
  mutating func ignore(_ field: NativeField, _ cursor: inout JSONCursor) throws {
    ignored.insert(field)
    try cursor.skipValue()
  }

  mutating func forget(_ field: NativeField) {
    invalid.remove(field)
    ignored.remove(field)
  }

  mutating func set(_ field: NativeField, isInvalid: Bool) {
    if isInvalid { invalid.insert(field) } else { invalid.remove(field) }
  }

  mutating func set(_ field: NativeField, isIgnored: Bool) {
    if isIgnored { ignored.insert(field) } else { ignored.remove(field) }
  }

  // MARK: Texts

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

  mutating func identity(_ cursor: inout JSONCursor) throws -> EventIdentity? {
    let kind = try cursor.peek()
    if try isAbsent(.eventID, kind, &cursor) { return nil }
    guard case .string = kind else {
      try ignore(.eventID, &cursor)
      return nil
    }
    let text = try cursor.string()
    guard !text.raw.isEmpty else { return nil }
    guard text.hasEscapes else { return EventIdentity(text.raw) }
    text.unescape(into: &scratch)
    return scratch.withUnsafeBytes { EventIdentity($0) }
  }

  mutating func timestamp(_ cursor: inout JSONCursor) throws -> RecordTime? {
    let kind = try cursor.peek()
    if try isAbsent(.timestamp, kind, &cursor) { return nil }
    var time: RecordTime?
    if case .string = kind {
      let text = try cursor.string()
      if text.hasEscapes {
        text.unescape(into: &scratch)
        time = scratch.withUnsafeBytes { RecordTime(text: $0) }
      } else {
        time = RecordTime(text: text.raw)
      }
    } else if case .number = kind {
      time = RecordTime(number: try cursor.number())
    } else {
      try cursor.skipValue()
    }
    if time == nil { invalid.insert(.timestamp) }
    return time
  }

  // MARK: Numbers

  mutating func count(_ field: NativeField, _ cursor: inout JSONCursor) throws -> Int? {
    let kind = try cursor.peek()
    if try isAbsent(field, kind, &cursor) { return nil }
    if case .number = kind, let count = try cursor.number().count { return count }
    invalid.insert(field)
    guard case .number = kind else {
      try cursor.skipValue()
      return nil
    }
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

  mutating func confidence(_ cursor: inout JSONCursor) throws -> Int? {
    guard let value = try scaled(.routingConfidence, by: 9, &cursor) else { return nil }
    if value <= 1_000_000_000 { return Int(value) }
    ignored.insert(.routingConfidence)
    return nil
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

  /// A number in units of 10^-digits, from 0 on.
  private mutating func scaled(
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
}
