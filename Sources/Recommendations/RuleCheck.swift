package import ConfigurationText
package import Templating

/// What is wrong or doubtful in a rule file, under the files that it is layered over.
///
/// A report finds such mistakes only when a row comes that shows them; the check looks at a report
/// that has a row in every table.
package struct RuleCheck {
  package private(set) var errors: [RuleError]
  package private(set) var warnings: [RuleWarning] = []
  /// The file over the earlier ones; what the next file is layered over.
  package let layered: RuleSet

  /// Checks a file over those before it. `errors` are the mistakes that reading it showed; `sample`
  /// is a report with one row in every table, with every key that a row can have.
  package init(
    _ file: RuleSet, errors: [RuleError], over earlier: RuleSet, sample: TemplateValue
  ) {
    self.errors = errors
    layered = file.layered(over: earlier)
    for draft in file.drafts {
      let before = earlier.drafts.first { $0.name.utf8.elementsEqual(draft.name.utf8) }
      warnings += draft.changes(over: before)
      guard
        let merged = layered.drafts.first(where: { $0.name.utf8.elementsEqual(draft.name.utf8) }),
        merged.isOff != true
      else { continue }
      check(merged, sample)
    }
    self.errors.sort { $0.place.precedes($1.place) }
    warnings.sort { $0.place.precedes($1.place) }
  }

  private mutating func check(_ draft: RuleDraft, _ sample: TemplateValue) {
    do {
      let rule = try Rule(draft)
      let found = rule.problems(in: sample)
      // What reading the file showed already is not said twice.
      errors += found.filter { !errors.contains($0) }
      warnings += rule.silences(in: sample)
    } catch {
      errors.append(error)
    }
  }
}

/// Something that is allowed and hardly meant.
package struct RuleWarning: Hashable, Sendable, CustomStringConvertible {
  package let place: FilePlace
  package let text: String

  package var description: String { "\(place): \(text)" }
}

extension RuleDraft {
  /// Where a file changes nothing of what earlier files say.
  fileprivate func changes(over earlier: RuleDraft?) -> [RuleWarning] {
    guard let earlier else {
      guard isOff == true, texts.isEmpty else { return [] }
      let text = "turns off '\(name)', which no earlier file has; see `tariff rules list`"
      return [RuleWarning(place: place, text: text)]
    }
    var merged = over(earlier)
    merged.place = earlier.place
    guard merged.says == earlier.says else { return [] }
    return [RuleWarning(place: place, text: "changes nothing of '\(name)'; remove it")]
  }

  /// All that it says, without where.
  private var says: [String] {
    let texts = TextKey.allCases.map { "\($0) \(text($0) ?? "")" }
    let conditions = conditions.map {
      "\($0.escalation?.rawValue ?? "where") \($0.key) \($0.condition?.text ?? "")"
    }
    return texts + conditions + (evidence ?? []).compactMap(\.text) + ["\(isOff == true)"]
  }
}
