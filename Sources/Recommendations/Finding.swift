package import ExactNumbers
package import Templating

/// What a rule found in one row.
package struct Finding: Hashable, Sendable {
  package let rule: String
  package let severity: Severity
  /// What it is about: by default the row's name.
  package let subject: String
  package let message: String
  package let suggestion: String
  /// The row's figures that the finding rests on, by their dotted keys.
  package let evidence: TemplateObject
  /// Money a month in the report's currency; nil where the rule has no such figure.
  package let monthlyEffect: ExactDecimal?
}

extension Finding {
  /// Critical before warning before info; then the larger effect; then rule and subject by bytes.
  static func precedes(_ left: Finding, _ right: Finding) -> Bool {
    if left.severity != right.severity { return left.severity > right.severity }
    if left.monthlyEffect != right.monthlyEffect {
      guard let rightEffect = right.monthlyEffect else { return true }
      return left.monthlyEffect.map { $0 > rightEffect } ?? false
    }
    if !left.rule.utf8.elementsEqual(right.rule.utf8) {
      return left.rule.precedesByBytes(right.rule)
    }
    if !left.subject.utf8.elementsEqual(right.subject.utf8) {
      return left.subject.precedesByBytes(right.subject)
    }
    return left.message.precedesByBytes(right.message)
  }

  /// The finding as an item of the report's `recommendations`.
  package var tree: TemplateValue {
    [
      "rule": .text(rule), "severity": .text(severity.rawValue), "subject": .text(subject),
      "message": .text(message), "suggestion": .text(suggestion), "evidence": .object(evidence),
      "monthly_effect": monthlyEffect.map(TemplateValue.decimal) ?? .null,
    ]
  }
}

/// The report's `recommendations`: how many findings there are, by severity, and each of them.
package func recommendations(_ findings: [Finding]) -> TemplateValue {
  var bySeverity = TemplateObject()
  for severity in Severity.allCases.sorted(by: >) {
    bySeverity[severity.rawValue] = .integer(findings.count { $0.severity == severity })
  }
  return [
    "total": .integer(findings.count), "by_severity": .object(bySeverity),
    "items": .list(findings.map(\.tree)),
  ]
}
