import JSONScanning
import Metering

/// What sessions cost by the program's own totals, which count requests that it never logged:
/// compactions, titles, searches.
///
/// A session that goes on in another file takes its totals with it, so that totals of sessions
/// with requests in common are not added.
struct ClaudeCostStates: Settlement {
  private var sessions: [Session] = []
  // Of the file that is read.
  private var current = Session()
  private var lastTime = Instant.distantPast

  private struct Session: Sendable {
    var name = ""
    var place = RecordPlace(file: 0)
    var time = Instant.distantPast
    var requests: [EventIdentity] = []
    var totals: [String: TokensAndSearches] = [:]
  }

  var isEmpty: Bool { sessions.isEmpty }

  // MARK: Reading

  mutating func begin(_ file: Int) {
    current = Session()
    current.place = RecordPlace(file: file)
    lastTime = .distantPast
  }

  /// Totals carry no time: the one of the line before holds.
  mutating func see(_ time: RecordTime) { lastTime = time.asUTC }

  mutating func remember(_ request: EventIdentity) { current.requests.append(request) }

  /// The totals of a line, in place of earlier ones.
  mutating func add(_ line: ClaudeLine, line number: Int, _ names: inout NameTable) {
    current.name = line.sessionId?.string ?? ""
    current.time = lastTime
    current.place.line = number
    current.totals = [:]
    for (model, usage) in line.totals where usage.isValid {
      var event = UsageEvent()
      usage.count(into: &event, &names)
      let searches = event.otherMeters.reduce(0) { $0 + $1.quantity }
      current.totals[ClaudeLine.modelName(model).string] = TokensAndSearches(
        tokens: event.tokens, searches: searches)
    }
  }

  mutating func end() {
    if !current.totals.isEmpty { sessions.append(current) }
    current = Session()
  }

  // MARK: Settling

  mutating func merge(_ other: ClaudeCostStates) { sessions += other.sessions }

  func remainders(of kept: KeptEvents, _ names: inout NameTable) -> [Remainder] {
    let sessions = sessions.sorted { $0.place < $1.place }
    let families = families(of: sessions)
    var logged: [[String: TokensAndSearches]] = families.map { _ in [:] }
    var familyOfSession: [String: Int] = [:]
    for (family, members) in families.enumerated() {
      for member in members { familyOfSession[sessions[member].name] = family }
    }
    kept.forEach { event, names in
      guard event.session != .none, event.model != .none,
        let family = familyOfSession[names[event.session]]
      else { return }
      logged[family][names[event.model], default: TokensAndSearches()].add(event)
    }
    return families.indices.flatMap { family in
      let members = families[family].map { sessions[$0] }
      return Self.remainders(of: members, logged[family], &names)
    }
  }

  /// Sessions that have requests in common, directly or by others; by their numbers.
  private func families(of sessions: [Session]) -> [[Int]] {
    var family = Array(sessions.indices)
    func root(_ session: Int) -> Int {
      family[session] == session ? session : root(family[session])
    }
    var owner: [EventIdentity: Int] = [:]
    for (index, session) in sessions.enumerated() {
      for request in session.requests {
        let other = owner[request, default: index]
        owner[request] = other
        let (low, high) = (min(root(other), root(index)), max(root(other), root(index)))
        family[high] = low
      }
    }
    let roots = sessions.indices.map(root)
    return sessions.indices.filter { roots[$0] == $0 }.map { first in
      sessions.indices.filter { roots[$0] == first }
    }
  }

  private static func remainders(
    of sessions: [Session], _ logged: [String: TokensAndSearches], _ names: inout NameTable
  ) -> [Remainder] {
    guard let last = sessions.max(by: { $0.time < $1.time }) else { return [] }
    var totals: [String: TokensAndSearches] = [:]
    for session in sessions {
      totals.merge(session.totals) { $0.larger($1) }
    }
    return totals.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }.compactMap {
      model, total in
      let rest = total.less(logged[model] ?? TokensAndSearches())
      guard rest.tokens.total > 0 || rest.searches > 0 else { return nil }
      return Remainder(
        event: event(rest, model, last, &names), notes: RecordNotes(.unloggedUsage),
        place: last.place)
    }
  }

  private static func event(
    _ usage: TokensAndSearches, _ model: String, _ session: Session, _ names: inout NameTable
  ) -> UsageEvent {
    var event = UsageEvent()
    event.timestamp = session.time
    event.tool = names.id(of: "claude-code")
    event.backend = names.id(of: "anthropic")
    event.model = names.id(of: model)
    event.routingMethod = names.id(of: "unknown")
    event.serviceTier = names.id(of: "standard")
    event.session = names.id(of: session.name)
    event.tokens = usage.tokens
    if usage.searches > 0 {
      let meter = names.id(of: "web_searches")
      event.otherMeters = [UsageEvent.OtherMeter(name: meter, quantity: usage.searches)]
    }
    return event
  }
}

private struct TokensAndSearches: Sendable {
  var tokens = TokenCounts()
  var searches = 0

  mutating func add(_ event: UsageEvent) {
    _ = tokens.add(event.tokens)
    searches += event.otherMeters.reduce(0) { $0 + $1.quantity }
  }

  func larger(_ other: Self) -> Self { combined(other, max) }

  /// What is left of each count, which is nothing where the other has more.
  func less(_ other: Self) -> Self { combined(other) { max($0 - $1, 0) } }

  private func combined(_ other: Self, _ combine: (Int, Int) -> Int) -> Self {
    var result = Self()
    for meter in Meter.allCases {
      result.tokens[meter] = combine(tokens[meter], other.tokens[meter])
    }
    result.searches = combine(searches, other.searches)
    return result
  }
}
