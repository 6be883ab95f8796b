package import ExactNumbers

/// A value of a YAML file, with its text as it was written and its place.
///
/// Nothing is converted while reading: `1_000` stays a text until somebody asks for a number, and
/// is refused then.
package struct ConfigurationNode: Sendable {
  package let place: FilePlace
  package let content: Content

  package var file: String { place.file }
  package var line: Int { place.line }
  package var column: Int { place.column }

  package indirect enum Content: Sendable {
    /// Nothing, `~` or `null`.
    case null
    case text(String)
    case list([ConfigurationNode])
    case mapping([Entry])
  }

  package struct Entry: Sendable {
    package let key: ConfigurationNode
    package let name: String
    package let value: ConfigurationNode
  }

  /// An error at this place.
  package func error(expected: String) -> ConfigurationError {
    error(found: summary, expected: expected)
  }

  package func error(found: String, expected: String) -> ConfigurationError {
    ConfigurationError(place, found: found, expected: expected)
  }

  package var isNull: Bool { if case .null = content { true } else { false } }

  private var summary: String {
    switch content {
    case .null: "nothing"
    case .text(let text): "'\(text)'"
    case .list: "a list"
    case .mapping: "a mapping"
    }
  }
}

extension ConfigurationNode {
  package func text(_ what: String = "a text") throws(ConfigurationError) -> String {
    guard case .text(let text) = content else { throw error(expected: what) }
    return text
  }

  package func elements(_ what: String = "a list") throws(ConfigurationError)
    -> [ConfigurationNode]
  {
    guard case .list(let elements) = content else { throw error(expected: what) }
    return elements
  }

  package func entries(_ what: String = "a mapping") throws(ConfigurationError) -> [Entry] {
    guard case .mapping(let entries) = content else { throw error(expected: what) }
    return entries
  }

  /// The entries of a mapping that may have these keys and no others.
  package func entries(
    knowing keys: [String], _ what: String
  ) throws(ConfigurationError) -> [Entry] {
    let entries = try entries(what)
    for entry in entries where !keys.contains(entry.name) {
      throw entry.key.error(
        found: "the unknown key '\(entry.name)'",
        expected: "one of \(keys.joined(separator: ", "))")
    }
    return entries
  }

  /// `true` or `false`.
  package func flag() throws(ConfigurationError) -> Bool {
    switch content {
    case .text("true"): return true
    case .text("false"): return false
    default: throw error(expected: "true or false")
    }
  }

  /// A plain decimal number; a prefix that reads as one is not enough.
  package func decimal() throws(ConfigurationError) -> ExactDecimal {
    let expected = "a plain decimal number such as 0.075"
    guard case .text(let text) = content, let value = try? ExactDecimal(parsing: text) else {
      throw error(expected: expected)
    }
    return value
  }

  package func nonNegativeDecimal() throws(ConfigurationError) -> ExactDecimal {
    let value = try decimal()
    guard !value.isNegative else { throw error(expected: "a number that is not negative") }
    return value
  }

  /// `30%` as 0.3.
  package func percent() throws(ConfigurationError) -> ExactDecimal {
    guard case .text(let text) = content, text.hasSuffix("%"),
      let value = try? ExactDecimal(parsing: text.dropLast()), !value.isNegative,
      let share = try? value.times(.one, dividedBy: ExactDecimal(100))
    else { throw error(expected: "a percentage such as 30%") }
    return share
  }
}
