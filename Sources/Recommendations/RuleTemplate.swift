import ConfigurationText
import Templating

/// A rule's message, suggestion, subject or effect: a text template over a row's keys.
struct RuleTemplate {
  private let template: Template
  private let rule: String
  private let key: String
  private let place: FilePlace

  /// Throws where the template's own grammar is broken; names are checked against a row later.
  init(_ source: String, rule: String, key: String, at place: FilePlace) throws(RuleError) {
    self.rule = rule
    self.key = key
    self.place = place
    do {
      template = try Template(source, name: "\(rule).\(key)", format: .text)
    } catch {
      throw RuleError(
        place: place, problem: .template(rule: rule, key: key, String(describing: error)))
    }
  }

  func render(
    _ context: TemplateValue, minorDigits: Int
  ) throws(RuleError) -> String {
    do {
      return try template.render(context, minorDigits: minorDigits)
    } catch {
      throw RuleError(
        place: place, problem: .template(rule: rule, key: key, String(describing: error)))
    }
  }
}
