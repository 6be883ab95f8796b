import ExactNumbers
import Templating

extension Rule {
  /// The mistakes that a report with a row in every table shows: its table, its keys, its templates.
  func problems(in sample: TemplateValue) -> [RuleError] {
    let rows: [TemplateValue]
    do {
      rows = try table(in: sample)
    } catch {
      return [error]
    }
    guard let row = rows.first?.adding(openKeys) else { return [] }
    return unknownKeys(of: row) + templateErrors(row, sample)
  }

  /// The keys that its texts look for where the data decide which there are: `keys.team`.
  private var openKeys: [String] {
    let texts = [message, suggestion, subject ?? "", effect ?? ""]
    let isName = { (byte: UInt8) in
      byte > 0x20 && !"{}|#^/&".utf8.contains(byte)
    }
    let words = texts.flatMap { $0.utf8.split { !isName($0) } }.map { String(Substring($0)) }
    return words.filter(Self.isOpen)
  }

  private func unknownKeys(of row: TemplateValue) -> [RuleError] {
    (conditions + escalations.flatMap(\.conditions)).compactMap { condition in
      guard !Self.isOpen(condition.key), row.value(at: condition.key) == nil else { return nil }
      return RuleError(
        place: condition.place,
        problem: .unknownColumn(condition.key, table: self.rows, known: row.dottedKeys))
    }
  }

  /// Each template over a row in which everything is something, then over one in which nothing is,
  /// so that what stands in `{{^key}}` is looked at too.
  private func templateErrors(_ row: TemplateValue, _ sample: TemplateValue) -> [RuleError] {
    // Reading the file found what is wrong with the templates themselves.
    guard let voice = try? RuleVoice(self, report: sample) else { return [] }
    let checks = [
      voice.checkMessage, voice.checkSuggestion, voice.checkSubject, voice.checkEffect,
    ]
    return checks.compactMap { check in
      for row in [row, row.emptied] {
        do { try check(row) } catch { return error as? RuleError }
      }
      return nil
    }
  }

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

extension TemplateValue {
  /// The row with something under dotted keys of its open objects.
  fileprivate func adding(_ keys: [String]) -> TemplateValue {
    guard case .object(var row) = self else { return self }
    for key in keys {
      let parts = key.split(separator: ".", maxSplits: 1).map(String.init)
      guard parts.count == 2, case .object(var open)? = row[parts[0]] else { continue }
      open[parts[1]] = .integer(1)
      row[parts[0]] = .object(open)
    }
    return .object(row)
  }

  /// The same keys with nothing in them.
  fileprivate var emptied: TemplateValue {
    switch self {
    case .object(let object):
      var empty = TemplateObject()
      for field in object.fields { empty[field.name] = field.value.emptied }
      return .object(empty)
    case .list: return .list([])
    case .text: return .text("")
    case .bool: return .bool(false)
    case .null, .integer, .decimal: return self
    }
  }
}
