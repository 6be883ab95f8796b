package import ConfigurationText
import Metering

/// How a price says which names it is for.
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
    guard (try? Regex(pattern)) != nil else {
      throw entry.value.error(expected: "a valid regular expression")
    }
    self = .regex(pattern)
  }

  package func matches(_ name: String) -> Bool {
    switch self {
    case .exact(let text): text.utf8.elementsEqual(name.utf8)
    case .glob(let text): Glob(text).matches(name)
    case .regex(let pattern): (try? Regex(pattern))?.firstMatches(name) ?? false
    }
  }

  /// Which of two patterns that match comes first: the greater. Exact names come before globs, globs
  /// with more literal bytes before those with fewer, and all before regexes.
  package var precedence: Int {
    switch self {
    case .exact: Int.max
    case .glob(let text): 1 + text.utf8.count { $0 != UInt8(ascii: "*") }
    case .regex: 0
    }
  }
}

extension Regex where Output == AnyRegexOutput {
  fileprivate func firstMatches(_ name: String) -> Bool {
    ((try? firstMatch(in: name)) ?? nil) != nil
  }
}
