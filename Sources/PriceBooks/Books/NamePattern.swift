package import ConfigurationText
import Metering
import Names

/// A name, a glob or a regex by which a price says which names it is for.
package enum NamePattern: Hashable, Sendable {
  case exact(String)
  /// `*` stands for any run of bytes.
  case glob(String)
  case regex(String)

  package init(text: String) {
    self = text.utf8.contains(UInt8(ascii: "*")) ? .glob(text) : .exact(text)
  }

  /// A text, or `{regex: "…"}`.
  package init(_ node: ConfigurationNode) throws(ConfigurationError) {
    guard case .mapping = node.content else {
      self.init(text: try node.text("a name, a glob, or {regex: \"…\"}"))
      return
    }
    let entries = try node.entries(knowing: ["regex"], "{regex: \"…\"}")
    guard let entry = entries.first else { throw node.error(expected: "{regex: \"…\"}") }
    let pattern = try entry.value.text("a regular expression")
    guard NameRegex(pattern) != nil else {
      throw entry.value.error(expected: "a valid regular expression")
    }
    self = .regex(pattern)
  }

  package func matches(_ name: String) -> Bool {
    switch self {
    case .exact(let text): text.utf8.elementsEqual(name.utf8)
    case .glob(let text): Glob(text).matches(name)
    case .regex(let pattern): NameRegex(pattern)?.matches(name) ?? false
    }
  }

  /// The rank of a pattern among those that match, the first one's the greatest. Exact names come before globs, globs
  /// with more literal bytes before those with fewer, and all before regexes.
  package var precedence: Int {
    switch self {
    case .exact: Int.max
    case .glob(let text): 1 + text.utf8.count { $0 != UInt8(ascii: "*") }
    case .regex: 0
    }
  }

  /// The pattern for names whose ASCII letters are all small.
  var folded: NamePattern {
    switch self {
    case .exact(let text): .exact(text.asciiLowercased)
    case .glob(let text): .glob(text.asciiLowercased)
    case .regex(let pattern): .regex("(?i)" + pattern)
    }
  }
}

extension NamePattern: CustomStringConvertible {
  /// As a book writes it.
  package var description: String {
    switch self {
    case .exact(let text), .glob(let text): text
    case .regex(let pattern): "{regex: \"\(pattern)\"}"
    }
  }
}

/// A regular expression that is searched for in a name.
package struct NameRegex {
  private let regex: Regex<AnyRegexOutput>

  init?(_ pattern: String) {
    guard let regex = try? Regex(pattern) else { return nil }
    self.regex = regex.matchingSemantics(.unicodeScalar)
  }

  func matches(_ name: String) -> Bool { ((try? regex.firstMatch(in: name)) ?? nil) != nil }

  /// A text that a regular expression takes as it stands.
  package static func escape(_ text: String) -> String {
    text.map { "\\^$.|?*+()[]{}".contains($0) ? "\\\($0)" : String($0) }.joined()
  }

  /// What every match begins with at the name's start; empty where that is not plain to see.
  static func literalPrefix(of pattern: String) -> String {
    guard pattern.hasPrefix("^"), !hasOuterAlternative(pattern) else { return "" }
    var literal = ""
    for character in pattern.dropFirst() {
      if "?*{".contains(character) { return String(literal.dropLast()) }
      guard character.isLetter || character.isNumber || "-_/: ".contains(character) else { break }
      literal.append(character)
    }
    return literal
  }

  private static func hasOuterAlternative(_ pattern: String) -> Bool {
    var depth = 0
    for character in pattern {
      if character == "(" { depth += 1 }
      if character == ")" { depth -= 1 }
      if character == "|", depth <= 0 { return true }
    }
    return false
  }
}

extension String {
  /// The text with its ASCII letters small, all other bytes as they are.
  package var asciiLowercased: String {
    guard utf8.contains(where: { 65...90 ~= $0 }) else { return self }
    return String(decoding: utf8.map { 65...90 ~= $0 ? $0 + 32 : $0 }, as: UTF8.self)
  }
}
