import JSONScanning
import Metering

/// The counts of a reply of Anthropic's API, as `message.usage` and `cost-state` have them.
///
/// Input leaves out what was read from and written to the cache; output has the thinking in it.
struct ClaudeUsage {
  private var input = 0
  private(set) var output = 0
  private var cacheRead = 0
  private var cacheWrite = 0
  private var cacheWrite1h = 0
  private var cacheWrite5m = 0
  private var thinking = 0
  private var webSearches = 0
  /// Whether all counts of tokens are counts.
  private(set) var isValid = true
  private var serviceTier: JSONText?
  private var isFast = false
  private(set) var geography: JSONText?
  private var iterations: [(model: JSONText?, usage: ClaudeUsage)] = []
  private var model: JSONText?
  private var type: JSONText?

  /// The tier that prices know: how fast comes before how urgent.
  var tier: StaticString {
    if isFast { return "fast" }
    guard let serviceTier else { return "standard" }
    if serviceTier.is("batch") { return "batch" }
    return serviceTier.is("priority") ? "priority" : "standard"
  }

  /// Replies of other models, which are not in the counts.
  var advisors: [(model: JSONText?, usage: ClaudeUsage)] { hasTokens ? iterations : [] }

  init() {}

  /// Takes over the counts that a later part of a stream states, which are those so far.
  mutating func update(_ later: ClaudeUsage) {
    func last(_ old: Int, _ new: Int) -> Int { new > 0 ? new : old }
    input = last(input, later.input)
    output = last(output, later.output)
    cacheRead = last(cacheRead, later.cacheRead)
    cacheWrite = last(cacheWrite, later.cacheWrite)
    cacheWrite1h = last(cacheWrite1h, later.cacheWrite1h)
    cacheWrite5m = last(cacheWrite5m, later.cacheWrite5m)
    thinking = last(thinking, later.thinking)
    webSearches = last(webSearches, later.webSearches)
    isValid = isValid && later.isValid
  }

  init(_ cursor: inout JSONCursor) throws {
    var usage = ClaudeUsage()
    _ = try cursor.membersIfAny { try usage.scan($0, &$1) }
    self = usage
  }

  private mutating func scan(_ name: JSONText, _ cursor: inout JSONCursor) throws {
    if name.is("input_tokens") || name.is("inputTokens") {
      input = try cursor.count(&isValid)
    } else if name.is("output_tokens") || name.is("outputTokens") {
      output = try cursor.count(&isValid)
    } else if name.is("cache_read_input_tokens") || name.is("cacheReadInputTokens") {
      cacheRead = try cursor.count(&isValid)
    } else if name.is("cache_creation_input_tokens") || name.is("cacheCreationInputTokens") {
      cacheWrite = try cursor.count(&isValid)
    } else if name.is("ephemeral_1h_input_tokens")
      || name.is("cacheCreationEphemeral1hInputTokens")
    {
      cacheWrite1h = try sideCount(&cursor)
    } else if name.is("ephemeral_5m_input_tokens")
      || name.is("cacheCreationEphemeral5mInputTokens")
    {
      cacheWrite5m = try sideCount(&cursor)
    } else if name.is("thinking_tokens") || name.is("thinkingTokens") {
      thinking = try sideCount(&cursor)
    } else if name.is("web_search_requests") || name.is("webSearchRequests") {
      webSearches = try sideCount(&cursor)
    } else if name.is("cache_creation") || name.is("server_tool_use")
      || name.is("output_tokens_details")
    {
      try scanNested(&cursor)
    } else if name.is("iterations") {
      try scanIterations(&cursor)
    } else {
      try scanText(name, &cursor)
    }
  }

  private mutating func scanText(_ name: JSONText, _ cursor: inout JSONCursor) throws {
    if name.is("service_tier") {
      serviceTier = try cursor.textIfAny()
    } else if name.is("speed") {
      isFast = try cursor.textIfAny()?.is("fast") ?? false
    } else if name.is("inference_geo") {
      geography = try cursor.textIfAny().flatMap(Self.place)
    } else if name.is("model") {
      model = try cursor.textIfAny()
    } else if name.is("type") {
      type = try cursor.textIfAny()
    } else {
      try cursor.skipValue()
    }
  }

  /// An object whose members have names of their own.
  private mutating func scanNested(_ cursor: inout JSONCursor) throws {
    var usage = self
    _ = try cursor.membersIfAny { try usage.scan($0, &$1) }
    self = usage
  }

  /// Iterations of the main model add up to the counts; an advisor's are not in them.
  private mutating func scanIterations(_ cursor: inout JSONCursor) throws {
    var found: [(JSONText?, ClaudeUsage)] = []
    try cursor.elementsIfAny { cursor in
      let iteration = try ClaudeUsage(&cursor)
      if iteration.type?.is("advisor_message") ?? false {
        found.append((iteration.model, iteration))
      }
    }
    iterations = found
  }

  private static func place(_ name: JSONText) -> JSONText? {
    let isNone = name.raw.isEmpty || name.is("not_available") || name.is("global")
    return isNone ? nil : name
  }

  /// A count that only says more about another one.
  private func sideCount(_ cursor: inout JSONCursor) throws -> Int {
    try cursor.numberIfAny()?.count ?? 0
  }

  /// Adds the counts to an event, disjoint.
  ///
  /// Copies of messages that outlived a compaction have counts of 0 and keep what stands beside
  /// them, so that counts only as far as it fits.
  func count(into event: inout UsageEvent, _ names: inout NameTable) {
    let reasoning = thinking <= output ? thinking : 0
    let writes = max(cacheWrite, cacheWrite > 0 ? 0 : (hasTokens ? cacheWrite5m + cacheWrite1h : 0))
    let hourly = min(cacheWrite1h, writes)
    event.tokens[.input] = input
    event.tokens[.output] = output - reasoning
    event.tokens[.reasoning] = reasoning
    event.tokens[.cacheRead] = cacheRead
    event.tokens[.cacheWrite] = writes - hourly
    event.tokens[.cacheWrite1h] = hourly
    guard webSearches > 0, hasTokens else { return }
    let meter = names.id(of: "web_searches")
    event.otherMeters = [UsageEvent.OtherMeter(name: meter, quantity: webSearches)]
  }

  private var hasTokens: Bool { input > 0 || output > 0 || cacheRead > 0 || cacheWrite > 0 }
}
