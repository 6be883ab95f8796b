import Templating

/// Reads what one file says of a rule, and goes on after a mistake, so that all are found at once.
struct RuleReader {
  private(set) var draft: RuleDraft
  private(set) var errors: [RuleError] = []
  private let origin: RuleSet.Origin

  init(name: String, at place: RulePlace, parsing node: RuleNode, origin: RuleSet.Origin) {
    draft = RuleDraft(name: name, place: place)
    self.origin = origin
    collect { reader throws(RuleError) in
      for entry in try node.entries(of: name) { reader.read(entry) }
    }
  }

  private mutating func collect(_ read: (inout RuleReader) throws(RuleError) -> Void) {
    do { try read(&self) } catch { errors.append(error) }
  }

  private mutating func read(_ entry: RuleNode.Entry) {
    let value = entry.value
    if let key = RuleDraft.TextKey(rawValue: entry.key) {
      collect { reader throws(RuleError) in try reader.readText(key, value) }
      return
    }
    switch entry.key {
    case "where":
      collect { reader throws(RuleError) in
        try reader.readConditions(value, of: entry.key, escalation: nil)
      }
    case "escalate":
      collect { reader throws(RuleError) in try reader.readEscalations(value) }
    case "evidence":
      collect { reader throws(RuleError) in try reader.readEvidence(value) }
    case "off":
      collect { reader throws(RuleError) in
        reader.draft.isOff = try Self.flag(value, of: entry.key)
      }
    default:
      errors.append(
        RuleError(
          place: entry.place, problem: .unknownKey(entry.key, known: RuleDraft.knownKeys)))
    }
  }

  private mutating func readText(
    _ key: RuleDraft.TextKey, _ value: RuleNode
  ) throws(RuleError) {
    let text = value.isNull ? nil : try value.text(of: key.rawValue)
    if key == .severity, let text, Severity(rawValue: text) == nil {
      throw RuleError(place: value.place, problem: .severity(text))
    }
    let isTemplate = key == .message || key == .suggestion || text?.contains("{{") == true
    if let text, isTemplate, !key.isDocumentation {
      _ = try RuleTemplate(text, rule: draft.name, key: key.rawValue, at: value.place)
    }
    draft.texts[key] = RuleDraft.PlacedText(text: text, place: value.place, origin: origin)
  }

  private mutating func readConditions(
    _ value: RuleNode, of key: String, escalation: Severity?
  ) throws(RuleError) {
    for entry in try value.entries(of: key) {
      collect { reader throws(RuleError) in
        let condition: Condition? =
          entry.value.isNull
          ? nil
          : try Condition(
            key: entry.key, parsing: try entry.value.text(of: entry.key), at: entry.value.place)
        reader.draft.conditions.append(
          RuleDraft.ConditionKey(escalation: escalation, key: entry.key, condition: condition))
      }
    }
  }

  private mutating func readEscalations(_ value: RuleNode) throws(RuleError) {
    for entry in try value.entries(of: "escalate") {
      collect { reader throws(RuleError) in
        guard let severity = Severity(rawValue: entry.key) else {
          throw RuleError(place: entry.place, problem: .severity(entry.key))
        }
        try reader.readConditions(entry.value, of: entry.key, escalation: severity)
      }
    }
  }

  private mutating func readEvidence(_ value: RuleNode) throws(RuleError) {
    var keys: [RuleDraft.PlacedText] = []
    for element in try value.elements(of: "evidence") {
      let text = try element.text(of: "evidence")
      keys.append(RuleDraft.PlacedText(text: text, place: element.place, origin: origin))
    }
    draft.evidence = keys
  }

  private static func flag(_ value: RuleNode, of key: String) throws(RuleError) -> Bool {
    switch try value.text(of: key) {
    case "true": return true
    case "false": return false
    default:
      throw RuleError(
        place: value.place, problem: .wrongKind(key: key, expected: "true or false"))
    }
  }
}
