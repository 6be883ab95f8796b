package import Recommendations

/// What the rules found: how many findings there are, by severity, and each of them.
package struct RecommendationsSection: ReportRow {
  package let items: [Finding]
  /// Conditions of the rules that ask for a name which no row has: likely slips.
  package let unmatchedNames: [RuleWarning]

  package init(items: [Finding], unmatchedNames: [RuleWarning] = []) {
    self.items = items
    self.unmatchedNames = unmatchedNames
  }

  package static let fields: [Field<RecommendationsSection>] = [
    Field("total", "How many findings.") { $0.items.count },
    Field("by_severity", "How many findings of each severity.") {
      SeverityCounts(findings: $0.items)
    },
    Field("items", "Critical first, then by effect, rule and subject.") { $0.items },
  ]
}

/// How many findings there are of each severity.
package struct SeverityCounts: ReportRow {
  let findings: [Finding]

  package func count(_ severity: Severity) -> Int { findings.count { $0.severity == severity } }

  package static let fields: [Field<SeverityCounts>] = [
    Field("critical", "Findings to act on now.") { $0.count(.critical) },
    Field("warning", "Findings to act on.") { $0.count(.warning) },
    Field("info", "Findings to know.") { $0.count(.info) },
  ]
}

extension Finding: ReportRow {
  package static let fields: [Field<Finding>] = [
    Field("rule", "The rule's name.") { $0.rule },
    Field("severity", "critical, warning or info.") { $0.severity.rawValue },
    Field("subject", "The row that it is about.") { $0.subject },
    Field("message", "What was found.") { $0.message },
    Field("suggestion", "What to do.") { $0.suggestion },
    Field("evidence", "The figures that the finding rests on.") { $0.evidence },
    Field("monthly_effect", "Money a month, where the rule has one.", in: .money) {
      $0.monthlyEffect
    },
  ]
}
