import Metering

/// Turns a list in which the first match wins into patterns of which the most exact wins.
///
/// Patterns are added in the list's order. One that an earlier pattern always comes before is left
/// out; one that would come before an earlier pattern that it overlaps becomes a regex, which comes
/// last; and a regex that may meet an earlier regex excludes it.
struct FirstMatchOrder {
  private var earlier: [(pattern: NamePattern, entry: Int)] = []

  /// The patterns of an entry, of those that the list has for it.
  mutating func patterns(_ wanted: [NamePattern], entry: Int) -> [NamePattern] {
    var patterns: [NamePattern] = []
    for pattern in wanted where !patterns.contains(pattern) {
      guard let fitted = fitted(pattern, entry) else { continue }
      patterns.append(fitted)
      earlier.append((fitted, entry))
    }
    return patterns
  }

  /// nil where an earlier pattern always comes first.
  private func fitted(_ pattern: NamePattern, _ entry: Int) -> NamePattern? {
    let rivals = earlier.filter { $0.entry != entry }.map(\.pattern)
    if case .exact(let name) = pattern {
      return rivals.contains { $0.matches(name) } ? nil : pattern
    }
    if rivals.contains(where: { $0.covers(pattern) }) { return nil }
    let overlapping = rivals.filter { $0.mayOverlap(pattern) }
    let losesNone = overlapping.allSatisfy { $0.precedence > pattern.precedence }
    if losesNone { return pattern }
    // As a regex it comes after all names and globs; other regexes it must exclude.
    let excluded = overlapping.compactMap { rival in
      if case .regex(let text) = rival { text } else { nil }
    }
    return .regex(pattern.asRegex(excluding: excluded))
  }
}

extension NamePattern {
  /// Whether all names that another pattern fits are this one's too, as far as is plain to see.
  fileprivate func covers(_ other: NamePattern) -> Bool {
    if self == other { return true }
    guard case .glob(let glob) = self, case .glob(let text) = other else { return false }
    // What fits `ab*c` fits `a*` too: a glob covers another whose text, stars and all, it fits.
    return Glob(glob).matches(text)
  }

  fileprivate func mayOverlap(_ other: NamePattern) -> Bool {
    switch (self, other) {
    case (.exact(let name), _): return other.matches(name)
    case (_, .exact(let name)): return matches(name)
    default:
      let starts = (literalStart, other.literalStart)
      let ends = (literalEnd, other.literalEnd)
      let startsMeet = starts.0.hasPrefix(starts.1) || starts.1.hasPrefix(starts.0)
      return startsMeet && (ends.0.hasSuffix(ends.1) || ends.1.hasSuffix(ends.0))
    }
  }

  /// What every name that it fits begins with.
  private var literalStart: String {
    switch self {
    case .exact(let text): text
    case .glob(let text): String(text.prefix { $0 != "*" })
    case .regex(let text): NameRegex.literalPrefix(of: text)
    }
  }

  private var literalEnd: String {
    guard case .glob(let text) = self else { return "" }
    return String(text.reversed().prefix { $0 != "*" }.reversed())
  }

  fileprivate func asRegex(excluding excluded: [String]) -> String {
    let exclusion = excluded.map { "(?!" + ($0.hasPrefix("^") ? $0.dropFirst() : ".*" + $0) + ")" }
    let body: String
    switch self {
    case .exact(let text): body = NameRegex.escape(text) + "$"
    case .glob(let text):
      let parts = text.split(separator: "*", omittingEmptySubsequences: false)
      body = parts.map { NameRegex.escape(String($0)) }.joined(separator: ".*") + "$"
    case .regex(let text): body = text.hasPrefix("^") ? String(text.dropFirst()) : ".*" + text
    }
    // A group keeps the alternatives of the body together.
    let isGrouped = body.contains("|")
    return "^" + exclusion.joined() + (isGrouped ? "(?:\(body))" : body)
  }
}

extension NameRegex {
  /// A text that a regular expression takes as it stands.
  static func escape(_ text: String) -> String {
    text.map { "\\^$.|?*+()[]{}/".contains($0) && $0 != "/" ? "\\\($0)" : String($0) }.joined()
  }
}
