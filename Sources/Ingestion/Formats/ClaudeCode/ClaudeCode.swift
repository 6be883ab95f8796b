import JSONScanning
import Metering

/// The session logs of Claude Code: `projects/SLUG/SESSION.jsonl` and, of subagents,
/// `projects/SLUG/SESSION/subagents/agent-ID.jsonl`.
///
///     {"type": "assistant", "timestamp": "2026-11-25T07:15:02.563Z", "sessionId": "886cbc76…",
///      "requestId": "req_1", "isSidechain": false, "cwd": "/home/dev/work", "gitBranch": "main",
///      "message": {"id": "msg_1", "model": "claude-opus-5-5", "stop_reason": "tool_use", "usage":
///       {"input_tokens": 4, "output_tokens": 71, "cache_read_input_tokens": 0,
///        "cache_creation_input_tokens": 50, "cache_creation": {"ephemeral_5m_input_tokens": 50,
///        "ephemeral_1h_input_tokens": 0}}}}
///
/// One request is written as several lines, with its output so far on each: the line with the most
/// output counts, the last of equal ones. Sessions that go on in another file begin with a copy of
/// the earlier lines. A side conversation may repeat a message under another request id. See
/// `docs/formats/claude-code.md`.
package struct ClaudeCode: EventFormat {
  package let name = "claude-code"
  package let about = "Claude Code's session logs (~/.claude/projects)"
  package let places = [
    "~/.claude/projects/**/*.jsonl",
    "~/.config/claude/projects/**/*.jsonl",
  ]

  package init() {}

  package func recognise(_ sample: FileSample) -> Recognition {
    guard let object = sample.object else { return .foreign }
    // The oldest lines have no type.
    guard let type = object.text("type") else {
      return Recognition(
        sample, has: ["sessionId", "requestId", "message.usage.cache_read_input_tokens"])
    }
    switch type {
    case "assistant", "user", "system", "attachment", "progress":
      return Recognition(sample, has: ["uuid", "sessionId", "isSidechain", "timestamp"])
    case "summary": return Recognition(sample, has: ["leafUuid"])
    case "file-history-snapshot": return .certain
    case "cost-state": return Recognition(sample, has: ["sessionId", "modelUsage"])
    case "queue-operation": return Recognition(sample, has: ["sessionId", "operation"])
    case "permission-mode", "last-prompt", "mode", "ai-title", "atis-latch", "tools-used",
      "api-request", "api-request-shape", "api-request-blob", "pr-link":
      return Recognition(sample, has: ["sessionId"])
    default: return .foreign
    }
  }

  package func makeReader(_ options: InputOptions) -> any FormatReader {
    ClaudeCodeReader(options)
  }
}

/// Reads Claude Code's logs on one thread.
final class ClaudeCodeReader: ObjectReader {
  private let options: InputOptions
  private var line = ClaudeLine()
  private var labels = LabelMemory(["branch", "geo", "project", "subagent"])
  private var costs = ClaudeCostStates()

  init(_ options: InputOptions) { self.options = options }

  func begin(_ file: SourceFile, _ output: inout RecordOutput) { costs.begin(file.index) }

  func end(_ output: inout RecordOutput) { costs.end() }

  func settlement() -> (any Settlement)? { costs.isEmpty ? nil : costs }

  func scan(_ cursor: inout JSONCursor, _ names: inout NameTable) throws {
    line = ClaudeLine()
    try line.scan(&cursor)
  }

  func report(to output: inout RecordOutput) throws {
    if let time = line.timestamp { costs.see(time) }
    if line.isCostState { costs.add(line, line: output.line, &output.names) }
    // A model that begins with `<` is none: the program's own words in place of a reply.
    guard line.isReply, let usage = line.usage, line.model?.raw.first != UInt8(ascii: "<") else {
      return output.skip()
    }
    guard usage.isValid else { return output.reject(.invalidNumber) }
    guard let timestamp = line.timestamp else {
      return output.reject(line.hasTimestamp ? .invalidTimestamp : .missingTimestamp)
    }
    var notes = RecordNotes()
    var event = UsageEvent()
    event.timestamp = options.instant(timestamp, &notes)
    describe(&event, &output.names)
    usage.count(into: &event, &output.names)
    guard let key = line.key else {
      if !line.isFinal { notes.insert(.outputLowerBound) }
      try output.add(event, notes)
      return try reportAdvisors(usage, of: event, nil, &output)
    }
    costs.remember(key)
    // What the program's telemetry tells of the same request.
    output.mark(EventIdentity("claude-code request", line.requestId))
    try output.hold(event, notes, as: copy(key, usage, &output))
    try reportAdvisors(usage, of: event, key, &output)
  }

  /// Who, where and with what: all but the counts.
  private func describe(_ event: inout UsageEvent, _ names: inout NameTable) {
    event.tool = names.id(of: "claude-code")
    event.backend = names.id(of: line.provider)
    event.model = names.id(of: line.model.map(ClaudeLine.modelName))
    event.routingMethod = names.id(of: "unknown")
    event.session = names.id(of: line.sessionId)
    event.serviceTier = names.id(of: line.usage?.tier ?? "standard")
    event.reportedCost = line.cost
    event.labels = labels.labels(
      [
        names.id(of: line.branch), names.id(of: line.usage?.geography), names.id(of: line.cwd),
        names.id(of: line.agentId),
      ], &names)
  }

  /// How the event stands to others of its request.
  private func copy(
    _ key: EventIdentity, _ usage: ClaudeUsage, _ output: inout RecordOutput
  ) -> HeldCopy {
    var copy = HeldCopy(key, rank: (usage.output, 0), tie: .laterOfEarlierFile)
    let isOnMainChain = EventIdentity("claude-code main", line.messageId)
    if line.isSidechain {
      copy.unless = isOnMainChain
      copy.unlessReason = .replayed
    } else {
      output.mark(isOnMainChain)
    }
    let isFinal = EventIdentity("claude-code final", key)
    if line.isFinal { output.mark(isFinal) }
    copy.doubt = HeldCopy.Doubt(.outputLowerBound, unless: isFinal)
    return copy
  }

  /// Replies of other models within the request, which its own counts leave out.
  private func reportAdvisors(
    _ usage: ClaudeUsage, of main: UsageEvent, _ key: EventIdentity?, _ output: inout RecordOutput
  ) throws {
    for (index, advisor) in usage.advisors.enumerated() where advisor.usage.isValid {
      var event = main
      event.model = output.names.id(of: advisor.model.map(ClaudeLine.modelName))
      event.reportedCost = nil
      event.tokens = TokenCounts()
      event.otherMeters = []
      advisor.usage.count(into: &event, &output.names)
      guard let key else {
        try output.add(event)
        continue
      }
      let copy = HeldCopy(
        EventIdentity("claude-code advisor", key, number: index), rank: (advisor.usage.output, 0),
        tie: .laterOfEarlierFile)
      try output.hold(event, as: copy)
    }
  }
}
