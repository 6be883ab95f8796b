import ArgumentParser
import Recommendations
import Rendering
import Templating

/// The rules, one line a rule.
struct RulesList: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the rules: what they look at, and what they find.",
    discussion: "Example: tariff rules list --rules rules.yaml")

  @OptionGroup var answer: TableOptions
  @OptionGroup var rules: RuleOptions

  func run() throws {
    let targets = try answer.targets("rules")
    var table = TableOutput(columns: ["id", "severity", "rows", "about"])
    table.rows = try rules.ruleSet().rules().map { rule in
      [
        .text(rule.name), .text(rule.severities), .text(rule.rows), .text(rule.about),
      ]
    }
    try targets.write(table.text)
  }
}

extension Rule {
  /// `warning, critical`: its own severity, then what it escalates to.
  var severities: String {
    ([severity] + escalations.map(\.severity)).map(\.rawValue).joined(separator: ", ")
  }
}
