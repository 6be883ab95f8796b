/// The kinds of errors that failed requests had: a type and a code each.
package struct ErrorPatterns: Sendable {
  private var index = KeyIndex<ErrorKey>()
  /// By number of the pattern.
  package private(set) var details: [Details] = []

  /// By number of the pattern.
  package var keys: [ErrorKey] { index.keys }

  /// When a pattern was seen, and how often with which messages.
  package struct Details: Sendable {
    package fileprivate(set) var firstSeen = Instant.distantFuture
    package fileprivate(set) var lastSeen = Instant.distantPast
    package fileprivate(set) var messages: [NameID: Int] = [:]
  }

  /// Notes the error of a failed event, and gives the number of its pattern; nil without an error.
  mutating func add(_ event: UsageEvent) -> Int32? {
    guard let error = event.error else { return nil }
    let pattern = pattern(of: ErrorKey(type: error.type, code: error.code))
    details[pattern].firstSeen = min(details[pattern].firstSeen, event.timestamp)
    details[pattern].lastSeen = max(details[pattern].lastSeen, event.timestamp)
    if error.message != .none {
      details[pattern].messages[error.message, default: 0] += event.requests
    }
    return Int32(pattern)
  }

  /// Adds another thread's patterns, and gives by number there the number here.
  mutating func merge(_ other: ErrorPatterns, _ translation: SummaryTranslation) -> [Int32] {
    zip(other.keys, other.details).map { key, seen in
      let pattern = pattern(of: translation.error(key))
      details[pattern].firstSeen = min(details[pattern].firstSeen, seen.firstSeen)
      details[pattern].lastSeen = max(details[pattern].lastSeen, seen.lastSeen)
      for (message, count) in seen.messages {
        details[pattern].messages[translation[message], default: 0] += count
      }
      return Int32(pattern)
    }
  }

  private mutating func pattern(of key: ErrorKey) -> Int {
    let (pattern, isNew) = index.index(of: key)
    if isNew { details.append(Details()) }
    return pattern
  }
}

/// An error's type and code; ``NameID/none`` where the error does not say.
package struct ErrorKey: Hashable, StableKey, Sendable {
  package var type: NameID
  package var code: NameID

  package var stableHash: UInt64 {
    StableHash.mix(
      UInt64(UInt32(bitPattern: type.rawValue)) << 32 | UInt64(UInt32(bitPattern: code.rawValue)))
  }
}
