import JSONScanning
import Metering

/// Traces and logs of OpenTelemetry as JSON: a document, or one a line.
///
///     {"resourceSpans": [{"resource": {"attributes": […]}, "scopeSpans": [{"spans": [
///      {"traceId": "2b4a…", "spanId": "465c…", "parentSpanId": "55b0…", "name": "chat gpt-5",
///       "startTimeUnixNano": "1795588966607768653", "endTimeUnixNano": "1795588966617919230",
///       "attributes": [{"key": "gen_ai.usage.input_tokens", "value": {"intValue": "2013"}},
///                      {"key": "gen_ai.usage.output_tokens", "value": {"intValue": "307"}}]}]}]}]}
///
/// Of the spans of a call, and of what calls it, only the innermost with usage counts; two
/// instrumentations of one call have one response id. The telemetry of Claude Code, Codex and
/// Gemini CLI gives way to their session logs. Metrics repeat both, and are not read. See
/// `docs/formats/otlp.md`.
package struct OTLP: EventFormat {
  package let name = "otlp"
  package let about = "OpenTelemetry traces and logs as JSON, of any dialect of generative AI"
  package let objectLimit = 1 << 30

  package init() {}

  package func recognise(_ sample: FileSample) -> Recognition {
    guard let object = sample.object else { return .foreign }
    let kinds = ["resourceSpans", "resourceLogs", "resourceMetrics"]
    return kinds.contains { object.kind($0) != nil } ? .certain : .foreign
  }

  package func makeReader(_ options: InputOptions) -> any FormatReader { OTLPReader(options) }
}

/// Reads OpenTelemetry's documents on one thread.
final class OTLPReader: ObjectReader {
  private let options: InputOptions
  private var records: [OTLPRecord] = []
  private var labels = LabelMemory(["environment", "host", "operation", "user"])
  private var spans = OTLPSpans()

  init(_ options: InputOptions) { self.options = options }

  func settlement() -> (any Settlement)? { spans.isEmpty ? nil : spans }

  func report(to output: inout RecordOutput) throws {
    guard !records.isEmpty else { return output.skip() }
    for record in records {
      switch record.kind {
      case .span: try reportSpan(record, &output)
      case .log: try reportLog(record, &output)
      case .metric: reportMetric(record, &output)
      }
    }
  }

  // MARK: Scanning

  func scan(_ cursor: inout JSONCursor, _ names: inout NameTable) throws {
    records = []
    var members = try cursor.enterObject()
    while let name = try cursor.nextName(&members) {
      if name.is("resourceSpans") || name.is("resourceLogs") || name.is("resourceMetrics") {
        var found: [OTLPRecord] = []
        try cursor.elementsIfAny { cursor in found += try Self.recordsOfResource(&cursor) }
        records += found
      } else {
        try cursor.skipValue()
      }
    }
  }

  private static func recordsOfResource(_ cursor: inout JSONCursor) throws -> [OTLPRecord] {
    var resource = OTLPAttributes()
    var found: [OTLPRecord] = []
    _ = try cursor.membersIfAny { name, cursor in
      if name.is("resource") {
        _ = try cursor.membersIfAny { name, cursor in
          if name.is("attributes") { try resource.scan(&cursor) } else { try cursor.skipValue() }
        }
      } else {
        try cursor.elementsIfAny { cursor in found += try recordsOfScope(&cursor) }
      }
    }
    for index in found.indices { found[index].resource = resource }
    return found
  }

  private static func recordsOfScope(_ cursor: inout JSONCursor) throws -> [OTLPRecord] {
    var found: [OTLPRecord] = []
    _ = try cursor.membersIfAny { name, cursor in
      let kind: OTLPRecord.Kind
      if name.is("spans") {
        kind = .span
      } else if name.is("logRecords") {
        kind = .log
      } else if name.is("metrics") {
        kind = .metric
      } else {
        return try cursor.skipValue()
      }
      try cursor.elementsIfAny { cursor in
        _ = try cursor.peek()
        var record = OTLPRecord(kind, offset: cursor.offset)
        try record.scan(&cursor)
        found.append(record)
      }
    }
    return found
  }

  // MARK: Spans

  private func reportSpan(_ record: OTLPRecord, _ output: inout RecordOutput) throws {
    let span = EventIdentity("otlp span", record.trace, record.span)
    spans.add(
      span, parent: record.parent.map { EventIdentity("otlp span", record.trace, $0) })
    let usage = OTLPUsage(record.attributes)
    // Polling for a reply that was made in the background tells of it once more.
    if record.attributes[.operation]?.is("fetch_response") ?? false { return output.skip() }
    guard usage.isStated || isFailedRequest(record) else { return output.skip() }
    guard let (event, notes) = event(record, usage, &output) else { return }
    var copy = HeldCopy(
      span, rank: (usage.detail, usage.isStated ? 1 : 0), tie: .earlier, reason: .sameID)
    if let response = record.attributes[.responseId] {
      copy.key = EventIdentity("otlp response", record.trace, response)
    }
    if usage.isStated { spans.add(span, request: copy.key) }
    copy.unless = OTLPSpans.mark(span)
    copy.unlessReason = .summary
    if record.attributes.isOfCodex {
      copy.unless = Self.codexMark(event)
      copy.unlessReason = .otherSource
    }
    try output.hold(event, notes, as: copy, at: record.offset)
  }

  /// Whether it is a request of a model that failed.
  private func isFailedRequest(_ record: OTLPRecord) -> Bool {
    guard record.hasFailed else { return false }
    let attributes = record.attributes
    guard attributes[.requestModel] != nil || attributes[.responseModel] != nil else {
      return false
    }
    if let operation = attributes[.operation] {
      return operation.is("chat") || operation.is("text_completion") || operation.is("embeddings")
        || operation.is("generate_content") || operation.is("completion")
    }
    return attributes[.kind].map { $0.is("LLM") || $0.is("EMBEDDING") } ?? false
  }

  /// A metric of tokens is not counted, and not passed over in silence.
  private func reportMetric(_ record: OTLPRecord, _ output: inout RecordOutput) {
    let isOfTokens = record.name.map { name in
      ["gen_ai.client.token.usage", "claude_code.token.usage", "codex.turn.token_usage"]
        .contains { name.is($0) }
    }
    if isOfTokens ?? false { output.note(.metricsNotCounted, at: record.offset) }
    output.skip()
  }

  // MARK: Log records

  private func reportLog(_ record: OTLPRecord, _ output: inout RecordOutput) throws {
    let attributes = record.attributes
    var usage = OTLPUsage(attributes)
    let name = attributes[.eventName] ?? record.name
    if name?.is("api_error") ?? false { return try reportError(record, usage, &output) }
    guard usage.isStated else { return output.skip() }
    var copy = HeldCopy(EventIdentity("otlp log", record.trace, record.span, name), tie: .earlier)
    if name?.is("api_request") ?? false {
      usage.isDisjoint = true
      copy.key = EventIdentity("claude-code telemetry", attributes[.requestId])
      copy.unless = EventIdentity("claude-code request", attributes[.requestId])
    } else if name?.is("codex.sse_event") ?? false {
      copy.key = EventIdentity(
        "codex telemetry", attributes[.conversation], attributes[.eventTime])
      copy.unless = attributes[.conversation].map {
        CodexThreads.mark(EventIdentity("codex thread", $0))
      }
    } else if name?.is("gemini_cli.api_response") ?? false {
      usage.hasReasoningApart = true
      copy.key = EventIdentity(
        "gemini telemetry", attributes[.conversation], attributes[.eventTime])
      copy.unless = attributes[.conversation].map { EventIdentity("gemini session", $0) }
    } else {
      copy.unless = EventIdentity(
        "otlp usage", EventIdentity("otlp span", record.trace, record.span))
    }
    guard let (event, notes) = event(record, usage, &output) else { return }
    if name?.is("codex.sse_event") ?? false { output.mark(Self.codexMark(event)) }
    try output.hold(event, notes, as: copy, at: record.offset)
  }

  /// A request of Claude Code that failed.
  private func reportError(
    _ record: OTLPRecord, _ usage: OTLPUsage, _ output: inout RecordOutput
  ) throws {
    guard var (event, notes) = event(record, usage, &output) else { return }
    event.isSuccess = false
    var error = UsageEvent.UsageError()
    error.type = output.names.id(of: "api_error")
    error.code = output.names.id(of: record.attributes[.status])
    event.error = error
    let key = EventIdentity("claude-code error", record.attributes[.requestId])
    notes.formUnion(RecordNotes())
    try output.hold(event, notes, as: HeldCopy(key), at: record.offset)
  }

  /// Codex tells of a request in a log record and in a span, which have nothing else in common.
  private static func codexMark(_ event: UsageEvent) -> EventIdentity {
    Meter.allCases.reduce(EventIdentity("codex telemetry counts")) {
      EventIdentity("codex", $0, number: event.tokens[$1])
    }
  }

  // MARK: Events

  /// An event of a record; nil, and the record rejected, where it can't be one.
  private func event(
    _ record: OTLPRecord, _ usage: OTLPUsage, _ output: inout RecordOutput
  ) -> (UsageEvent, RecordNotes)? {
    var event = UsageEvent()
    var notes = RecordNotes()
    guard usage.isValid else {
      output.reject(.invalidNumber, at: record.offset)
      return nil
    }
    guard let time = record.time else {
      output.reject(.missingTimestamp, at: record.offset)
      return nil
    }
    guard usage.count(into: &event, &notes) else {
      output.reject(.negativeRemainder, at: record.offset)
      return nil
    }
    event.timestamp = options.instant(time, &notes)
    describe(&event, record, &output.names)
    return (event, notes)
  }

  private func describe(
    _ event: inout UsageEvent, _ record: OTLPRecord, _ names: inout NameTable
  ) {
    let attributes = record.attributes
    event.tool = record.resource[.service].map { names.id(of: $0) } ?? names.id(of: "unknown")
    event.backend = attributes[.provider].map { names.id(of: $0) } ?? names.id(of: "unknown")
    event.model = names.id(of: attributes[.responseModel] ?? attributes[.requestModel])
    event.routingMethod = names.id(of: "unknown")
    event.serviceTier =
      attributes[.serviceTier].map { names.id(of: $0) } ?? names.id(of: "standard")
    event.session = names.id(of: attributes[.conversation])
    event.duration = record.duration
    event.reportedCost =
      attributes.number(.costMicros)?.scaled(by: 12) ?? attributes.number(.cost)?.scaled(by: 18)
    if record.hasFailed {
      event.isSuccess = false
      var error = UsageEvent.UsageError()
      error.type = names.id(of: attributes[.errorType])
      error.code = names.id(of: attributes[.status])
      event.error = error
    }
    event.labels = labels.labels(
      [
        names.id(of: record.resource[.environment]), names.id(of: record.resource[.host]),
        names.id(of: attributes[.operation]), names.id(of: attributes[.user]),
      ], &names)
  }
}

extension OTLPAttributes {
  /// Whether it is Codex's span of a reply, which names no model.
  fileprivate var isOfCodex: Bool {
    self[.responseModel] == nil && self[.requestModel] == nil && self[.total] != nil
      && self[.provider] == nil
  }
}
