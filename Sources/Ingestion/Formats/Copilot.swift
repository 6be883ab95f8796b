import JSONScanning
import Metering

/// What GitHub Copilot CLI keeps of its sessions: `session-store.db`, with a row for each request,
/// and `session-state/SESSION/events.jsonl`.
///
///     {"type": "session.shutdown", "timestamp": "2026-08-08T09:01:00Z", "data": {"totalNanoAiu":
///      10100000000, "modelMetrics": {"claude-sonnet-4.5": {"usage": {"inputTokens": 49473,
///      "outputTokens": 100, "cacheReadTokens": 24678, "cacheWriteTokens": 24791,
///      "reasoningTokens": 0}}}}}
///
/// Each shutdown of a resumed session repeats the totals of those before it, so that a leg is by
/// how much they grew. The rows of the database come before the totals of the same session and
/// model, and both before the outputs of single messages. See `docs/formats/copilot-cli.md`.
package struct Copilot: EventFormat {
  package let name = "copilot-cli"
  package let about = "GitHub Copilot CLI's session events and store (~/.copilot)"
  package let places = [
    "~/.copilot/session-state/**/*.jsonl",
    "~/.copilot/session-store.db",
  ]

  package init() {}

  package func recognise(_ sample: FileSample) -> Recognition {
    switch sample {
    case .tables: return Recognition(sample, has: ["assistant_usage_events.model"])
    case .object(let object):
      guard let type = object.text("type"), type.utf8.contains(UInt8(ascii: ".")) else {
        return .foreign
      }
      let families = ["session.", "assistant.", "user.message", "tool.execution", "hook."]
      guard families.contains(where: { type.hasPrefix($0) }) else { return .foreign }
      return Recognition(sample, has: ["data", "timestamp"])
    case .columns: return .foreign
    }
  }

  package func makeReader(_ options: InputOptions) -> any FormatReader { CopilotReader(options) }
}

/// Reads Copilot CLI's events and store on one thread.
final class CopilotReader: ObjectReader, DatabaseReader {
  private let options: InputOptions
  private var line = CopilotLine()
  private var labels = LabelMemory(["branch", "project"])
  private var session = Session()

  /// The session of the file that is read, as far as its lines have told.
  private struct Session {
    var identity: EventIdentity?
    var name = NameID.none
    var project = NameID.none
    var branch = NameID.none
    var model = NameID.none
    /// The totals at the last shutdown.
    var totals: [NameID: CopilotUsage] = [:]
    var credits = 0
    /// Messages that no shutdown has counted yet.
    var uncounted: [UsageEvent] = []
  }

  init(_ options: InputOptions) { self.options = options }

  func begin(_ file: SourceFile, _ output: inout RecordOutput) { session = Session() }

  func end(_ output: inout RecordOutput) throws { try holdUncounted(&output) }

  func scan(_ cursor: inout JSONCursor, _ names: inout NameTable) throws {
    line = CopilotLine()
    try line.scan(&cursor)
  }

  func report(to output: inout RecordOutput) throws {
    learn(&output.names)
    switch line.kind {
    case .message: try reportMessage(&output)
    case .shutdown: try reportShutdown(&output)
    case .compaction where line.hasSucceeded:
      // Totals begin anew, and what was used since the last shutdown is in none.
      try holdUncounted(&output)
      session.totals = [:]
      output.skip()
    default: output.skip()
    }
  }

  private func learn(_ names: inout NameTable) {
    if let id = line.sessionId {
      session.identity = EventIdentity("copilot session", id)
      session.name = names.id(of: id)
    }
    if let cwd = line.cwd { session.project = names.id(of: cwd) }
    if let branch = line.branch { session.branch = names.id(of: branch) }
    if let model = line.model { session.model = names.id(of: model) }
  }

  // MARK: Events

  /// The output of one message, which counts only where nothing better does.
  private func reportMessage(_ output: inout RecordOutput) throws {
    guard line.output > 0 else { return output.skip() }
    guard var event = event(session.model, &output) else { return }
    event.tokens[.output] = line.output
    session.uncounted.append(event)
  }

  private func holdUncounted(_ output: inout RecordOutput) throws {
    for event in session.uncounted {
      guard let identity = session.identity else {
        try output.add(event, RecordNotes(.outputOnly))
        continue
      }
      var copy = HeldCopy(
        EventIdentity(
          "copilot message", identity, number: Int(event.timestamp.milliseconds)),
        rank: (event.tokens[.output], 0))
      copy.unless = Self.hasRows(identity)
      try output.hold(event, RecordNotes(.outputOnly), as: copy)
    }
    session.uncounted = []
  }

  private func reportShutdown(_ output: inout RecordOutput) throws {
    for event in session.uncounted { try output.repeats(event, .summary) }
    session.uncounted = []
    // The cost of all models together is told once: with the first of them.
    var cost = line.credits.map { max($0 - (session.credits <= $0 ? session.credits : 0), 0) }
    session.credits = line.credits ?? session.credits
    var isEmpty = true
    for (name, totals) in line.metrics {
      let model = output.names.id(of: name)
      let used = totals.growth(since: session.totals[model])
      session.totals[model] = totals
      guard totals.isValid else {
        output.reject(.invalidNumber)
        isEmpty = false
        continue
      }
      guard let used else { continue }
      isEmpty = false
      guard var event = event(model, &output) else { continue }
      guard used.count(into: &event) else {
        output.reject(.negativeRemainder)
        continue
      }
      event.reportedCost = cost.flatMap { options.cost(ofCredits: $0, at: event.timestamp) }
      cost = nil
      try hold(event, totals, of: name, &output)
    }
    if isEmpty { output.skip() }
  }

  private func hold(
    _ event: UsageEvent, _ totals: CopilotUsage, of model: JSONText, _ output: inout RecordOutput
  ) throws {
    guard let identity = session.identity else { return try output.add(event) }
    let key = EventIdentity("copilot total", model, in: totals.identity(in: identity))
    var copy = HeldCopy(key, tie: .earlier, reason: .repeatedTotal)
    copy.unless = Self.hasRows(identity, model)
    try output.hold(event, as: copy)
  }

  /// An event at the line's time, without counts; nil, and the line rejected, where it has none.
  private func event(_ model: NameID, _ output: inout RecordOutput) -> UsageEvent? {
    guard let time = line.timestamp else {
      output.reject(line.hasTimestamp ? .invalidTimestamp : .missingTimestamp)
      return nil
    }
    var notes = RecordNotes()
    var event = UsageEvent()
    event.timestamp = options.instant(time, &notes)
    describe(&event, model, &output.names)
    event.session = session.name
    event.labels = labels.labels([session.branch, session.project], &output.names)
    return event
  }

  private func describe(_ event: inout UsageEvent, _ model: NameID, _ names: inout NameTable) {
    event.tool = names.id(of: "copilot-cli")
    event.backend = names.id(of: "github-copilot")
    event.model = model
    event.routingMethod = names.id(of: "unknown")
    event.serviceTier = names.id(of: "standard")
  }

  private static func hasRows(_ session: EventIdentity) -> EventIdentity {
    EventIdentity("copilot rows", session)
  }

  private static func hasRows(_ session: EventIdentity, _ model: JSONText?) -> EventIdentity {
    EventIdentity("copilot rows", model, in: session)
  }

  // MARK: Rows

  func read(_ database: borrowing Database, to output: inout RecordOutput) throws -> Bool {
    let tables = database.tables() ?? [:]
    let columns = tables["assistant_usage_events"] ?? []
    func column(_ name: String) -> String { columns.contains(name) ? "e." + name : "NULL" }
    let hasSessions = tables["sessions"]?.contains("cwd") ?? false
    let sql = """
      SELECT e.session_id, e.model, e.input_tokens, e.output_tokens, \(column("cache_read_tokens")),
      \(column("cache_write_tokens")), \(column("reasoning_tokens")), e.created_at,
      \(column("total_nano_aiu")), e.rowid, \(hasSessions ? "s.cwd, s.branch" : "NULL, NULL")
      FROM assistant_usage_events e
      \(hasSessions ? "LEFT JOIN sessions s ON s.id = e.session_id" : "") ORDER BY e.rowid
      """
    return try database.rows(sql) { row in try read(row, to: &output) }
  }

  private func read(_ row: borrowing DatabaseRow, to output: inout RecordOutput) throws {
    output.row = (output.row ?? -1) + 1
    guard let time = row.text(7), var created = RecordTime(text: time.raw) else {
      return output.reject(row.text(7) == nil ? .missingTimestamp : .invalidTimestamp)
    }
    // Times without a zone are in UTC.
    created.hasZone = true
    let usage = CopilotUsage(row)
    guard usage.isValid else { return output.reject(.invalidNumber) }
    var event = UsageEvent()
    var notes = RecordNotes()
    guard usage.count(into: &event) else { return output.reject(.negativeRemainder) }
    event.timestamp = options.instant(created, &notes)
    describe(&event, output.names.id(of: row.text(1)), &output.names)
    event.session = output.names.id(of: row.text(0))
    event.labels = labels.labels(
      [output.names.id(of: row.text(11)), output.names.id(of: row.text(10))], &output.names)
    event.reportedCost = row.number(8)?.count.flatMap {
      options.cost(ofCredits: $0, at: event.timestamp)
    }
    let session = EventIdentity("copilot session", row.text(0))
    output.mark(Self.hasRows(session))
    output.mark(Self.hasRows(session, row.text(1)))
    let number = row.number(9)?.count ?? 0
    let key = EventIdentity("copilot row", row.text(7), in: session)
    try output.hold(
      event, notes, as: HeldCopy(EventIdentity("row", key, number: number), tie: .earlier))
  }
}

extension InputOptions {
  /// What credits cost, in 1e-18 USD: 10^9 of the units that are counted are one, of 1 cent; before
  /// June 2026 they counted something else.
  fileprivate func cost(ofCredits units: Int, at time: Instant) -> Int128? {
    time.milliseconds >= 1_780_272_000_000 ? Int128(units) * 10_000_000 : nil
  }
}

/// What a line of `events.jsonl` says about usage, or about the session.
private struct CopilotLine {
  enum Kind { case message, shutdown, compaction, other }

  private(set) var kind = Kind.other
  private(set) var timestamp: RecordTime?
  private(set) var hasTimestamp = false
  private(set) var sessionId: JSONText?
  private(set) var cwd: JSONText?
  private(set) var branch: JSONText?
  private(set) var model: JSONText?
  private(set) var output = 0
  /// What the session cost so far, in billionths of a credit.
  private(set) var credits: Int?
  private(set) var metrics: [(model: JSONText, usage: CopilotUsage)] = []
  private(set) var hasSucceeded = false

  mutating func scan(_ cursor: inout JSONCursor) throws {
    _ = try cursor.membersIfAny { name, cursor in
      if name.is("type") {
        kind = Self.kind(try cursor.textIfAny())
      } else if name.is("timestamp") {
        let text = try cursor.textIfAny()
        hasTimestamp = text != nil
        timestamp = text.flatMap { RecordTime(text: $0.raw) }
      } else if name.is("data") {
        _ = try cursor.membersIfAny { try scanData($0, &$1) }
      } else {
        try cursor.skipValue()
      }
    }
  }

  private static func kind(_ type: JSONText?) -> Kind {
    guard let type else { return .other }
    if type.is("assistant.message") { return .message }
    if type.is("session.shutdown") { return .shutdown }
    return type.is("session.compaction_complete") ? .compaction : .other
  }

  private mutating func scanData(_ name: JSONText, _ cursor: inout JSONCursor) throws {
    if name.is("sessionId") {
      sessionId = try cursor.textIfAny()
    } else if name.is("selectedModel") || name.is("newModel") || name.is("model") {
      model = try cursor.textIfAny() ?? model
    } else if name.is("outputTokens") {
      output = try cursor.numberIfAny()?.count ?? 0
    } else if name.is("totalNanoAiu") {
      credits = try cursor.numberIfAny()?.count
    } else if name.is("success") {
      hasSucceeded = try cursor.booleanIfAny() ?? false
    } else if name.is("context") {
      _ = try cursor.membersIfAny { name, cursor in
        if name.is("cwd") {
          cwd = try cursor.textIfAny()
        } else if name.is("branch") {
          branch = try cursor.textIfAny()
        } else {
          try cursor.skipValue()
        }
      }
    } else if name.is("modelMetrics") {
      var found: [(JSONText, CopilotUsage)] = []
      _ = try cursor.membersIfAny { name, cursor in
        found.append((name, try CopilotUsage(&cursor)))
      }
      metrics = found
    } else {
      try cursor.skipValue()
    }
  }
}

/// Counts of a request, or of a model in a session so far: input has what was read from and
/// written to the cache in it, and output the reasoning.
private struct CopilotUsage {
  private var input = 0
  private var output = 0
  private var cacheRead = 0
  private var cacheWrite = 0
  private var reasoning = 0
  private var requests = 0
  private(set) var isValid = true

  /// Reads `{"requests": {"count": 1}, "usage": {"inputTokens": 71282, …}}`.
  init(_ cursor: inout JSONCursor) throws {
    _ = try cursor.membersIfAny { name, cursor in
      if name.is("usage") {
        _ = try cursor.membersIfAny { try scan($0, &$1) }
      } else if name.is("requests") {
        _ = try cursor.membersIfAny { name, cursor in
          let number = try cursor.numberIfAny()
          if name.is("count") { requests = number?.count ?? 0 }
        }
      } else {
        try cursor.skipValue()
      }
    }
  }

  init(_ row: borrowing DatabaseRow) {
    var isValid = true
    func count(_ column: Int) -> Int {
      guard row.text(column) != nil else { return 0 }
      let count = row.number(column)?.count
      isValid = isValid && count != nil
      return count ?? 0
    }
    (input, output) = (count(2), count(3))
    (cacheRead, cacheWrite, reasoning) = (count(4), count(5), count(6))
    self.isValid = isValid
  }

  private mutating func scan(_ name: JSONText, _ cursor: inout JSONCursor) throws {
    if name.is("inputTokens") {
      input = try cursor.count(&isValid)
    } else if name.is("outputTokens") {
      output = try cursor.count(&isValid)
    } else if name.is("cacheReadTokens") {
      cacheRead = try cursor.count(&isValid)
    } else if name.is("cacheWriteTokens") {
      cacheWrite = try cursor.count(&isValid)
    } else if name.is("reasoningTokens") {
      reasoning = try cursor.count(&isValid)
    } else {
      try cursor.skipValue()
    }
  }

  private var counts: [Int] { [input, output, cacheRead, cacheWrite, reasoning] }

  func identity(in session: EventIdentity) -> EventIdentity {
    counts.reduce(session) { EventIdentity("copilot", $0, number: $1) }
  }

  /// By how much totals grew; all of them where they began anew, nil where nothing was used.
  func growth(since before: CopilotUsage?) -> CopilotUsage? {
    guard counts.contains(where: { $0 > 0 }) else { return nil }
    guard let before, zip(before.counts, counts).allSatisfy(<=) else { return self }
    var growth = self
    growth.input -= before.input
    growth.output -= before.output
    growth.cacheRead -= before.cacheRead
    growth.cacheWrite -= before.cacheWrite
    growth.reasoning -= before.reasoning
    growth.requests = max(requests - before.requests, 0)
    return growth.counts.contains { $0 > 0 } ? growth : nil
  }

  /// Adds the counts to an event, disjoint; false where a part is larger than its whole.
  func count(into event: inout UsageEvent) -> Bool {
    guard cacheRead <= input, cacheWrite <= input - cacheRead, reasoning <= output else {
      return false
    }
    event.tokens[.input] = input - cacheRead - cacheWrite
    event.tokens[.cacheRead] = cacheRead
    event.tokens[.cacheWrite] = cacheWrite
    event.tokens[.output] = output - reasoning
    event.tokens[.reasoning] = reasoning
    event.requests = max(requests, 1)
    return true
  }
}
