import ConfigurationText
/// Recommendation rules, layered: the built-in ones, then a user's files in their order.
///
///     let builtIn = try RuleSet(parsing: text, file: "default.yaml", origin: .builtIn)
///     let rules = try RuleSet(parsing: mine, file: "rules.yaml").layered(over: builtIn)
///     try rules.findings(in: report)
///
/// A file may say as little as one key of a rule (`off: true`), so a set is complete only when it
/// has its layers: ``rules()`` throws for what is still missing.
package struct RuleSet: Hashable, Sendable {
  /// In the order in which the files first name them.
  let drafts: [RuleDraft]

  /// Who wrote a file: a table that the report doesn't have is a user's mistake, and no news where
  /// a built-in rule looks for it.
  package enum Origin: Hashable, Sendable {
    case builtIn
    case user
  }

  /// No rules at all: `--rules none`.
  package static let none = RuleSet(drafts: [])

  init(drafts: [RuleDraft]) { self.drafts = drafts }

  /// This set's rules over those of an earlier one.
  package func layered(over earlier: RuleSet) -> RuleSet {
    var merged = earlier.drafts
    for draft in drafts {
      let index = merged.firstIndex { $0.name.utf8.elementsEqual(draft.name.utf8) }
      if let index { merged[index] = draft.over(merged[index]) } else { merged.append(draft) }
    }
    return RuleSet(drafts: merged)
  }

  /// The rules that are not turned off, in the order in which the files first name them.
  package func rules() throws(RuleError) -> [Rule] {
    var rules: [Rule] = []
    for draft in drafts where draft.isOff != true { rules.append(try Rule(draft)) }
    return rules
  }

  /// The names of all rules, those turned off too.
  package var names: [String] { drafts.map(\.name) }

  /// 32 hexadecimal digits over everything that can change a finding: not over comments, the
  /// order of keys and rules, explanations, file names, or rules that are off.
  package var digest: String {
    var digest = StableDigest()
    let active = drafts.filter { $0.isOff != true }
    for draft in active.sorted(by: { $0.name.precedesByBytes($1.name) }) {
      for text in draft.canonicalTexts { digest.add(text) }
    }
    return digest.hexadecimal
  }
}

extension RuleDraft {
  /// The draft's name, keys and values in an order of their own.
  fileprivate var canonicalTexts: [String] {
    var texts = ["rule", name]
    for key in TextKey.allCases where !key.isDocumentation {
      if let text = text(key) { texts += [key.rawValue, text] }
    }
    let lines = conditions.compactMap { condition in
      condition.condition.map {
        [condition.escalation?.rawValue ?? "where", condition.key, $0.text]
      }
    }
    for line in lines.sorted(by: { $0.lexicographicallyPrecedes($1, by: <) }) { texts += line }
    if let evidence { texts += ["evidence"] + evidence.compactMap(\.text) }
    return texts
  }
}

extension String {
  /// The order of bytes, whatever the characters are equivalent to.
  func precedesByBytes(_ other: String) -> Bool {
    utf8.lexicographicallyPrecedes(other.utf8)
  }
}
