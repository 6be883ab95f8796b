import JSONScanning
import Metering

/// What a line of Claude Code's log says about usage.
struct ClaudeLine {
  private enum Kind { case assistant, progress, costState, other }

  /// nil where no type is stated, as in the oldest logs.
  private var kind: Kind?
  private(set) var timestamp: RecordTime?
  private(set) var hasTimestamp = false
  private(set) var sessionId: JSONText?
  private(set) var cwd: JSONText?
  private(set) var branch: JSONText?
  private(set) var agentId: JSONText?
  private(set) var isSidechain = false
  /// What old versions say the request cost, in 1e-18 USD.
  private(set) var cost: Int128?
  private(set) var messageId: JSONText?
  private(set) var requestId: JSONText?
  private(set) var model: JSONText?
  /// Whether the reply was written down to its end.
  private(set) var isFinal = false
  private(set) var usage: ClaudeUsage?
  /// Of a cost state the totals of the session so far, by model.
  private(set) var totals: [(model: JSONText, usage: ClaudeUsage)] = []

  var isReply: Bool { kind == .assistant || kind == .progress || kind == nil }
  var isCostState: Bool { kind == .costState }

  /// The identity of the request; nil where it has none.
  var key: EventIdentity? {
    guard let messageId, let requestId else { return nil }
    return EventIdentity("claude-code", messageId, requestId)
  }

  /// Who served it, as the ids tell.
  var provider: StaticString {
    let ids = [messageId, requestId].compactMap(\.self)
    if ids.contains(where: { $0.contains("_vrtx_") }) { return "vertex" }
    if ids.contains(where: { $0.contains("_bdrk_") }) { return "bedrock" }
    return "anthropic"
  }

  /// A model's name without what says how large a context was asked for: `claude-opus-5[1m]`.
  static func modelName(_ name: JSONText) -> JSONText {
    guard name.raw.last == UInt8(ascii: "]"),
      let bracket = name.raw.lastIndex(of: UInt8(ascii: "["))
    else { return name }
    return JSONText(
      raw: UnsafeRawBufferPointer(rebasing: name.raw[..<bracket]), hasEscapes: name.hasEscapes)
  }

  mutating func scan(_ cursor: inout JSONCursor) throws {
    var members = try cursor.enterObject()
    while let name = try cursor.nextName(&members) { try scan(name, &cursor) }
  }

  private mutating func scan(_ name: JSONText, _ cursor: inout JSONCursor) throws {
    if name.is("type") {
      kind = Self.kind(try cursor.textIfAny())
    } else if name.is("message") {
      try scanMessage(&cursor)
    } else if name.is("timestamp") {
      try scanTimestamp(&cursor)
    } else if name.is("sessionId") {
      sessionId = try cursor.textIfAny()
    } else if name.is("requestId") {
      requestId = try cursor.textIfAny()
    } else if name.is("cwd") {
      cwd = try cursor.textIfAny()
    } else if name.is("gitBranch") {
      branch = try cursor.textIfAny()
    } else if name.is("agentId") {
      agentId = try cursor.textIfAny()
    } else if name.is("isSidechain") {
      isSidechain = try cursor.booleanIfAny() ?? false
    } else if name.is("costUSD") {
      cost = try cursor.numberIfAny()?.scaled(by: 18)
    } else if name.is("modelUsage") {
      try scanTotals(&cursor)
    } else if name.is("data") {
      try scanProgress(&cursor)
    } else {
      try cursor.skipValue()
    }
  }

  private static func kind(_ type: JSONText?) -> Kind {
    guard let type else { return .other }
    if type.is("assistant") { return .assistant }
    if type.is("progress") { return .progress }
    return type.is("cost-state") ? .costState : .other
  }

  private mutating func scanTimestamp(_ cursor: inout JSONCursor) throws {
    switch try cursor.peek() {
    case .string:
      let text = try cursor.string()
      (hasTimestamp, timestamp) = (true, RecordTime(text: text.raw))
    case .number:
      let number = try cursor.number()
      (hasTimestamp, timestamp) = (true, RecordTime(number: number))
    default: try cursor.skipValue()
    }
  }

  /// `progress` tells of a subagent's reply: `data.message` is a line within the line.
  private mutating func scanProgress(_ cursor: inout JSONCursor) throws {
    guard kind == .progress || kind == nil else { return try cursor.skipValue() }
    var inner: ClaudeLine?
    _ = try cursor.membersIfAny { name, cursor in
      guard name.is("message"), case .object = try cursor.peek() else {
        return try cursor.skipValue()
      }
      var line = ClaudeLine()
      try line.scan(&cursor)
      inner = line
    }
    guard let inner, inner.usage != nil else { return }
    messageId = inner.messageId
    requestId = inner.requestId ?? requestId
    model = inner.model
    usage = inner.usage
    isFinal = inner.isFinal
    isSidechain = true
    cost = inner.cost ?? cost
  }

  private mutating func scanMessage(_ cursor: inout JSONCursor) throws {
    var (id, model, isFinal, usage) = (messageId, model, isFinal, usage)
    _ = try cursor.membersIfAny { name, cursor in
      if name.is("id") {
        id = try cursor.textIfAny()
      } else if name.is("model") {
        model = try cursor.textIfAny()
      } else if name.is("stop_reason") {
        isFinal = try cursor.textIfAny() != nil
      } else if name.is("usage"), case .object = try cursor.peek() {
        usage = try ClaudeUsage(&cursor)
      } else {
        try cursor.skipValue()
      }
    }
    (messageId, self.model, self.isFinal, self.usage) = (id, model, isFinal, usage)
  }

  private mutating func scanTotals(_ cursor: inout JSONCursor) throws {
    var totals: [(JSONText, ClaudeUsage)] = []
    _ = try cursor.membersIfAny { name, cursor in
      guard case .object = try cursor.peek() else { return try cursor.skipValue() }
      totals.append((name, try ClaudeUsage(&cursor)))
    }
    self.totals = totals
  }
}

extension JSONText {
  fileprivate func contains(_ part: StaticString) -> Bool {
    let part = UnsafeRawBufferPointer(start: part.utf8Start, count: part.utf8CodeUnitCount)
    guard raw.count >= part.count else { return false }
    return (0...(raw.count - part.count)).contains { start in
      raw[start..<(start + part.count)].elementsEqual(part)
    }
  }
}
