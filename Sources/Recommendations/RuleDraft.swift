import ConfigurationText

/// What rule files say of one rule so far: any key may still be missing.
///
/// A later file's key takes the place of an earlier file's; of `where` and `escalate` each
/// condition is a key of its own, so that `where: {success_percent: "< 95"}` moves one threshold
/// and keeps the others. A key without a value takes back what was said.
struct RuleDraft: Hashable, Sendable {
  let name: String
  /// Where the rule was named last.
  var place: FilePlace
  var texts: [TextKey: PlacedText] = [:]
  /// Nil conditions are those that this file takes back.
  var conditions: [ConditionKey] = []
  var evidence: [PlacedText]?
  var isOff: Bool?

  /// The keys whose value is a text, in the order in which `rules show` prints them.
  enum TextKey: String, CaseIterable, Hashable, Sendable {
    case about, why, rows, severity, message, suggestion, subject, effect

    /// Texts that only explain the rule, and never change a finding.
    var isDocumentation: Bool { self == .about || self == .why }
  }

  struct PlacedText: Hashable, Sendable {
    /// Nil where the file takes the key back.
    let text: String?
    let place: FilePlace
    let origin: RuleSet.Origin
  }

  struct ConditionKey: Hashable, Sendable {
    /// The severity that the condition escalates to; nil for `where`.
    let escalation: Severity?
    let key: String
    let condition: Condition?
  }

  static let knownKeys =
    TextKey.allCases.map(\.rawValue) + ["where", "escalate", "evidence", "off"]

  init(name: String, place: FilePlace) {
    self.name = name
    self.place = place
  }

  /// This draft's keys over an earlier one's.
  func over(_ earlier: RuleDraft) -> RuleDraft {
    var merged = earlier
    merged.place = place
    merged.texts.merge(texts) { _, later in later }
    for condition in conditions { merged.set(condition) }
    merged.evidence = evidence ?? earlier.evidence
    merged.isOff = isOff ?? earlier.isOff
    return merged
  }

  private mutating func set(_ later: ConditionKey) {
    let index = conditions.firstIndex {
      $0.escalation == later.escalation && $0.key == later.key
    }
    if let index { conditions[index] = later } else { conditions.append(later) }
  }

  /// A key's text; nil where no file gives one.
  func text(_ key: TextKey) -> String? { texts[key]?.text }
}
