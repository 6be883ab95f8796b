import JSONScanning
import Metering

/// What one part of a stream says about usage.
struct ReplyPart {
  enum Kind { case chunk, response, messageStart, messageDelta, messageStop, other }

  private(set) var kind = Kind.other
  private(set) var id: JSONText?
  private(set) var model: JSONText?
  private(set) var time: RecordTime?
  private var serviceTier: JSONText?
  private(set) var usage: OpenAIUsage?
  private(set) var claudeUsage: ClaudeUsage?
  private(set) var hasFailed = false
  private(set) var errorCode: JSONText?
  private(set) var errorMessage: JSONText?

  var tier: StaticString {
    guard let serviceTier else { return "standard" }
    if serviceTier.is("flex") { return "flex" }
    return serviceTier.is("priority") ? "priority" : "standard"
  }

  mutating func scan(_ cursor: inout JSONCursor) throws {
    _ = try cursor.membersIfAny { try scan($0, &$1) }
  }

  private mutating func scan(_ name: JSONText, _ cursor: inout JSONCursor) throws {
    if name.is("object") {
      // A run of an assistant repeats the counts of its steps.
      let object = try cursor.textIfAny()
      let isReply = ["chat.completion.chunk", "thread.run", "text_completion"].contains {
        object?.is($0) ?? false
      }
      if isReply { kind = .chunk }
    } else if name.is("type") {
      setKind(try cursor.textIfAny())
    } else if name.is("id") {
      id = try cursor.textIfAny()
    } else if name.is("model") {
      model = try cursor.textIfAny()
    } else if name.is("created") || name.is("created_at") || name.is("timestamp") {
      try scanTime(&cursor)
    } else if name.is("service_tier") {
      serviceTier = try cursor.textIfAny()
    } else if name.is("usage"), case .object = try cursor.peek() {
      try scanUsage(&cursor)
    } else if name.is("response") || name.is("message") || name.is("x_groq") {
      // What a reply says of itself; of Groq's own counts, which stand there.
      var inner = ReplyPart()
      inner.kind = kind
      try inner.scan(&cursor)
      adopt(inner)
    } else if name.is("error") {
      try scanError(&cursor)
    } else {
      try cursor.skipValue()
    }
  }

  private mutating func setKind(_ type: JSONText?) {
    guard let type else { return }
    if type.is("response.completed") || type.is("response.incomplete") {
      kind = .response
    } else if type.is("response.failed") {
      (kind, hasFailed) = (.response, true)
    } else if type.is("message_start") {
      kind = .messageStart
    } else if type.is("message_delta") {
      kind = .messageDelta
    } else if type.is("message_stop") {
      kind = .messageStop
    }
  }

  private mutating func scanTime(_ cursor: inout JSONCursor) throws {
    switch try cursor.peek() {
    case .string: time = RecordTime(text: try cursor.string().raw) ?? time
    default:
      var found = try cursor.numberIfAny().flatMap { RecordTime(number: $0) }
      // Seconds are what these fields hold.
      found?.note = nil
      time = found ?? time
    }
  }

  private mutating func scanUsage(_ cursor: inout JSONCursor) throws {
    let start = cursor
    usage = try OpenAIUsage(&cursor)
    var again = start
    claudeUsage = try ClaudeUsage(&again)
  }

  private mutating func scanError(_ cursor: inout JSONCursor) throws {
    _ = try cursor.membersIfAny { name, cursor in
      if name.is("code") {
        errorCode = try cursor.textIfAny()
      } else if name.is("message") {
        errorMessage = try cursor.textIfAny()
      } else {
        try cursor.skipValue()
      }
    }
  }

  private mutating func adopt(_ inner: ReplyPart) {
    id = id ?? inner.id
    model = model ?? inner.model
    time = time ?? inner.time
    serviceTier = serviceTier ?? inner.serviceTier
    usage = usage ?? inner.usage
    claudeUsage = claudeUsage ?? inner.claudeUsage
    errorCode = inner.errorCode ?? errorCode
    errorMessage = inner.errorMessage ?? errorMessage
  }
}
