import ConfigurationText

extension RuleSet {
  /// A rule as a file of its own, with what all layers say of it; nil where no layer names it.
  package func yaml(of name: String) -> String? {
    guard let draft = drafts.first(where: { $0.name.utf8.elementsEqual(name.utf8) }) else {
      return nil
    }
    let lines = ["tariff: rules/1", "rules:", "  \(YAMLText.scalar(name)):"]
    return (lines + draft.yamlLines.map { "    " + $0 }).map { $0 + "\n" }.joined()
  }
}

extension RuleDraft {
  /// Its keys, in the order in which the built-in rules write them.
  fileprivate var yamlLines: [String] {
    var lines: [String] = []
    if isOff == true { lines.append("off: true") }
    for key in [TextKey.about, .why, .rows] { lines += line(key) }
    if let text = Self.mapping(conditions(escalatingTo: nil)) { lines.append("where: \(text)") }
    lines += line(.severity)
    let escalations = Severity.allCases.compactMap { severity in
      Self.mapping(conditions(escalatingTo: severity)).map { "\(severity.rawValue): \($0)" }
    }
    if !escalations.isEmpty { lines.append("escalate: {\(escalations.joined(separator: ", "))}") }
    for key in [TextKey.subject, .effect, .message, .suggestion] { lines += line(key) }
    if let evidence {
      let keys = evidence.compactMap(\.text).map { YAMLText.scalar($0) }
      lines.append("evidence: [\(keys.joined(separator: ", "))]")
    }
    return lines
  }

  private func line(_ key: TextKey) -> [String] {
    text(key).map { ["\(key.rawValue): \(YAMLText.scalar($0))"] } ?? []
  }

  private static func mapping(_ conditions: [Condition]) -> String? {
    guard !conditions.isEmpty else { return nil }
    let fields = conditions.map { condition in
      "\(YAMLText.scalar(condition.key)): \(YAMLText.quoted(condition.written))"
    }
    return "{\(fields.joined(separator: ", "))}"
  }
}
