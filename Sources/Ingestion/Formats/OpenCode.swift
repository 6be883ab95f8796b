import JSONScanning
import Metering

/// The messages of OpenCode and of the programs that share its store (Kilo, MiMoCode, ICodeMate):
/// `opencode.db`, or the older files `storage/message/SESSION/MESSAGE.json`.
///
///     {"id": "msg_02", "sessionID": "ses_a", "role": "assistant", "modelID": "claude-opus-4-6",
///      "providerID": "anthropic", "time": {"created": 1781886366900, "completed": 1781886371100},
///      "path": {"cwd": "/home/user/myproject"}, "cost": 0.05, "tokens": {"total": 1150,
///      "input": 100, "output": 200, "reasoning": 50, "cache": {"read": 500, "write": 300}}}
///
/// A fork copies messages under new ids: of those that were created at one time by one model with
/// the same counts one counts. The files hold what the database holds, too. Parts of messages and
/// totals of sessions repeat the counts. See `docs/formats/opencode.md`.
package struct OpenCode: EventFormat {
  package let name = "opencode"
  package let about = "OpenCode's database or message files (~/.local/share/opencode)"
  package let places = [
    "~/.local/share/opencode/opencode*.db",
    "~/.local/share/opencode/storage/message/*/*.json",
    "~/.local/share/kilo/kilo*.db",
  ]

  package init() {}

  package func recognise(_ sample: FileSample) -> Recognition {
    switch sample {
    case .tables(let tables):
      guard tables["session"] != nil else { return .foreign }
      let isSecond = tables["session_message"]?.contains("data") ?? false
      return isSecond ? .certain : Recognition(sample, has: ["session", "message.data"])
    case .object(let object):
      if object.text("role") == "assistant" {
        return Recognition(sample, has: ["sessionID", "modelID", "providerID", "tokens.cache"])
      }
      if object.kind("messageID") != nil {
        return Recognition(sample, has: ["id", "sessionID", "type"])
      }
      if object.kind("projectID") != nil {
        return Recognition(sample, has: ["id", "directory", "time.created"])
      }
      return Recognition(sample, has: ["id", "sessionID", "role", "time.created"])
    case .columns: return .foreign
    }
  }

  package func makeReader(_ options: InputOptions) -> any FormatReader { OpenCodeReader(options) }
}

/// Reads OpenCode's messages on one thread, from files and from databases.
final class OpenCodeReader: ObjectReader, DatabaseReader {
  private let options: InputOptions
  private var message = OpenCodeMessage()
  private var labels = LabelMemory(["agent", "project", "subagent"])

  init(_ options: InputOptions) { self.options = options }

  func scan(_ cursor: inout JSONCursor, _ names: inout NameTable) throws {
    message = OpenCodeMessage()
    try message.scan(&cursor)
  }

  func report(to output: inout RecordOutput) throws { try report(&output, OpenCodeSession()) }

  func read(_ database: borrowing Database, to output: inout RecordOutput) throws -> Bool {
    let tables = database.tables() ?? [:]
    var isRead = true
    for table in ["message", "session_message"] where tables[table] != nil {
      let sql = """
        SELECT m.id, m.session_id, m.data, s.directory, s.parent_id, m.time_created
        FROM \(table) m LEFT JOIN session s ON s.id = m.session_id ORDER BY m.rowid
        """
      isRead =
        try database.rows(sql) { row in try read(row, to: &output) } && isRead
    }
    return isRead
  }

  private func read(_ row: borrowing DatabaseRow, to output: inout RecordOutput) throws {
    output.row = (output.row ?? -1) + 1
    message = OpenCodeMessage()
    guard let data = row.text(2) else { return output.skip() }
    var cursor = JSONCursor(data.raw)
    do { try message.scan(&cursor) } catch { return output.reject(.notJSON) }
    message.fill(id: row.text(0), session: row.text(1), created: row.number(5))
    let session = OpenCodeSession(directory: row.text(3), parent: row.text(4))
    try report(&output, session)
  }

  private func report(_ output: inout RecordOutput, _ session: OpenCodeSession) throws {
    guard message.isReply, let tokens = message.tokens, tokens.isUsed else { return output.skip() }
    guard tokens.isValid else { return output.reject(.invalidNumber) }
    guard let created = message.created else { return output.reject(.missingTimestamp) }
    var event = UsageEvent()
    var notes = RecordNotes()
    guard tokens.count(into: &event, &notes) else { return output.reject(.negativeRemainder) }
    event.timestamp = options.instant(created, &notes)
    event.duration = message.duration
    describe(&event, session, &output.names)
    var key = EventIdentity("opencode", message.model)
    key = EventIdentity("created", key, number: Int(created.asUTC.milliseconds))
    for meter in Meter.allCases {
      key = EventIdentity("opencode", key, number: event.tokens[meter])
    }
    let copy = HeldCopy(key, tie: .earlier, reason: .forkCopy)
    try output.hold(event, notes, as: copy)
  }

  private func describe(
    _ event: inout UsageEvent, _ session: OpenCodeSession, _ names: inout NameTable
  ) {
    event.tool = names.id(of: "opencode")
    event.backend = message.provider.map { names.id(of: $0) } ?? names.id(of: "unknown")
    event.model = names.id(of: message.model)
    event.routingMethod = names.id(of: "unknown")
    event.serviceTier = names.id(of: "standard")
    event.session = names.id(of: message.session)
    event.reportedCost = message.cost
    event.isSuccess = !message.hasFailed
    let project = names.id(of: message.cwd ?? session.directory)
    let subagent = session.parent == nil ? NameID.none : event.session
    event.labels = labels.labels([names.id(of: message.agent), project, subagent], &names)
  }
}

/// What the database says of a message's session.
private struct OpenCodeSession {
  var directory: JSONText?
  var parent: JSONText?
}

/// What a message says about usage.
private struct OpenCodeMessage {
  private var role: JSONText?
  private var id: JSONText?
  private(set) var session: JSONText?
  private(set) var model: JSONText?
  private(set) var provider: JSONText?
  private(set) var cwd: JSONText?
  private(set) var agent: JSONText?
  private(set) var created: RecordTime?
  private var completed: RecordTime?
  private(set) var cost: Int128?
  private(set) var hasFailed = false
  private(set) var tokens: OpenCodeTokens?

  /// Rows of the newer table have no role, and their kind in a column.
  var isReply: Bool { role?.is("assistant") ?? (model != nil) }

  /// In microseconds.
  var duration: Int? {
    guard let created, let completed, completed.asUTC >= created.asUTC else { return nil }
    return Int((completed.asUTC - created.asUTC).milliseconds) * 1000
  }

  /// What stands beside the message, where it does not say.
  mutating func fill(id: JSONText?, session: JSONText?, created: JSONNumber?) {
    self.id = self.id ?? id
    self.session = self.session ?? session
    self.created = self.created ?? created.flatMap { RecordTime(number: $0) }
  }

  mutating func scan(_ cursor: inout JSONCursor) throws {
    _ = try cursor.membersIfAny { try scan($0, &$1) }
  }

  private mutating func scan(_ name: JSONText, _ cursor: inout JSONCursor) throws {
    if name.is("role") {
      role = try cursor.textIfAny()
    } else if name.is("id") {
      id = try cursor.textIfAny()
    } else if name.is("sessionID") {
      session = try cursor.textIfAny()
    } else if name.is("modelID") {
      model = try cursor.textIfAny()
    } else if name.is("providerID") {
      provider = try cursor.textIfAny()
    } else if name.is("agent") || name.is("mode") {
      agent = try cursor.textIfAny() ?? agent
    } else if name.is("cost") {
      // Subscriptions and models without a price cost 0 here: nothing is said.
      let amount = try cursor.numberIfAny()?.scaled(by: 18)
      cost = amount.flatMap { $0 > 0 ? $0 : nil }
    } else if name.is("tokens"), case .object = try cursor.peek() {
      tokens = try OpenCodeTokens(&cursor)
    } else {
      try scanNested(name, &cursor)
    }
  }

  private mutating func scanNested(_ name: JSONText, _ cursor: inout JSONCursor) throws {
    if name.is("error") {
      hasFailed = try cursor.membersIfAny { _, cursor in try cursor.skipValue() }
    } else if name.is("time") {
      _ = try cursor.membersIfAny { name, cursor in
        let time = try cursor.numberIfAny().flatMap { RecordTime(number: $0) }
        if name.is("created") { created = time }
        if name.is("completed") { completed = time }
      }
    } else if name.is("path") {
      _ = try cursor.membersIfAny { name, cursor in
        if name.is("cwd") { cwd = try cursor.textIfAny() } else { try cursor.skipValue() }
      }
    } else if name.is("model") {
      _ = try cursor.membersIfAny { name, cursor in
        if name.is("id") || name.is("modelID") {
          model = try cursor.textIfAny()
        } else if name.is("providerID") {
          provider = try cursor.textIfAny()
        } else {
          try cursor.skipValue()
        }
      }
    } else {
      try cursor.skipValue()
    }
  }
}

/// Counts that leave each other out, but for the reasoning, where the stated total tells.
private struct OpenCodeTokens {
  private var input = 0
  private var output = 0
  private var reasoning = 0
  private var cacheRead = 0
  private var cacheWrite = 0
  private var total = 0
  private(set) var isValid = true

  var isUsed: Bool { input + output + reasoning + cacheRead + cacheWrite > 0 || !isValid }

  init(_ cursor: inout JSONCursor) throws {
    _ = try cursor.membersIfAny { name, cursor in
      if name.is("input") {
        input = try cursor.count(&isValid)
      } else if name.is("output") {
        output = try cursor.count(&isValid)
      } else if name.is("reasoning") {
        reasoning = try cursor.count(&isValid)
      } else if name.is("total") {
        total = try cursor.count(&isValid)
      } else if name.is("cache") {
        _ = try cursor.membersIfAny { name, cursor in
          if name.is("read") {
            cacheRead = try cursor.count(&isValid)
          } else if name.is("write") {
            cacheWrite = try cursor.count(&isValid)
          } else {
            try cursor.skipValue()
          }
        }
      } else {
        try cursor.skipValue()
      }
    }
  }

  func count(into event: inout UsageEvent, _ notes: inout RecordNotes) -> Bool {
    let sum = input + output + cacheRead + cacheWrite
    let isInside = reasoning > 0 && total == sum
    guard !isInside || reasoning <= output else { return false }
    if isInside {
      notes.insert(.otherConvention)
    } else if total > 0, total != sum + reasoning {
      notes.insert(.tokenTotalMismatch)
    }
    event.tokens[.input] = input
    event.tokens[.output] = isInside ? output - reasoning : output
    event.tokens[.reasoning] = reasoning
    event.tokens[.cacheRead] = cacheRead
    event.tokens[.cacheWrite] = cacheWrite
    return true
  }
}
