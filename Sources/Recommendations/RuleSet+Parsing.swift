extension RuleSet {
  /// Reads a rule file; `file` is its name in messages.
  package init(
    parsing text: String, file: String, origin: Origin = .user
  ) throws(RuleError) {
    let root = try RuleNode(parsing: text, file: file)
    let entries = try root.entries(of: "the file")
    try Self.checkHeader(entries, at: root.place)
    var drafts: [RuleDraft] = []
    for entry in entries where entry.key != "tariff" {
      guard entry.key == "rules" else {
        throw RuleError(
          place: entry.place, problem: .unknownKey(entry.key, known: ["tariff", "rules"]))
      }
      if entry.value.isNull { continue }
      for rule in try entry.value.entries(of: "rules") {
        drafts.append(
          try RuleDraft(name: rule.key, at: rule.place, parsing: rule.value, origin: origin))
      }
    }
    self.init(drafts: drafts)
  }

  private static func checkHeader(
    _ entries: [RuleNode.Entry], at start: RulePlace
  ) throws(RuleError) {
    guard let header = entries.first(where: { $0.key == "tariff" }) else {
      throw RuleError(place: start, problem: .header(found: nil))
    }
    let found = try header.value.text(of: "tariff")
    guard found == "rules/1" else {
      throw RuleError(place: header.value.place, problem: .header(found: found))
    }
  }
}
