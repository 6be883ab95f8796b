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
}
