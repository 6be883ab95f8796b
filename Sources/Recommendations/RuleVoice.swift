import ExactNumbers
import Templating

/// A rule's templates, made ready once for all of the rows that it speaks about.
struct RuleVoice {
  private let rule: Rule
  private let report: TemplateValue
  /// Of the minor unit of the report's currency.
  private let minorDigits: Int
  private let message: RuleTemplate
  private let suggestion: RuleTemplate
  private let subject: RuleTemplate?
  private let effect: RuleTemplate?

  init(_ rule: Rule, report: TemplateValue, minorDigits: Int = 2) throws(RuleError) {
    self.rule = rule
    self.report = report
    self.minorDigits = minorDigits
    message = try rule.template(rule.message, .message)
    suggestion = try rule.template(rule.suggestion, .suggestion)
    subject = try rule.templateOrKey(rule.subject, .subject)
    effect = try rule.templateOrKey(rule.effect, .effect)
  }

  func finding(of row: TemplateValue, severity: Severity) throws(RuleError) -> Finding {
    let context = context(of: row)
    return Finding(
      rule: rule.name, severity: severity,
      subject: try subject(of: row, context),
      message: try message.render(context, minorDigits: minorDigits),
      suggestion: try suggestion.render(context, minorDigits: minorDigits),
      evidence: evidence(of: row),
      monthlyEffect: try effect(of: row, context))
  }

  // Each renders one text and throws what is wrong with it.
  func checkMessage(_ row: TemplateValue) throws(RuleError) {
    _ = try message.render(context(of: row), minorDigits: minorDigits)
  }

  func checkSuggestion(_ row: TemplateValue) throws(RuleError) {
    _ = try suggestion.render(context(of: row), minorDigits: minorDigits)
  }

  func checkSubject(_ row: TemplateValue) throws(RuleError) {
    _ = try subject(of: row, context(of: row))
  }

  func checkEffect(_ row: TemplateValue) throws(RuleError) {
    _ = try effect(of: row, context(of: row))
  }

  /// The row's keys, then those of the report that the row doesn't hide; the whole report is
  /// `report`.
  private func context(of row: TemplateValue) -> TemplateValue {
    guard case .object(var fields) = row, case .object(let root) = report else { return row }
    for field in root.fields where fields[field.name] == nil { fields[field.name] = field.value }
    if fields["report"] == nil { fields["report"] = report }
    return .object(fields)
  }

  /// By default the row's name, else its first key where that is a plain value, else the table.
  private func subject(
    of row: TemplateValue, _ context: TemplateValue
  ) throws(RuleError) -> String {
    if let subject { return try subject.render(context, minorDigits: minorDigits) }
    if let key = rule.subject {
      guard let value = row.value(at: key) else {
        throw RuleError(
          place: rule.place(of: .subject),
          problem: .unknownColumn(key, table: rule.rows, known: row.dottedKeys))
      }
      return value.scalarText ?? ""
    }
    if let name = row["name"]?.scalarText { return name }
    guard case .list = report.value(at: rule.rows), case .object(let fields) = row else {
      return rule.rows
    }
    return fields.fields.first?.value.scalarText ?? rule.rows
  }

  private func effect(
    of row: TemplateValue, _ context: TemplateValue
  ) throws(RuleError) -> ExactDecimal? {
    guard let key = rule.effect else { return nil }
    let text: String
    if let effect {
      text = try effect.render(context, minorDigits: minorDigits)
      if text.isEmpty { return nil }
      if let number = try? ExactDecimal(parsing: text) { return number }
    } else {
      guard let value = row.value(at: key) else {
        throw RuleError(
          place: rule.place(of: .effect),
          problem: .unknownColumn(key, table: rule.rows, known: row.dottedKeys))
      }
      if let number = value.number { return number }
      guard value != .null else { return nil }
      text = value.scalarText ?? key
    }
    throw RuleError(
      place: rule.place(of: .effect),
      problem: .notANumber(rule: rule.name, key: "effect", text))
  }

  /// By default the name, what the conditions look at, the requests and the cost.
  private func evidence(of row: TemplateValue) -> TemplateObject {
    let asked = rule.conditions + rule.escalations.flatMap(\.conditions)
    let keys = rule.evidence ?? ["name"] + asked.map(\.key) + ["requests", "cost.amount"]
    var evidence = TemplateObject()
    for key in keys {
      if let value = row.value(at: key) { evidence[key] = value }
    }
    return evidence
  }
}

extension Rule {
  fileprivate func template(
    _ source: String, _ key: RuleDraft.TextKey
  ) throws(RuleError) -> RuleTemplate {
    try RuleTemplate(source, rule: name, key: key.rawValue, at: place(of: key))
  }

  /// A template where the text has a tag; nil where it is a plain key, or absent.
  fileprivate func templateOrKey(
    _ source: String?, _ key: RuleDraft.TextKey
  ) throws(RuleError) -> RuleTemplate? {
    guard let source, source.contains("{{") else { return nil }
    return try template(source, key)
  }
}
