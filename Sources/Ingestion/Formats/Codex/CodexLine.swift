import JSONScanning
import Metering

/// What a line of a rollout says about usage, or about the session.
struct CodexLine {
  enum Kind { case meta, context, settings, record, totals, other }

  private(set) var kind = Kind.other
  private(set) var timestamp: RecordTime?
  private(set) var hasTimestamp = false
  private var ordinal: Int?
  // Of the session.
  private(set) var id: JSONText?
  private(set) var sessionId: JSONText?
  private(set) var parent: JSONText?
  private(set) var provider: JSONText?
  private(set) var cwd: JSONText?
  private(set) var branch: JSONText?
  private(set) var nickname: JSONText?
  /// The first line that is not a copy of the parent's.
  private(set) var ownFrom: Int?
  // Of the turn.
  private(set) var model: JSONText?
  private(set) var tier: JSONText?
  // Of the usage.
  private(set) var responseId: JSONText?
  private(set) var usage: CodexUsage?
  private(set) var totals: CodexUsage?
  private(set) var last: CodexUsage?
  /// Whether the totals were sent with rate limits, which are sent again when those change.
  private(set) var hasRateLimits = false

  /// Whether it stands before the first line that is the thread's own.
  func isCopied(before ownFrom: Int) -> Bool { ordinal.map { $0 < ownFrom } ?? false }

  mutating func scan(_ cursor: inout JSONCursor) throws {
    var type: JSONText?
    var members = try cursor.enterObject()
    while let name = try cursor.nextName(&members) {
      if name.is("type") {
        type = try cursor.textIfAny()
        kind = Self.kind(type)
      } else if name.is("timestamp") {
        try scanTimestamp(&cursor)
      } else if name.is("ordinal") {
        ordinal = try cursor.numberIfAny()?.count
      } else if name.is("payload"), type == nil || Self.tellsSomething(type) {
        try scanPayload(&cursor)
      } else {
        try cursor.skipValue()
      }
    }
    if kind == .other, Self.isEvent(type) { kind = totals == nil ? eventKind : .totals }
  }

  private var eventKind = Kind.other

  private static func kind(_ type: JSONText?) -> Kind {
    guard let type else { return .other }
    if type.is("session_meta") { return .meta }
    if type.is("turn_context") { return .context }
    return type.is("token_usage_record") ? .record : .other
  }

  private static func isEvent(_ type: JSONText?) -> Bool { type?.is("event_msg") ?? false }

  private static func tellsSomething(_ type: JSONText?) -> Bool {
    kind(type) != .other || isEvent(type)
  }

  private mutating func scanTimestamp(_ cursor: inout JSONCursor) throws {
    hasTimestamp = true
    switch try cursor.peek() {
    case .string: timestamp = RecordTime(text: try cursor.string().raw)
    case .number: timestamp = RecordTime(number: try cursor.number())
    default:
      hasTimestamp = false
      try cursor.skipValue()
    }
  }

  private mutating func scanPayload(_ cursor: inout JSONCursor) throws {
    _ = try cursor.membersIfAny { name, cursor in
      if name.is("info") {
        _ = try cursor.membersIfAny { try scanInfo($0, &$1) }
      } else if name.is("usage") {
        usage = try CodexUsage(&cursor)
      } else if name.is("thread_settings") {
        eventKind = .settings
        _ = try cursor.membersIfAny { try scanSetting($0, &$1) }
      } else if name.is("git") {
        _ = try cursor.membersIfAny { name, cursor in
          if name.is("branch") {
            branch = try cursor.textIfAny()
          } else {
            try cursor.skipValue()
          }
        }
      } else if name.is("source") {
        try scanSource(&cursor)
      } else if name.is("rate_limits") {
        if case .object = try cursor.peek() { hasRateLimits = true }
        try cursor.skipValue()
      } else {
        try scanText(name, &cursor)
      }
    }
  }

  private mutating func scanInfo(_ name: JSONText, _ cursor: inout JSONCursor) throws {
    if name.is("total_token_usage") {
      totals = try CodexUsage(&cursor)
    } else if name.is("last_token_usage") {
      last = try CodexUsage(&cursor)
    } else if name.is("model") || name.is("model_name") {
      model = try cursor.textIfAny()
    } else {
      try cursor.skipValue()
    }
  }

  private mutating func scanSetting(_ name: JSONText, _ cursor: inout JSONCursor) throws {
    if name.is("model") {
      model = try cursor.textIfAny()
    } else if name.is("service_tier") {
      tier = try cursor.textIfAny()
    } else if name.is("model_provider_id") {
      provider = try cursor.textIfAny()
    } else if name.is("cwd") {
      cwd = try cursor.textIfAny()
    } else {
      try cursor.skipValue()
    }
  }

  /// `{"subagent": {"thread_spawn": {"parent_thread_id": "…"}}}`, or a text.
  private mutating func scanSource(_ cursor: inout JSONCursor) throws {
    _ = try cursor.membersIfAny { _, cursor in
      _ = try cursor.membersIfAny { _, cursor in
        _ = try cursor.membersIfAny { name, cursor in
          if name.is("parent_thread_id") {
            parent = try cursor.textIfAny() ?? parent
          } else {
            try cursor.skipValue()
          }
        }
      }
    }
  }

  private mutating func scanText(_ name: JSONText, _ cursor: inout JSONCursor) throws {
    if name.is("id") {
      id = try cursor.textIfAny()
    } else if name.is("session_id") {
      sessionId = try cursor.textIfAny()
    } else if name.is("forked_from_id") || name.is("parent_thread_id") {
      parent = try cursor.textIfAny() ?? parent
    } else if name.is("model_provider") {
      provider = try cursor.textIfAny()
    } else if name.is("cwd") {
      cwd = try cursor.textIfAny()
    } else if name.is("agent_nickname") {
      nickname = try cursor.textIfAny()
    } else if name.is("subagent_history_start_ordinal") || name.is("forked_from_ordinal_exclusive")
    {
      ownFrom = try cursor.numberIfAny()?.count ?? ownFrom
    } else if name.is("model") {
      model = try cursor.textIfAny()
    } else if name.is("response_id") {
      responseId = try cursor.textIfAny()
    } else {
      try cursor.skipValue()
    }
  }
}
