import ExactNumbers
import Recommendations
import Reporting
import Templating

/// The findings, and what of them and of gaps stands on a page's first screen.
struct FindingTexts: ViewPart {
  private let report: Report
  private let money: MoneyText

  /// How many findings, and gaps, stand on the first screen.
  private static let first = 3

  init(_ report: Report, _ money: MoneyText) {
    self.report = report
    self.money = money
  }

  var names: TemplateObject {
    let findings = report.recommendations.items.map(text)
    let gaps = report.inputs.gaps
    return [
      "findings": .list(findings), "top_findings": .list(Array(findings.prefix(Self.first))),
      "first_gaps": .list(gaps.prefix(Self.first).map(\.tree)),
      "has_more_gaps": .bool(gaps.count > Self.first),
    ]
  }

  private func text(_ finding: Finding) -> TemplateValue {
    let effect = finding.monthlyEffect.map { "\(money.currency) \(money.figure($0))" }
    return [
      "severity": .text(finding.severity.rawValue), "rule": .text(finding.rule),
      "subject": .text(finding.subject), "message": .text(finding.message),
      "suggestion": .text(finding.suggestion), "effect": .optional(effect),
      "is_info": .bool(finding.severity == .info), "evidence": .list(evidence(finding)),
    ]
  }

  /// The figures that a finding rests on: `requests 243`, rounded to four digits.
  private func evidence(_ finding: Finding) -> [TemplateValue] {
    finding.evidence.fields.filter { $0.name != "name" }.compactMap { field in
      let number = field.value.number.map { $0.rounded(to: 4).grouped }
      guard let text = number ?? field.value.text, !text.isEmpty else { return nil }
      return ["name": .text(field.name), "value": .text(text)]
    }
  }
}
