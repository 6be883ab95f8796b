import JSONScanning
import Metering

/// The record that the recorder writes, with optional fields for finer cost.
///
///     {"timestamp": "2026-10-05T08:00:00.000Z", "session_id": "session_1", "tool_name": "review",
///      "backend_used": "gemini", "routing_method": "rule", "routing_confidence": 0.9,
///      "processing_time_ms": 1200, "tokens_used": 1000, "prompt_length": 1200,
///      "response_length": 2800, "success": true, "error": null}
///
/// `null` is as good as absent; of two members with one name the later holds; members with other
/// names say nothing. An object without any of our own names is no usage.
package struct NativeRecord: EventFormat {
  package let name = "native"
  package let about = "the recorder's own events, one JSON object each"
  package let hasIndependentRecords = true

  package init() {}

  package func recognise(_ sample: FileSample) -> Recognition {
    guard let object = sample.object else { return .foreign }
    // Token counts alone have names that others use, too.
    if object.hasName(where: { NativeField.named($0)?.isOursAlone ?? false }) { return .certain }
    return object.hasName(where: { NativeField.named($0)?.isOurs ?? false }) ? .possible : .foreign
  }

  /// Whether an object has a name that the recorder writes, and nobody else.
  static func isRecorded(_ object: ObjectOutline) -> Bool {
    object.hasName { name in
      let field = NativeField.named(name)
      return field == .backend || field == .routingMethod
    }
  }

  package func makeReader(_ options: InputOptions) -> any FormatReader {
    NativeRecordReader(options)
  }
}

/// Reads native records on one thread.
final class NativeRecordReader: ObjectReader {
  private var fields: NativeFields

  init(_ options: InputOptions) { fields = NativeFields(options) }

  func scan(_ cursor: inout JSONCursor, _ names: inout NameTable) throws {
    try fields.scan(&cursor, &names)
  }

  func report(to output: inout RecordOutput) throws { try fields.report(to: &output) }
}

/// The fields of one native record, and what they mean together.
///
/// A record is judged when all of it has been read, for a member may come twice.
struct NativeFields {
  private let options: InputOptions
  private var record = UsageRecord()
  private var values = NativeValues()
  private var seen = NativeFieldSet()
  private var timestamp: RecordTime?
  private var tokensUsed: Int?
  private var promptLength = 0
  private var responseLength = 0
  private var success: Bool?
  /// The order of the fields in the record before: mostly this one's too.
  private var order = ExpectedField.all

  private struct ExpectedField: Sendable {
    var name: JSONExpectedName
    var field: NativeField

    static let all = NativeField.allCases.map {
      ExpectedField(name: JSONExpectedName($0.name), field: $0)
    }
  }

  init(_ options: InputOptions) { self.options = options }

  /// Says what the record is.
  mutating func report(to output: inout RecordOutput) throws {
    guard seen.bits & NativeFieldSet.ours.bits != 0 else { return output.skip() }
    if let reason = judge(&output.names) { return output.reject(reason) }
    guard let identity = record.identity else { return try output.add(record.event, record.notes) }
    let tokens = record.event.tokens.total &+ record.event.otherTokens(output.names)
    let copy = HeldCopy(
      identity, rank: (Int(record.event.timestamp.milliseconds), tokens), tie: .greaterBytes)
    try output.hold(record.event, record.notes, as: copy)
  }

  /// Reads an object's members.
  mutating func scan(_ cursor: inout JSONCursor, _ table: inout NameTable) throws {
    reset()
    var members = try cursor.enterObject()
    var position = 0
    while true {
      let expected = order[position]
      if cursor.consume(expected.name, &members) {
        try read(expected.field, &cursor, &table)
      } else {
        guard let name = try cursor.nextName(&members) else { break }
        let field = name.hasEscapes ? values.field(unescaping: name) : NativeField.named(name.raw)
        if let field {
          order[position] = ExpectedField.all[field.rawValue]
          try read(field, &cursor, &table)
        } else {
          try cursor.skipValue()
        }
      }
      position = min(position + 1, order.count - 1)
    }
  }

  private mutating func reset() {
    record = UsageRecord()
    values.reset()
    seen = NativeFieldSet()
    timestamp = nil
    tokensUsed = nil
    promptLength = 0
    responseLength = 0
    success = nil
  }

  /// Reads the value of a field.
  private mutating func read(
    _ field: NativeField, _ cursor: inout JSONCursor, _ table: inout NameTable
  ) throws {
    seen.insert(field)
    switch field {
    case .timestamp: timestamp = try values.timestamp(&cursor)
    case .session: record.event.session = try values.name(field, &cursor, &table)
    case .tool: record.event.tool = try values.name(field, &cursor, &table)
    case .backend: record.event.backend = try values.name(field, &cursor, &table)
    case .model: record.event.model = try values.name(field, &cursor, &table)
    case .routingMethod: record.event.routingMethod = try values.name(field, &cursor, &table)
    case .serviceTier: record.event.serviceTier = try values.name(field, &cursor, &table)
    case .routingConfidence: record.event.routingConfidence = try values.confidence(&cursor)
    case .duration: record.event.duration = try values.duration(&cursor)
    case .tokensUsed: tokensUsed = try values.count(field, &cursor)
    case .input: record.event.tokens[.input] = try values.count(field, &cursor) ?? 0
    case .output: record.event.tokens[.output] = try values.count(field, &cursor) ?? 0
    case .cacheRead: record.event.tokens[.cacheRead] = try values.count(field, &cursor) ?? 0
    case .cacheWrite: record.event.tokens[.cacheWrite] = try values.count(field, &cursor) ?? 0
    case .cacheWrite1h: record.event.tokens[.cacheWrite1h] = try values.count(field, &cursor) ?? 0
    case .reasoning: record.event.tokens[.reasoning] = try values.count(field, &cursor) ?? 0
    case .requests: record.event.requests = try values.requests(&cursor)
    case .promptLength: promptLength = try values.length(field, &cursor)
    case .responseLength: responseLength = try values.length(field, &cursor)
    case .success: success = try values.boolean(field, &cursor)
    case .cost: record.event.reportedCost = try values.amount(field, &cursor)
    case .eventID: record.identity = try values.identity(&cursor)
    case .meters: record.event.otherMeters = try NativeObjects.meters(&cursor, &values, &table)
    case .labels: record.event.labels = try NativeObjects.labels(&cursor, &values, &table)
    case .error: record.event.error = try NativeObjects.error(&cursor, &values, &table)
    case .errorType, .errorCode, .errorMessage: try cursor.skipValue()
    }
  }

  /// What the members mean together; the reason, where they make no event.
  private mutating func judge(_ table: inout NameTable) -> RejectionReason? {
    guard !values.invalid.contains(.timestamp) else { return .invalidTimestamp }
    guard let timestamp else { return .missingTimestamp }
    guard values.invalid.isEmpty else { return .invalidNumber }
    record.notes = RecordNotes(ignored: values.ignored)
    record.event.timestamp = options.instant(timestamp, &record.notes)
    if record.event.tool.isNone { record.event.tool = values.unknown(&table) }
    if record.event.backend.isNone { record.event.backend = values.unknown(&table) }
    if record.event.routingMethod.isNone { record.event.routingMethod = values.unknown(&table) }
    if record.event.serviceTier.isNone { record.event.serviceTier = values.standard(&table) }
    record.event.isSuccess = success ?? (record.event.error == nil)
    judgeTokens(table)
    return nil
  }

  /// A split where there is one; else all tokens, unsplit; else, if asked, what lengths suggest.
  private mutating func judgeTokens(_ table: borrowing NameTable) {
    let split = record.event.tokens.total
    let others = record.event.otherMeters.isEmpty ? 0 : record.event.otherTokens(table)
    if split > 0 || others > 0 {
      if let tokensUsed, tokensUsed != split, tokensUsed != split &+ others {
        record.notes.insert(.tokenTotalMismatch)
      }
    } else if let tokensUsed, tokensUsed > 0 {
      record.event.tokens[.unsplit] = tokensUsed
    } else if options.estimatesTokens, promptLength > 0 || responseLength > 0 {
      record.event.tokens[.input] = (promptLength + 3) / 4
      record.event.tokens[.output] = (responseLength + 3) / 4
      record.notes.insert(.estimatedTokens)
    }
  }
}
