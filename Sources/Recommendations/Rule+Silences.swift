import ConfigurationText
import ExactNumbers
import Templating

extension Rule {
  /// Why it would never speak, or never escalate.
  func silences(in sample: TemplateValue) -> [RuleWarning] {
    let row = (try? table(in: sample))?.first
    var warnings = conditions.compactMap { $0.silence(in: row) }
    for key in draft.evidence ?? [] {
      guard let text = key.text, let row, row.value(at: text) == nil else { continue }
      let place = key.place
      warnings.append(RuleWarning(place: place, text: "rows of '\(rows)' have no key '\(text)'"))
    }
    for escalation in escalations {
      let place = escalation.conditions.first?.place ?? draft.place
      if escalation.severity <= severity {
        let text =
          "escalates to \(escalation.severity.rawValue), which is not above "
          + "\(severity.rawValue); it changes nothing"
        warnings.append(RuleWarning(place: place, text: text))
      }
      warnings += escalation.conditions.compactMap { $0.silence(in: row) }
      for condition in escalation.conditions {
        guard let own = conditions.first(where: { $0.key == condition.key }),
          own.excludes(condition)
        else { continue }
        let text = "'\(condition.key)' can't be \(condition.text) where it is \(own.text)"
        // What this file says, where an earlier one says the other.
        let place = condition.place.file == draft.place.file ? condition.place : own.place
        warnings.append(RuleWarning(place: place, text: text))
      }
    }
    return warnings
  }
}

extension Condition {
  /// Why no row can satisfy it; nil where some may.
  fileprivate func silence(in row: TemplateValue?) -> RuleWarning? {
    let value = row?.value(at: key)
    let isText = value?.text != nil
    if isText, comparison != .equal, comparison != .unequal {
      return RuleWarning(place: place, text: "'\(key)' is a text, so it is never \(text)")
    }
    if case .list? = value { return never("is a list") }
    if case .object? = value { return never("is an object") }
    let counts = ["requests", "count", "tokens", "failures", "successes"]
    let isCount = key.hasSuffix("_percent") || counts.contains(key)
    if isCount, let number, isBelow(number, zero: true) { return never("is never negative") }
    let isShare = ["success_percent", "failure_percent", "hit_percent", "cost_percent"].contains(
      key)
    if isShare, let number, isBelow(number, zero: false) { return never("is at most 100") }
    return nil
  }

  private func never(_ reason: String) -> RuleWarning {
    RuleWarning(place: place, text: "'\(key)' \(reason), so '\(text)' never holds")
  }

  /// Whether it asks for less than 0, or else for more than 100.
  private func isBelow(_ number: ExactDecimal, zero: Bool) -> Bool {
    let limit = zero ? ExactDecimal.zero : ExactDecimal(100)
    switch comparison {
    case .less: return zero && number <= limit
    case .atMost: return zero && number < limit
    case .more: return !zero && number >= limit
    case .atLeast: return !zero && number > limit
    case .equal: return zero ? number < limit : number > limit
    case .unequal: return false
    }
  }

  /// Whether no number satisfies both.
  fileprivate func excludes(_ other: Condition) -> Bool {
    guard let one = number, let another = other.number else { return false }
    switch (comparison.side, other.comparison.side) {
    case (.above, .below): return isEmpty(above: one, self, below: another, other)
    case (.below, .above): return isEmpty(above: another, other, below: one, self)
    default: return false
    }
  }

  private func isEmpty(
    above low: ExactDecimal, _ lower: Condition, below high: ExactDecimal, _ upper: Condition
  ) -> Bool {
    let hasBothEnds = lower.comparison == .atLeast && upper.comparison == .atMost
    return hasBothEnds ? low > high : low >= high
  }
}

extension Condition.Comparison {
  fileprivate enum Side { case above, below, neither }

  fileprivate var side: Side {
    switch self {
    case .more, .atLeast: .above
    case .less, .atMost: .below
    case .equal, .unequal: .neither
    }
  }
}
