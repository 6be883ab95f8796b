import JSONScanning
import Metering

/// Recorded streams of replies of the APIs of OpenAI and those that write as it does, of Anthropic
/// and of Google: server-sent events, or their data one a line.
///
///     data: {"id": "chatcmpl-7", "object": "chat.completion.chunk", "created": 1764499721,
///     data:  "model": "gpt-5-mini", "choices": [], "usage": {"prompt_tokens": 12, …}}
///
/// Counts of a stream are those so far, so that the last ones of a reply hold. Replies of Anthropic
/// carry no time; where nothing beside them does they are rejected. See
/// `docs/formats/reply-streams.md`.
package struct ReplyStreams: EventFormat {
  package let name = "reply-streams"
  package let about = "recorded streams of replies of OpenAI's, Anthropic's and Google's APIs"

  package init() {}

  package func recognise(_ sample: FileSample) -> Recognition {
    guard let object = sample.object else { return .foreign }
    switch object.text("object") {
    case "chat.completion.chunk": return Recognition(sample, has: ["id", "choices"])
    case "thread.run": return Recognition(sample, has: ["id", "assistant_id"])
    default: break
    }
    switch object.text("type") {
    case "message_start": return Recognition(sample, has: ["message.usage"])
    case "message_delta": return Recognition(sample, has: ["usage.output_tokens"])
    case "response.created", "response.in_progress", "response.completed":
      return Recognition(sample, has: ["response.id", "response.model"])
    default: return .foreign
    }
  }

  package func makeReader(_ options: InputOptions) -> any FormatReader {
    ReplyStreamReader(options)
  }
}

/// Reads recorded streams on one thread.
final class ReplyStreamReader: ObjectReader {
  private let options: InputOptions
  private var part = ReplyPart()
  /// The reply of Anthropic's API that is not at its end.
  private var message: Message?

  private struct Message {
    var identity: EventIdentity?
    var model: NameID
    var usage: ClaudeUsage
    var time: RecordTime?
    var event = UsageEvent()
  }

  init(_ options: InputOptions) { self.options = options }

  func begin(_ file: SourceFile, _ output: inout RecordOutput) { message = nil }

  func end(_ output: inout RecordOutput) throws { try endMessage(&output) }

  func scan(_ cursor: inout JSONCursor, _ names: inout NameTable) throws {
    part = ReplyPart()
    try part.scan(&cursor)
  }

  func report(to output: inout RecordOutput) throws {
    switch part.kind {
    case .chunk, .response: try reportReply(&output)
    case .messageStart:
      // A reply is reported when it is whole: with the next one, or at the end.
      if message == nil { output.skip() } else { try endMessage(&output) }
      message = Message(
        identity: part.id.map { EventIdentity("message", $0) },
        model: output.names.id(of: part.model), usage: part.claudeUsage ?? ClaudeUsage(),
        time: part.time)
    case .messageDelta:
      if let usage = part.claudeUsage { message?.usage.update(usage) }
      if message?.time == nil { message?.time = part.time }
      output.skip()
    case .messageStop: if message == nil { output.skip() } else { try endMessage(&output) }
    case .other: output.skip()
    }
  }

  /// A part with the counts so far.
  private func reportReply(_ output: inout RecordOutput) throws {
    guard let usage = part.usage, usage.isStated else { return output.skip() }
    guard usage.isValid else { return output.reject(.invalidNumber) }
    guard let time = part.time else { return output.reject(.missingTimestamp) }
    var event = UsageEvent()
    var notes = RecordNotes()
    guard usage.count(into: &event, &notes, &output.names) else {
      return output.reject(.negativeRemainder)
    }
    event.timestamp = options.instant(time, &notes)
    event.model = output.names.id(of: part.model)
    describe(&event, part.kind == .response ? "openai" : "unknown", part.tier, &output.names)
    if part.hasFailed {
      event.isSuccess = false
      var error = UsageEvent.UsageError()
      error.code = output.names.id(of: part.errorCode)
      error.message = output.names.id(of: part.errorMessage)
      event.error = error
    }
    guard let id = part.id else { return try output.add(event, notes) }
    try output.hold(event, notes, as: HeldCopy(EventIdentity("reply", id)))
  }

  private func endMessage(_ output: inout RecordOutput) throws {
    guard let message else { return }
    self.message = nil
    guard message.usage.isValid else { return output.reject(.invalidNumber) }
    guard let time = message.time else { return output.reject(.missingTimestamp) }
    var event = UsageEvent()
    var notes = RecordNotes()
    event.timestamp = options.instant(time, &notes)
    event.model = message.model
    message.usage.count(into: &event, &output.names)
    describe(&event, "anthropic", message.usage.tier, &output.names)
    guard let identity = message.identity else { return try output.add(event, notes) }
    try output.hold(event, notes, as: HeldCopy(identity))
  }

  private func describe(
    _ event: inout UsageEvent, _ backend: StaticString, _ tier: StaticString,
    _ names: inout NameTable
  ) {
    event.tool = names.id(of: "unknown")
    event.backend = names.id(of: backend)
    event.routingMethod = names.id(of: "unknown")
    event.serviceTier = names.id(of: tier)
  }
}
