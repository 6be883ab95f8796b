import JSONScanning
import Metering

/// The chats of Gemini CLI: `tmp/PROJECT/chats/session-….jsonl`, or `.json` of older versions.
///
///     {"sessionId": "4f2a…", "projectHash": "9c1e…", "startTime": "2026-08-21T10:00:00.000Z"}
///     {"id": "m2", "timestamp": "2026-08-21T10:00:15.000Z", "type": "gemini",
///      "model": "gemini-3-pro", "tokens": {"input": 890, "output": 1250, "cached": 125,
///      "thoughts": 2500, "tool": 150, "total": 4790}}
///
/// The older form is one object with `messages`. A message is written again whenever something is
/// added to it, also into the file that a resumed session goes on in: of those with one id in one
/// session the last one with tokens counts. What was rewound was billed. See
/// `docs/formats/gemini-cli.md`.
package struct GeminiCLI: EventFormat {
  package let name = "gemini-cli"
  package let about = "Gemini CLI's chats (~/.gemini/tmp)"
  package let places = [
    "~/.gemini/tmp/*/chats/**/*.json*"
  ]
  /// A chat of the older form is one object.
  package let objectLimit = 1 << 30

  package init() {}

  package func recognise(_ sample: FileSample) -> Recognition {
    guard let object = sample.object else { return .foreign }
    if object.kind("$set") != nil || object.kind("$rewindTo") != nil { return .certain }
    if object.text("type") == "gemini" {
      return Recognition(sample, has: ["id", "timestamp", "tokens.total"])
    }
    return Recognition(sample, has: ["sessionId", "projectHash"])
  }

  package func makeReader(_ options: InputOptions) -> any FormatReader { GeminiCLIReader(options) }
}

/// Reads Gemini CLI's chats on one thread.
final class GeminiCLIReader: ObjectReader {
  private let options: InputOptions
  private var object = GeminiObject()
  private var labels = LabelMemory(["project", "subagent"])
  private var session: EventIdentity?
  private var sessionName = NameID.none
  private var project = NameID.none
  private var subagent = NameID.none

  init(_ options: InputOptions) { self.options = options }

  func begin(_ file: SourceFile, _ output: inout RecordOutput) {
    session = nil
    sessionName = .none
    subagent = .none
    // The folder of the project is its hash or its name.
    let components = file.components
    let chats = components.lastIndex(of: "chats") ?? 0
    project = chats > 0 ? output.names.id(of: components[chats - 1]) : .none
  }

  func scan(_ cursor: inout JSONCursor, _ names: inout NameTable) throws {
    object = GeminiObject()
    try object.scan(&cursor)
  }

  func report(to output: inout RecordOutput) throws {
    if let id = object.sessionId, object.projectHash != nil {
      let identity = EventIdentity("gemini session", id)
      // What the program's telemetry tells of the same session.
      if session != identity { output.mark(identity) }
      session = identity
      sessionName = output.names.id(of: id)
      if project == .none { project = output.names.id(of: object.projectHash) }
      subagent = object.kind?.is("subagent") ?? false ? sessionName : .none
    }
    guard !object.messages.isEmpty else { return output.skip() }
    for message in object.messages { try report(message, to: &output) }
  }

  private func report(_ message: GeminiMessage, to output: inout RecordOutput) throws {
    guard message.isReply, let tokens = message.tokens, tokens.isUsed else { return output.skip() }
    guard tokens.isValid else { return output.reject(.invalidNumber, at: message.offset) }
    guard let time = message.timestamp else {
      let reason =
        message.hasTimestamp ? RejectionReason.invalidTimestamp : .missingTimestamp
      return output.reject(reason, at: message.offset)
    }
    var event = UsageEvent()
    var notes = RecordNotes()
    guard tokens.count(into: &event, &notes) else {
      return output.reject(.negativeRemainder, at: message.offset)
    }
    event.timestamp = options.instant(time, &notes)
    event.tool = output.names.id(of: "gemini-cli")
    event.backend = output.names.id(of: "google")
    event.model = output.names.id(of: message.model)
    event.routingMethod = output.names.id(of: "unknown")
    event.serviceTier = output.names.id(of: "standard")
    event.session = sessionName
    event.labels = labels.labels([project, subagent], &output.names)
    guard let id = message.id, let session else {
      return try output.add(event, notes, at: message.offset)
    }
    let key = EventIdentity("gemini message", id, in: session)
    try output.hold(event, notes, as: HeldCopy(key), at: message.offset)
  }
}

/// An object of a chat: about the session, a message, or both.
private struct GeminiObject {
  private(set) var sessionId: JSONText?
  private(set) var projectHash: JSONText?
  private(set) var kind: JSONText?
  private(set) var messages: [GeminiMessage] = []

  mutating func scan(_ cursor: inout JSONCursor) throws {
    var message = GeminiMessage(offset: cursor.offset)
    _ = try cursor.membersIfAny { name, cursor in
      if name.is("sessionId") {
        sessionId = try cursor.textIfAny()
      } else if name.is("projectHash") {
        projectHash = try cursor.textIfAny()
      } else if name.is("kind") {
        kind = try cursor.textIfAny()
      } else if name.is("messages") {
        try scanMessages(&cursor)
      } else if name.is("$set") {
        _ = try cursor.membersIfAny { name, cursor in
          if name.is("messages") {
            try scanMessages(&cursor)
          } else {
            try cursor.skipValue()
          }
        }
      } else {
        try message.scan(name, &cursor)
      }
    }
    if message.isReply { messages.append(message) }
  }

  private mutating func scanMessages(_ cursor: inout JSONCursor) throws {
    var found = messages
    try cursor.elementsIfAny { cursor in
      _ = try cursor.peek()
      var message = GeminiMessage(offset: cursor.offset)
      _ = try cursor.membersIfAny { try message.scan($0, &$1) }
      found.append(message)
    }
    messages = found
  }
}

private struct GeminiMessage {
  /// Where it begins.
  let offset: Int
  private(set) var id: JSONText?
  private(set) var timestamp: RecordTime?
  private(set) var hasTimestamp = false
  private(set) var model: JSONText?
  private(set) var tokens: GeminiTokens?
  private(set) var isReply = false

  init(offset: Int) { self.offset = offset }

  mutating func scan(_ name: JSONText, _ cursor: inout JSONCursor) throws {
    if name.is("id") {
      id = try cursor.textIfAny()
    } else if name.is("timestamp") {
      let text = try cursor.textIfAny()
      hasTimestamp = text != nil
      timestamp = text.flatMap { RecordTime(text: $0.raw) }
    } else if name.is("type") {
      isReply = try cursor.textIfAny()?.is("gemini") ?? false
    } else if name.is("model") {
      model = try cursor.textIfAny()
    } else if name.is("tokens"), case .object = try cursor.peek() {
      tokens = try GeminiTokens(&cursor)
    } else {
      try cursor.skipValue()
    }
  }
}

/// The counts of a reply of Gemini's API: input has the cached tokens in it, and neither the
/// thoughts nor the results of built-in tools are in output or input.
struct GeminiTokens {
  private var input = 0
  private var output = 0
  private var cached = 0
  private var thoughts = 0
  private var tool = 0
  private var total = 0
  private(set) var isValid = true

  /// Reads the counts by their names in chats, or in replies of the API.
  init(_ cursor: inout JSONCursor) throws {
    _ = try cursor.membersIfAny { try scan($0, &$1) }
  }

  private mutating func scan(_ name: JSONText, _ cursor: inout JSONCursor) throws {
    if name.is("input") || name.is("promptTokenCount") {
      input = try cursor.count(&isValid)
    } else if name.is("output") || name.is("candidatesTokenCount") {
      output = try cursor.count(&isValid)
    } else if name.is("cached") || name.is("cachedContentTokenCount") {
      cached = try cursor.count(&isValid)
    } else if name.is("thoughts") || name.is("thoughtsTokenCount") {
      thoughts = try cursor.count(&isValid)
    } else if name.is("tool") || name.is("toolUsePromptTokenCount") {
      tool = try cursor.count(&isValid)
    } else if name.is("total") || name.is("totalTokenCount") {
      total = try cursor.count(&isValid)
    } else {
      try cursor.skipValue()
    }
  }

  /// Whether something is counted.
  var isUsed: Bool { input + output + cached + thoughts + tool + total > 0 || !isValid }

  /// Adds the counts to an event, disjoint; false where more is cached than was read.
  func count(into event: inout UsageEvent, _ notes: inout RecordNotes) -> Bool {
    let sum = input + output + thoughts + tool
    // Where the stated total has the cached tokens apart, they are not in the input.
    let isApart = cached > 0 && total == sum + cached
    guard isApart || cached <= input else { return false }
    if isApart {
      notes.insert(.otherConvention)
    } else if total > 0, total != sum {
      notes.insert(.tokenTotalMismatch)
    }
    event.tokens[.input] = input + tool - (isApart ? 0 : cached)
    event.tokens[.cacheRead] = cached
    event.tokens[.output] = output
    event.tokens[.reasoning] = thoughts
    return true
  }
}
