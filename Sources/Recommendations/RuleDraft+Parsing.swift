import Templating

extension RuleDraft {
  /// Reads what one file says of a rule.
  init(
    name: String, at place: RulePlace, parsing node: RuleNode, origin: RuleSet.Origin
  ) throws(RuleError) {
    self.init(name: name, place: place)
    for entry in try node.entries(of: name) {
      try read(entry, origin: origin)
    }
  }

  private mutating func read(
    _ entry: RuleNode.Entry, origin: RuleSet.Origin
  ) throws(RuleError) {
    let value = entry.value
    if let key = TextKey(rawValue: entry.key) {
      try readText(key, value, origin: origin)
      return
    }
    switch entry.key {
    case "where": try readConditions(value, of: entry.key, escalation: nil)
    case "escalate": try readEscalations(value)
    case "evidence": try readEvidence(value, origin: origin)
    case "off": isOff = try Self.flag(value, of: entry.key)
    default:
      throw RuleError(
        place: entry.place, problem: .unknownKey(entry.key, known: Self.knownKeys))
    }
  }

  private mutating func readText(
    _ key: TextKey, _ value: RuleNode, origin: RuleSet.Origin
  ) throws(RuleError) {
    let text = value.isNull ? nil : try value.text(of: key.rawValue)
    if key == .severity, let text, Severity(rawValue: text) == nil {
      throw RuleError(place: value.place, problem: .severity(text))
    }
    let isTemplate = key == .message || key == .suggestion || text?.contains("{{") == true
    if let text, isTemplate, !key.isDocumentation {
      _ = try RuleTemplate(text, rule: name, key: key.rawValue, at: value.place)
    }
    texts[key] = PlacedText(text: text, place: value.place, origin: origin)
  }

  private mutating func readConditions(
    _ value: RuleNode, of key: String, escalation: Severity?
  ) throws(RuleError) {
    for entry in try value.entries(of: key) {
      let condition: Condition? =
        entry.value.isNull
        ? nil
        : try Condition(
          key: entry.key, parsing: try entry.value.text(of: entry.key), at: entry.value.place)
      conditions.append(
        ConditionKey(escalation: escalation, key: entry.key, condition: condition))
    }
  }

  private mutating func readEscalations(_ value: RuleNode) throws(RuleError) {
    for entry in try value.entries(of: "escalate") {
      guard let severity = Severity(rawValue: entry.key) else {
        throw RuleError(place: entry.place, problem: .severity(entry.key))
      }
      try readConditions(entry.value, of: entry.key, escalation: severity)
    }
  }

  private mutating func readEvidence(
    _ value: RuleNode, origin: RuleSet.Origin
  ) throws(RuleError) {
    var keys: [PlacedText] = []
    for element in try value.elements(of: "evidence") {
      let text = try element.text(of: "evidence")
      keys.append(PlacedText(text: text, place: element.place, origin: origin))
    }
    evidence = keys
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
