import JSONScanning
import Metering

/// The members of one native record that need each other to be understood, and what was bad.
///
/// A record is judged when all of it has been read: a member may come twice, and then only the
/// later one counts, good or bad.
struct NativeFields {
  var timestamp: DateTimeText?
  /// Numbers that reject the record.
  var invalid = NativeFieldSet()
  /// Other values that are as good as absent.
  var ignored = NativeFieldSet()
  var hasTokensUsed = false
  var tokensUsed = 0
  var promptLength = 0
  var responseLength = 0
  var success: Bool?
  var scratch: [UInt8] = []
  var names = NameCache()
  /// The order of the fields in the record before: mostly this one's too.
  var order = ExpectedField.all

  struct ExpectedField: Sendable {
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

  mutating func reset() {
    timestamp = nil
    invalid = NativeFieldSet()
    ignored = NativeFieldSet()
    hasTokensUsed = false
    tokensUsed = 0
    promptLength = 0
    responseLength = 0
    success = nil
  }

  mutating func field(unescaping name: JSONText) -> NativeField? {
    name.unescape(into: &scratch)
    return scratch.withUnsafeBytes { NativeField.named($0) }
  }

  /// Reads the value of a field.
  mutating func read(
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
  mutating func settle(
    _ record: inout UsageRecord, names table: inout NameTable, _ options: InputOptions
  ) -> RecordOutcome {
    guard !invalid.contains(.timestamp) else { return .rejected(.invalidTimestamp) }
    guard let timestamp else { return .rejected(.missingTimestamp) }
    guard invalid.isEmpty else { return .rejected(.invalidNumber) }
    record.notes.formUnion(RecordNotes(rawValue: ignored.bits))
    record.event.timestamp = timestamp.asUTC
    if !timestamp.hasZone {
      record.event.timestamp = options.assumedZone(LocalTime(asUTC: timestamp.asUTC))
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
  func settleTokens(
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
