import ConfigurationText

/// A complete rule: which rows it looks at, when it speaks, and what it says.
package struct Rule: Hashable, Sendable {
  package let name: String
  /// One sentence for `tariff rules list`.
  package let about: String
  /// Why the threshold is what it is, for `tariff rules show` and the documentation.
  package let why: String
  /// The dotted path of a table of the report: a list of objects, or one object.
  package let rows: String
  /// All must hold.
  package let conditions: [Condition]
  package let severity: Severity
  /// More severe cases: all conditions of one must hold, beside the rule's own.
  package let escalations: [Escalation]
  package let message: String
  package let suggestion: String
  /// A key of the row, or a template; nil for the row's name.
  package let subject: String?
  /// A key of the row or a template that gives money a month; nil where there is no such figure.
  package let effect: String?
  /// The keys of the row that a finding shows; nil for the default.
  package let evidence: [String]?

  /// Where each key stands in its file, for messages.
  let draft: RuleDraft

  package struct Escalation: Hashable, Sendable {
    package let severity: Severity
    package let conditions: [Condition]
  }

  /// Throws where a key that a rule needs was given by no file.
  init(_ draft: RuleDraft) throws(RuleError) {
    self.draft = draft
    name = draft.name
    rows = try draft.required(.rows)
    message = try draft.required(.message)
    severity = Severity(rawValue: try draft.required(.severity)) ?? .info
    about = draft.text(.about) ?? ""
    why = draft.text(.why) ?? ""
    suggestion = draft.text(.suggestion) ?? ""
    subject = draft.text(.subject)
    effect = draft.text(.effect)
    evidence = draft.evidence?.compactMap(\.text)
    conditions = draft.conditions(escalatingTo: nil)
    escalations = Severity.allCases.compactMap { severity in
      let conditions = draft.conditions(escalatingTo: severity)
      return conditions.isEmpty ? nil : Escalation(severity: severity, conditions: conditions)
    }
  }

  /// Where a key stands; the rule's own place where no file gives it.
  func place(of key: RuleDraft.TextKey) -> FilePlace { draft.texts[key]?.place ?? draft.place }
}

extension RuleDraft {
  fileprivate func required(_ key: TextKey) throws(RuleError) -> String {
    guard let text = text(key) else {
      throw RuleError(place: place, problem: .missingKey(rule: name, key: key.rawValue))
    }
    return text
  }

  func conditions(escalatingTo severity: Severity?) -> [Condition] {
    conditions.filter { $0.escalation == severity }.compactMap(\.condition)
  }
}
