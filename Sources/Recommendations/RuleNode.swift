/// A value of a rule file with its place: all that the rules need of YAML.
struct RuleNode {
  let place: RulePlace
  let content: Content

  enum Content {
    /// `key:` without a value, `~` or `null`: takes back what an earlier file said.
    case null
    case text(String)
    case list([RuleNode])
    case mapping([Entry])
  }

  struct Entry {
    let key: String
    let place: RulePlace
    let value: RuleNode
  }

  /// The text of a scalar; throws for anything else.
  func text(of key: String) throws(RuleError) -> String {
    guard case .text(let text) = content else {
      throw RuleError(place: place, problem: .wrongKind(key: key, expected: "a text"))
    }
    return text
  }

  /// The entries of a mapping; throws for anything else.
  func entries(of key: String) throws(RuleError) -> [Entry] {
    guard case .mapping(let entries) = content else {
      throw RuleError(place: place, problem: .wrongKind(key: key, expected: "a mapping"))
    }
    return entries
  }

  /// The elements of a list; throws for anything else.
  func elements(of key: String) throws(RuleError) -> [RuleNode] {
    guard case .list(let elements) = content else {
      throw RuleError(place: place, problem: .wrongKind(key: key, expected: "a list"))
    }
    return elements
  }

  var isNull: Bool { if case .null = content { true } else { false } }
}
