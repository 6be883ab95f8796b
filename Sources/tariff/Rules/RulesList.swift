import ArgumentParser
import Recommendations
import Templating

/// The rules, one line a rule.
struct RulesList: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the rules: what they look at, and what they find.",
    discussion: "Example: tariff rules list --rules rules.yaml")

  @Option(help: "text, markdown, json or csv.")
  var format = "text"
  @Option(name: [.short, .long], help: "A file instead of standard output.")
  var output: String?
  @OptionGroup var rules: RuleOptions

  func run() throws {
    let format = try TableOutput.Format.named(format)
    var table = TableOutput(columns: ["id", "severity", "rows", "about"])
    table.rows = try rules.ruleSet().rules().map { rule in
      [
        .text(rule.name), .text(rule.severities), .text(rule.rows), .text(rule.about),
      ]
    }
    try Answer.write(table.text(format), to: output)
  }
}

extension Rule {
  /// `warning, critical`: its own severity, then what it escalates to.
  var severities: String {
    ([severity] + escalations.map(\.severity)).map(\.rawValue).joined(separator: ", ")
  }
}
