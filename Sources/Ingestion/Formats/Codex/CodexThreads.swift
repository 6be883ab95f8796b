import Metering

/// Which totals of forked sessions are copies of their parents'.
///
/// A fork may begin with the rows of the session that it goes on from, stamped with the time of
/// the fork. They are the longest run of its first rows that stands in the parent, too; where the
/// parent was not read, the rows that were written in one go when the fork began.
struct CodexThreads: Settlement {
  private var threads: [Thread] = []
  private var current: Thread?

  private struct Thread: Sendable {
    var identity: EventIdentity
    var parent: EventIdentity?
    var rows: [EventIdentity] = []
    /// How many rows were written when the session began.
    var burst = 0
  }

  var isEmpty: Bool { threads.isEmpty }

  /// What stands for the identity of a session that has none.
  let anonymous = EventIdentity("codex anonymous")

  // MARK: Reading

  mutating func begin(_ identity: EventIdentity?, parent: EventIdentity?) {
    current = Thread(identity: identity ?? anonymous, parent: parent)
  }

  /// Adds a row with a total, and gives its number in the session.
  mutating func add(_ total: EventIdentity, isBurst: Bool) -> Int {
    var thread = current ?? Thread(identity: anonymous)
    current = nil
    if isBurst, thread.burst == thread.rows.count { thread.burst += 1 }
    thread.rows.append(total)
    current = thread
    return thread.rows.count - 1
  }

  mutating func end() {
    if let current { threads.append(current) }
    current = nil
  }

  // MARK: Settling

  mutating func merge(_ other: CodexThreads) { threads += other.threads }

  /// Says that a row of a session is a copy.
  static func mark(_ thread: EventIdentity, row: Int) -> EventIdentity {
    EventIdentity("codex copied row", thread, number: row)
  }

  /// Says that a session was read.
  static func mark(_ thread: EventIdentity) -> EventIdentity {
    EventIdentity("codex read", thread)
  }

  /// Says that a session is no fork, and that none of it was read.
  static func alone(_ thread: EventIdentity) -> EventIdentity {
    EventIdentity("codex alone", thread)
  }

  func marks() -> [EventIdentity] {
    let parents = Set(threads.compactMap(\.parent))
    let alone = threads.filter { $0.parent == nil && !parents.contains($0.identity) }
    var rows: [EventIdentity: [EventIdentity]] = [:]
    for thread in threads where rows[thread.identity]?.count ?? -1 < thread.rows.count {
      rows[thread.identity] = thread.rows
    }
    return alone.map { Self.alone($0.identity) }
      + threads.flatMap { thread in
        [Self.mark(thread.identity)]
          + (0..<copies(in: thread, rows)).map { Self.mark(thread.identity, row: $0) }
      }
  }

  private func copies(in thread: Thread, _ rows: [EventIdentity: [EventIdentity]]) -> Int {
    guard let parent = thread.parent else { return 0 }
    guard let original = rows[parent] else { return thread.burst }
    guard let first = thread.rows.first else { return 0 }
    return original.indices.filter { original[$0] == first }.map { start in
      zip(original[start...], thread.rows).prefix { $0 == $1 }.count
    }.max() ?? 0
  }
}
