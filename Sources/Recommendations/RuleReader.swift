import ConfigurationText
import Templating

/// Reads what one file says of a rule, and goes on after a mistake, so that all are found at once.
struct RuleReader {
  private(set) var draft: RuleDraft
  private(set) var errors: [RuleError] = []
  private let origin: RuleSet.Origin

  /// Reads a rule: its name, and what stands below it.
  init(_ rule: ConfigurationNode.Entry, origin: RuleSet.Origin) {
    draft = RuleDraft(name: rule.name, place: rule.key.place)
    self.origin = origin
    collect(rule.value) { reader in
      for entry in try rule.value.entries("the keys of a rule") { reader.read(entry) }
    }
  }

  /// Notes the mistake of one value, whose place stands for it.
  private mutating func collect(
    _ value: ConfigurationNode, _ read: (inout RuleReader) throws -> Void
  ) {
    do { try read(&self) } catch {
      errors.append(RuleError(reading: error, at: value.place))
    }
  }

  private mutating func read(_ entry: ConfigurationNode.Entry) {
    collect(entry.value) { reader in try reader.readValue(of: entry) }
  }

  private mutating func readValue(of entry: ConfigurationNode.Entry) throws {
    if let key = RuleDraft.TextKey(rawValue: entry.name) { return try readText(key, entry.value) }
    switch entry.name {
    case "where": try readConditions(entry.value, escalation: nil)
    case "escalate": try readEscalations(entry.value)
    case "evidence": try readEvidence(entry.value)
    case "off": draft.isOff = try entry.value.flag()
    default:
      throw RuleError(
        place: entry.key.place, problem: .unknownKey(entry.name, known: RuleDraft.knownKeys))
    }
  }

  private mutating func readText(_ key: RuleDraft.TextKey, _ value: ConfigurationNode) throws {
    let text = value.isNull ? nil : try value.text()
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
    _ conditions: ConfigurationNode, escalation: Severity?
  ) throws {
    for entry in try conditions.entries("a mapping of keys and conditions") {
      let value = entry.value
      collect(value) { reader in
        let condition: Condition? =
          value.isNull
          ? nil
          : try Condition(key: entry.name, parsing: try value.text("a condition"), at: value.place)
        reader.draft.conditions.append(
          RuleDraft.ConditionKey(escalation: escalation, key: entry.name, condition: condition))
      }
    }
  }

  private mutating func readEscalations(_ value: ConfigurationNode) throws {
    for entry in try value.entries("a mapping of severities") {
      collect(entry.value) { reader in
        guard let severity = Severity(rawValue: entry.name) else {
          throw RuleError(place: entry.key.place, problem: .severity(entry.name))
        }
        try reader.readConditions(entry.value, escalation: severity)
      }
    }
  }

  private mutating func readEvidence(_ value: ConfigurationNode) throws {
    draft.evidence = try value.elements("a list of keys").map { element in
      RuleDraft.PlacedText(text: try element.text("a key"), place: element.place, origin: origin)
    }
  }
}
