import ArgumentParser
import Recommendations
import Reporting
import Templating

/// The recommendation rules: list them, show one, check a file of your own.
struct RulesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rules", abstract: "Look at and check the recommendation rules.",
    subcommands: [RulesList.self, RulesShow.self, RulesCheck.self, RulesDocument.self])
}

/// The rules that a command looks at.
struct RuleOptions: ParsableArguments {
  @Option(
    help: "A rule file over the built-in rules; repeatable. `none` first starts from nothing.")
  var rules: [String] = []

  func ruleSet() throws -> RuleSet { try RuleFiles.ruleSet(rules) }
}

/// Reads rule files: the one that the binary carries, and those of the user.
enum RuleFiles {
  static let builtIn = "pricing/rules/default.yaml"

  /// The rules that `--rules` names, over the built-in ones unless `none` comes first.
  static func ruleSet(_ names: [String]) throws -> RuleSet {
    var set = names.first == "none" ? RuleSet.none : try builtInSet()
    for path in names where path != "none" {
      set = try RuleSet(parsing: try Files.text(path), file: path).layered(over: set)
    }
    return set
  }

  static func builtInSet() throws -> RuleSet {
    try RuleSet(parsing: BuiltIn.text(builtIn) ?? "", file: builtIn, origin: .builtIn)
  }

  /// A report with a row in every table, for checking rules without usage.
  static func sample() throws -> TemplateValue { try Report.sampleForRules() }
}
