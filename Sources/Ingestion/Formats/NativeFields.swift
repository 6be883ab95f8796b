import JSONScanning
import Metering

/// The members of one native record that need each other to be understood, and what was bad.
///
/// A record is judged when all of it has been read: a member may come twice, and then only the
/// later one counts, good or bad.
struct NativeFields {
  private var timestamp: DateTimeText?
  /// Numbers that reject the record.
  private var invalid = NativeFieldSet()
  /// Other values that are as good as absent.
  private var ignored = NativeFieldSet()
  private var hasTokensUsed = false
  private var tokensUsed = 0
  private var promptLength = 0
  private var responseLength = 0
  private var success: Bool?
  private var scratch: [UInt8] = []
  private var names = NameCache()
  /// The order of the fields in the record before: mostly this one's too.
  private var order = ExpectedField.all

  private struct ExpectedField: Sendable {
    var name: JSONExpectedName
    var field: NativeField

    static let all = NativeField.allCases.map {
      ExpectedField(name: JSONExpectedName($0.name), field: $0)
    }
  }

  /// Reads an object, and says what its members mean together.
  mutating func readRecord(
    _ cursor: inout JSONCursor, into record: inout UsageRecord, names table: inout NameTable,
    _ options: InputOptions
  ) throws -> RecordOutcome {
    reset()
    record = UsageRecord()
    var members = try cursor.enterObject()
    var position = 0
    while true {
      let expected = order[position]
      if cursor.consume(expected.name, &members) {
        try read(expected.field, &cursor, into: &record, names: &table)
      } else {
        guard let name = try cursor.nextName(&members) else { break }
        let field = name.hasEscapes ? self.field(unescaping: name) : NativeField.named(name.raw)
        if let field {
          order[position] = ExpectedField.all[field.rawValue]
          try read(field, &cursor, into: &record, names: &table)
        } else {
          try cursor.skipValue()
        }
      }
      position = min(position + 1, order.count - 1)
    }
    return settle(&record, names: &table, options)
  }

  private mutating func reset() {
    timestamp = nil
    invalid = NativeFieldSet()
    ignored = NativeFieldSet()
    hasTokensUsed = false
    tokensUsed = 0
    promptLength = 0
    responseLength = 0
    success = nil
  }

  private mutating func field(unescaping name: JSONText) -> NativeField? {
    name.unescape(into: &scratch)
    return scratch.withUnsafeBytes { NativeField.named($0) }
  }

  /// Reads the value of a field.
  private mutating func read(
    _ field: NativeField, _ cursor: inout JSONCursor, into record: inout UsageRecord,
    names table: inout NameTable
  ) throws {
    switch field {
    case .timestamp: try readTimestamp(&cursor)
    case .session: record.event.session = try name(field, &cursor, &table)
    case .tool: record.event.tool = try name(field, &cursor, &table)
    case .backend: record.event.backend = try name(field, &cursor, &table)
    case .model: record.event.model = try name(field, &cursor, &table)
    case .routingMethod: record.event.routingMethod = try name(field, &cursor, &table)
    case .serviceTier: record.event.serviceTier = try name(field, &cursor, &table)
    case .routingConfidence:
      record.event.routingConfidence = try confidence(&cursor)
    case .duration: record.event.duration = try duration(&cursor)
    case .tokensUsed:
      let count = try count(field, &cursor)
      hasTokensUsed = count != nil
      tokensUsed = count ?? 0
    case .input: record.event.tokens[.input] = try count(field, &cursor) ?? 0
    case .output: record.event.tokens[.output] = try count(field, &cursor) ?? 0
    case .cacheRead: record.event.tokens[.cacheRead] = try count(field, &cursor) ?? 0
    case .cacheWrite: record.event.tokens[.cacheWrite] = try count(field, &cursor) ?? 0
    case .cacheWrite1h: record.event.tokens[.cacheWrite1h] = try count(field, &cursor) ?? 0
    case .reasoning: record.event.tokens[.reasoning] = try count(field, &cursor) ?? 0
    case .requests: record.event.requests = try requests(&cursor)
    case .promptLength: promptLength = try length(field, &cursor)
    case .responseLength: responseLength = try length(field, &cursor)
    case .success: success = try boolean(field, &cursor)
    case .cost: record.event.reportedCost = try amount(field, &cursor)
    case .eventID: record.identity = try identity(&cursor)
    case .meters: record.event.otherMeters = try meters(&cursor, &table)
    case .labels: record.event.labels = try labels(&cursor, &table)
    case .error: record.event.error = try error(&cursor, &table)
    case .errorType, .errorCode, .errorMessage: try cursor.skipValue()
    }
  }

  /// What the members mean together.
  private mutating func settle(
    _ record: inout UsageRecord, names table: inout NameTable, _ options: InputOptions
  ) -> RecordOutcome {
    guard !invalid.contains(.timestamp) else { return .rejected(.invalidTimestamp) }
    guard let timestamp else { return .rejected(.missingTimestamp) }
    guard invalid.isEmpty else { return .rejected(.invalidNumber) }
    record.notes.formUnion(RecordNotes(rawValue: ignored.bits))
    record.event.timestamp = timestamp.milliseconds
    if !timestamp.hasZone {
      record.event.timestamp = options.assumedZone(timestamp.milliseconds)
      record.notes.insert(.assumedZone)
    }
    if record.event.tool.isNone { record.event.tool = names.unknown(&table) }
    if record.event.backend.isNone { record.event.backend = names.unknown(&table) }
    if record.event.routingMethod.isNone { record.event.routingMethod = names.unknown(&table) }
    if record.event.serviceTier.isNone { record.event.serviceTier = names.standard(&table) }
    record.event.isSuccess = success ?? (record.event.error == nil)
    settleTokens(&record, names: table, estimates: options.estimatesTokens)
    return .usage
  }

  /// A split where there is one; else all tokens, unsplit; else, if asked, what lengths suggest.
  private func settleTokens(
    _ record: inout UsageRecord, names table: borrowing NameTable, estimates: Bool
  ) {
    let split = record.event.tokens.total
    let others = record.event.otherMeters.isEmpty ? 0 : record.event.otherTokens(table)
    if split > 0 || others > 0 {
      if hasTokensUsed, tokensUsed != split, tokensUsed != split &+ others {
        record.notes.insert(.tokenTotalMismatch)
      }
    } else if tokensUsed > 0 {
      record.event.tokens[.unsplit] = tokensUsed
    } else if estimates, promptLength > 0 || responseLength > 0 {
      record.event.tokens[.input] = (promptLength + 3) / 4
      record.event.tokens[.output] = (responseLength + 3) / 4
      record.notes.insert(.estimatedTokens)
    }
  }
}

// MARK: Values

extension NativeFields {
  /// Forgets what was said about the field, and consumes a `null`.
  @inline(__always)
  private mutating func isAbsent(_ field: NativeField, _ kind: JSONKind, _ cursor: inout JSONCursor)
    throws -> Bool
  {
    invalid.remove(field)
    ignored.remove(field)
    guard case .null = kind else { return false }
    try cursor.null()
    return true
  }

  private mutating func ignore(_ field: NativeField, _ cursor: inout JSONCursor) throws {
    ignored.insert(field)
    try cursor.skipValue()
  }

  private mutating func readTimestamp(_ cursor: inout JSONCursor) throws {
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
        timestamp = DateTimeText(milliseconds: Int64(micros / 1000), hasZone: true)
      }
    } else {
      try cursor.skipValue()
    }
    if timestamp == nil { invalid.insert(.timestamp) }
  }

  private mutating func name(
    _ field: NativeField, _ cursor: inout JSONCursor, _ table: inout NameTable
  ) throws -> NameID {
    let kind = try cursor.peek()
    if try isAbsent(field, kind, &cursor) { return .none }
    if case .string = kind { return intern(try cursor.string(), &table) }
    try ignore(field, &cursor)
    return .none
  }

  private mutating func intern(_ text: JSONText, _ table: inout NameTable) -> NameID {
    guard text.hasEscapes else { return names.id(of: text.raw, &table) }
    text.unescape(into: &scratch)
    return scratch.withUnsafeBytes { names.id(of: $0, &table) }
  }

  private mutating func count(_ field: NativeField, _ cursor: inout JSONCursor) throws -> Int? {
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

  private mutating func requests(_ cursor: inout JSONCursor) throws -> Int {
    let count = try count(.requests, &cursor)
    if count == 0 { invalid.insert(.requests) }
    return count ?? 1
  }

  private mutating func length(_ field: NativeField, _ cursor: inout JSONCursor) throws -> Int {
    let count = try count(field, &cursor)
    if invalid.contains(field) {
      invalid.remove(field)
      ignored.insert(field)
    }
    return count ?? 0
  }

  private mutating func boolean(_ field: NativeField, _ cursor: inout JSONCursor) throws -> Bool? {
    let kind = try cursor.peek()
    if try isAbsent(field, kind, &cursor) { return nil }
    if case .boolean = kind { return try cursor.boolean() }
    try ignore(field, &cursor)
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

  private mutating func confidence(_ cursor: inout JSONCursor) throws -> Int {
    guard let value = try scaled(.routingConfidence, by: 9, &cursor) else { return 0 }
    if value <= 1_000_000_000 { return Int(value) }
    ignored.insert(.routingConfidence)
    return 0
  }

  private mutating func duration(_ cursor: inout JSONCursor) throws -> Int? {
    guard let value = try scaled(.duration, by: 3, &cursor) else { return nil }
    // Beyond 2^53 µs, 285 years, it is no duration, and sums of them would not fit.
    if value <= 9_007_199_254_740_992 { return Int(value) }
    ignored.insert(.duration)
    return nil
  }

  private mutating func amount(_ field: NativeField, _ cursor: inout JSONCursor) throws -> Int128? {
    guard let value = try scaled(field, by: 18, &cursor) else { return nil }
    // What one charge may be: 10^15 units.
    if value <= 1_000_000_000_000_000_000_000_000_000_000_000 { return value }
    ignored.insert(field)
    return nil
  }

  private mutating func identity(_ cursor: inout JSONCursor) throws -> EventIdentity? {
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

// MARK: Objects

extension NativeFields {
  private mutating func error(
    _ cursor: inout JSONCursor, _ table: inout NameTable
  ) throws -> UsageEvent.UsageError? {
    for part in [NativeField.errorType, .errorCode, .errorMessage] { ignored.remove(part) }
    let kind = try cursor.peek()
    if try isAbsent(.error, kind, &cursor) { return nil }
    guard case .object = kind else {
      try ignore(.error, &cursor)
      return nil
    }
    var error = UsageEvent.UsageError()
    var members = try cursor.enterObject()
    while let name = try cursor.nextName(&members) {
      switch name.string {
      case "type": error.type = try self.name(.errorType, &cursor, &table)
      case "message": error.message = try self.name(.errorMessage, &cursor, &table)
      case "code": error.code = try code(&cursor, &table)
      default: try cursor.skipValue()
      }
    }
    return error
  }

  /// Text, or a number as text, in plain notation where it is whole: 429 and 429.0 are "429".
  private mutating func code(_ cursor: inout JSONCursor, _ table: inout NameTable) throws -> NameID {
    guard case .number = try cursor.peek() else { return try name(.errorCode, &cursor, &table) }
    ignored.remove(.errorCode)
    let number = try cursor.number()
    if let count = number.count { return table.id(of: String(count)) }
    return table.id(of: number.text)
  }

  private mutating func meters(
    _ cursor: inout JSONCursor, _ table: inout NameTable
  ) throws -> [UsageEvent.OtherMeter] {
    let kind = try cursor.peek()
    if try isAbsent(.meters, kind, &cursor) { return [] }
    guard case .object = kind else {
      try ignore(.meters, &cursor)
      return []
    }
    // The later of two members of one name holds, so each is judged by its own.
    var found: [(name: NameID, quantity: Int?, isValid: Bool)] = []
    var members = try cursor.enterObject()
    while let name = try cursor.nextName(&members) {
      let name = intern(name, &table)
      let quantity = try count(.meters, &cursor)
      found.removeAll { $0.name == name }
      found.append((name, quantity, !invalid.contains(.meters)))
    }
    invalid.remove(.meters)
    if !found.allSatisfy(\.isValid) { invalid.insert(.meters) }
    return found.compactMap { meter in
      guard let quantity = meter.quantity, quantity > 0 else { return nil }
      return UsageEvent.OtherMeter(name: meter.name, quantity: quantity)
    }.sorted { table.bytes(of: $0.name, precede: $1.name) }
  }

  private mutating func labels(
    _ cursor: inout JSONCursor, _ table: inout NameTable
  ) throws -> [UsageEvent.Label] {
    let kind = try cursor.peek()
    if try isAbsent(.labels, kind, &cursor) { return [] }
    guard case .object = kind else {
      try ignore(.labels, &cursor)
      return []
    }
    var found: [UsageEvent.Label] = []
    var bad: [NameID] = []
    var members = try cursor.enterObject()
    while let name = try cursor.nextName(&members) {
      let name = intern(name, &table)
      let value = try self.name(.labels, &cursor, &table)
      found.removeAll { $0.name == name }
      bad.removeAll { $0 == name }
      if ignored.contains(.labels) { bad.append(name) }
      if value != .none { found.append(UsageEvent.Label(name: name, value: value)) }
    }
    ignored.remove(.labels)
    if !bad.isEmpty { ignored.insert(.labels) }
    return found.sorted { table.bytes(of: $0.name, precede: $1.name) }
  }
}
