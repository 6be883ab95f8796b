package import ConfigurationText

/// Why a rule file can't be used, or a rule can't be applied to a report.
package struct RuleError: Error, Hashable, Sendable {
  package let place: FilePlace
  package let problem: Problem

  package enum Problem: Hashable, Sendable {
    /// The text is no YAML, or a value is not of the kind that its key takes.
    case configuration(found: String, expected: String)
    /// The file doesn't start with `tariff: rules/1`.
    case header(found: String?)
    case unknownKey(String, known: [String])
    case missingKey(rule: String, key: String)
    case severity(String)
    case condition(String)
    case template(rule: String, key: String, String)
    case unknownTable(String, known: [String])
    case notATable(String)
    case unknownColumn(String, table: String, known: [String])
    case notANumber(rule: String, key: String, String)
  }
}

extension RuleError {
  init(_ error: ConfigurationError) {
    place = error.place
    problem = .configuration(found: error.found, expected: error.expected)
  }

  /// Any error of reading a rule file, which knows these two.
  init(reading error: any Error, at place: FilePlace) {
    switch error {
    case let error as RuleError: self = error
    case let error as ConfigurationError: self.init(error)
    default:
      self.init(
        place: place, problem: .configuration(found: "\(error)", expected: "a readable file"))
    }
  }
}

extension RuleError: CustomStringConvertible {
  /// `rules.yaml:4:5: unknown key 'were'; expected one of …`
  package var description: String { "\(place): \(text)" }

  /// What is wrong, without where.
  package var text: String { problem.words }
}

extension RuleError.Problem {
  fileprivate var words: String {
    switch self {
    case .configuration(let found, let expected): "found \(found); expected \(expected)"
    case .header(let found):
      (found.map { "found 'tariff: \($0)'" } ?? "the key 'tariff' is missing")
        + "; expected 'tariff: rules/1'"
    case .unknownKey(let key, let known):
      "unknown key '\(key)'; expected one of \(known.joined(separator: ", "))"
    case .missingKey(let rule, let key):
      "rule '\(rule)' has no '\(key)', and no earlier file gives it one; add the key"
    case .severity(let found): "found '\(found)'; expected info, warning or critical"
    case .condition(let found):
      "found '\(found)'; expected >, >=, < or <= and a number, or == or != and a value, "
        + "such as \"> 10\""
    case .template(let rule, let key, let reason): "rule '\(rule)', \(key): \(reason)"
    case .unknownTable(let table, let known):
      "the report has no table '\(table)'; expected one of \(known.joined(separator: ", "))"
    case .notATable(let table): "'\(table)' has no rows; 'rows' must name a list of objects"
    case .unknownColumn(let key, let table, let known):
      "rows of '\(table)' have no key '\(key)'; expected one of "
        + known.joined(separator: ", ")
    case .notANumber(let rule, let key, let found):
      "rule '\(rule)', \(key): found '\(found)'; expected a number"
    }
  }
}
