import JSONScanning
import Metering

/// The session logs (rollouts) of OpenAI's Codex CLI: `sessions/2026/11/25/rollout-….jsonl`.
///
///     {"timestamp": "2026-11-25T06:38:12.900Z", "type": "token_usage_record", "payload":
///      {"thread_id": "01a2…", "response_id": "resp_1", "usage": {"input_tokens": 1181,
///       "cached_input_tokens": 896, "cache_write_input_tokens": 0, "output_tokens": 139,
///       "reasoning_output_tokens": 64, "total_tokens": 1320}}}
///
/// Older versions write no such records, but running totals, `event_msg` of the type
/// `token_count`: what a request used is by how much they grew. A total that did not change is no
/// request, whatever `last_token_usage` beside it says. Forked sessions may begin with the totals
/// of their parents, see ``CodexThreads``, and `docs/formats/codex.md`.
package struct Codex: EventFormat {
  package let name = "codex"
  package let about = "Codex CLI's session logs (~/.codex/sessions)"
  package let places = [
    "~/.codex/sessions/**/*.jsonl*",
    "~/.codex/archived_sessions/**/*.jsonl*",
  ]

  package init() {}

  package func recognise(_ sample: FileSample) -> Recognition {
    guard let object = sample.object, let type = object.text("type") else { return .foreign }
    switch type {
    case "session_meta", "turn_context", "response_item", "compacted", "world_state",
      "token_usage_record", "inter_agent_communication", "inter_agent_communication_metadata":
      return Recognition(sample, has: ["timestamp", "payload"])
    case "event_msg": return Recognition(sample, has: ["timestamp", "payload.type"])
    default: return .foreign
    }
  }

  package func makeReader(_ options: InputOptions) -> any FormatReader { CodexReader(options) }
}

/// Reads Codex's rollouts on one thread.
final class CodexReader: ObjectReader {
  private let options: InputOptions
  private var line = CodexLine()
  private var labels = LabelMemory(["branch", "project", "subagent"])
  private var threads = CodexThreads()
  private var thread = Thread()

  /// The session of the file that is read, as far as its lines have told.
  private struct Thread {
    var identity: EventIdentity?
    var parent: EventIdentity?
    var session = NameID.none
    var provider = NameID.none
    var model = NameID.none
    var tier = NameID.none
    var project = NameID.none
    var branch = NameID.none
    var subagent = NameID.none
    var startedAt: Instant?
    /// Lines before this one are copies of the parent's.
    var ownFrom = 0
    var totals: CodexUsage?
    /// How many rows in a row have had this total.
    var repeats = 0
    var hasRecords = false
  }

  init(_ options: InputOptions) { self.options = options }

  func begin(_ file: SourceFile, _ output: inout RecordOutput) { thread = Thread() }

  func end(_ output: inout RecordOutput) { threads.end() }

  func settlement() -> (any Settlement)? { threads.isEmpty ? nil : threads }

  func scan(_ cursor: inout JSONCursor, _ names: inout NameTable) throws {
    line = CodexLine()
    try line.scan(&cursor)
  }

  func report(to output: inout RecordOutput) throws {
    switch line.kind {
    case .meta: learnMeta(&output)
    case .context: learnContext(&output.names)
    case .settings: learnSettings(&output.names)
    case .record: return try reportRecord(&output)
    case .totals: return try reportTotals(&output)
    case .other: break
    }
    output.skip()
  }

  // MARK: What holds from a line on

  /// The first one is the file's own; later ones are copies of the parent's.
  private func learnMeta(_ output: inout RecordOutput) {
    guard thread.identity == nil, let id = line.id else { return }
    let names = output.names
    thread.identity = EventIdentity("codex thread", id)
    thread.parent = line.parent.map { EventIdentity("codex thread", $0) }
    output.names = names
    thread.session = output.names.id(of: line.sessionId ?? id)
    thread.provider = output.names.id(of: line.provider)
    thread.project = output.names.id(of: line.cwd)
    thread.branch = output.names.id(of: line.branch)
    thread.subagent = output.names.id(of: line.nickname)
    thread.startedAt = line.timestamp?.asUTC
    thread.ownFrom = line.ownFrom ?? 0
    threads.begin(thread.identity, parent: thread.parent)
  }

  private func learnContext(_ names: inout NameTable) {
    if let model = line.model { thread.model = names.id(of: model) }
    if let cwd = line.cwd { thread.project = names.id(of: cwd) }
  }

  private func learnSettings(_ names: inout NameTable) {
    learnContext(&names)
    thread.tier = names.id(of: line.tier)
    if let provider = line.provider { thread.provider = names.id(of: provider) }
  }

  // MARK: Usage

  private func reportRecord(_ output: inout RecordOutput) throws {
    thread.hasRecords = true
    guard let usage = line.usage, !line.isCopied(before: thread.ownFrom) else {
      return output.skip()
    }
    guard let (event, notes) = event(usage, &output) else { return }
    guard let response = line.responseId else { return try output.add(event, notes) }
    let copy = HeldCopy(EventIdentity("codex response", response), tie: .earlier)
    try output.hold(event, notes, as: copy)
  }

  private func reportTotals(_ output: inout RecordOutput) throws {
    // Where there are records, totals repeat them; they follow the records that they count.
    guard !thread.hasRecords, let totals = line.totals else { return output.skip() }
    if let model = line.model { thread.model = output.names.id(of: model) }
    let before = thread.totals
    thread.totals = totals
    let last = line.last ?? totals
    guard let used = totals.growth(since: before, last: last) else {
      return try reportRepeat(of: totals, last: last, &output)
    }
    thread.repeats = 0
    guard let (event, notes) = event(used, &output) else { return }
    try output.hold(event, notes, as: copy(of: totals))
  }

  /// A total that did not grow: sent again, or with the estimate of a compaction beside it.
  ///
  /// It is no request, but for rows without rate limits in a family of forked sessions: nothing
  /// else can have made those be written again.
  private func reportRepeat(
    of totals: CodexUsage, last: CodexUsage, _ output: inout RecordOutput
  ) throws {
    guard last.total > 0, let (event, found) = event(last, &output) else { return output.skip() }
    guard !line.hasRateLimits else { return try output.repeats(event, .repeatedTotal, found) }
    thread.repeats += 1
    var notes = found
    notes.insert(.totalUnmoved)
    var copy = copy(of: totals)
    if copy.unless == nil {
      copy.unless = CodexThreads.alone(thread.identity ?? threads.anonymous)
      copy.unlessReason = .repeatedTotal
    }
    try output.hold(event, notes, as: copy)
  }

  /// How the event stands to copies of it: in a twin of the file, and in forks.
  private func copy(of totals: CodexUsage) -> HeldCopy {
    let identity = thread.identity ?? threads.anonymous
    let repeats = thread.repeats
    var copy = HeldCopy(totals.identity(in: identity, repeats: repeats), tie: .earlier)
    copy.reason = .repeatedTotal
    let isBurst = line.timestamp.map { time in
      thread.startedAt.map { time.asUTC <= $0 + .second * 2 } ?? false
    }
    let row = threads.add(
      totals.identity(repeats: repeats),
      isBurst: isBurst ?? false || line.isCopied(before: thread.ownFrom))
    guard let parent = thread.parent else { return copy }
    copy.unless = CodexThreads.mark(identity, row: row)
    copy.unlessReason = .forkCopy
    copy.doubt = HeldCopy.Doubt(.forkParentMissing, unless: CodexThreads.mark(parent))
    return copy
  }

  /// An event of so much usage; nil, and the record rejected, where it can't be one.
  private func event(
    _ usage: CodexUsage, _ output: inout RecordOutput
  ) -> (UsageEvent, RecordNotes)? {
    var event = UsageEvent()
    var notes = RecordNotes()
    guard usage.isValid else {
      output.reject(.invalidNumber)
      return nil
    }
    guard let time = line.timestamp else {
      output.reject(line.hasTimestamp ? .invalidTimestamp : .missingTimestamp)
      return nil
    }
    guard usage.count(into: &event, &notes) else {
      output.reject(.negativeRemainder)
      return nil
    }
    event.timestamp = options.instant(time, &notes)
    describe(&event, &output.names)
    return (event, notes)
  }

  private func describe(_ event: inout UsageEvent, _ names: inout NameTable) {
    event.tool = names.id(of: "codex")
    event.backend = thread.provider == .none ? names.id(of: "openai") : thread.provider
    event.model = thread.model
    event.routingMethod = names.id(of: "unknown")
    event.serviceTier = thread.tier == .none ? names.id(of: "standard") : thread.tier
    event.session = thread.session
    event.labels = labels.labels([thread.branch, thread.project, thread.subagent], &names)
  }
}
