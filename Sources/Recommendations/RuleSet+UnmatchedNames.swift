import Names
package import Templating

extension RuleSet {
  /// Conditions that ask for a name which no row of a report has: likely slips, as the rule stays
  /// silent for ever. Throws where a rule is not complete.
  ///
  ///     mine.yaml:4:23: 'name' is never == gemni in 'backends'; did you mean 'gemini'?
  package func unmatchedNames(in report: TemplateValue) throws(RuleError) -> [RuleWarning] {
    var warnings: [RuleWarning] = []
    for rule in try rules() {
      let rows = (try? rule.table(in: report)) ?? []
      let conditions = rule.conditions + rule.escalations.flatMap(\.conditions)
      warnings += conditions.compactMap { $0.unmatchedName(in: rows, of: rule.rows) }
    }
    return warnings
  }
}

extension Condition {
  /// The keys whose values are names of the user's: other texts are words of the report.
  private static let names = [
    "name", "backend", "model", "tool", "route", "session_id", "price_id",
  ]

  fileprivate func unmatchedName(in rows: [TemplateValue], of table: String) -> RuleWarning? {
    let isName = Self.names.contains(key) || key.hasPrefix("keys.")
    guard isName, comparison == .equal || comparison == .unequal, !operand.isEmpty else {
      return nil
    }
    let names = rows.compactMap { $0.value(at: key)?.text }
    guard !names.isEmpty, !names.contains(where: { $0.utf8.elementsEqual(operand.utf8) }) else {
      return nil
    }
    let nearest = NearestName.of(operand, among: names).map { "; did you mean '\($0)'?" } ?? ""
    let verdict = comparison == .equal ? "is never" : "is always"
    return RuleWarning(place: place, text: "'\(key)' \(verdict) \(text) in '\(table)'\(nearest)")
  }
}
