import ArgumentParser
import Recommendations

/// One rule in full, as a rule file writes it.
struct RulesShow: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show a rule in full, after all files that say something of it.",
    discussion: "Example: tariff rules show backend-reliability")

  @Argument(help: "The id of a rule.")
  var id: String
  @Option(name: [.short, .long], help: "A file instead of standard output.")
  var output: String?
  @OptionGroup var rules: RuleOptions

  func run() throws {
    let set = try rules.ruleSet()
    guard let text = set.yaml(of: id) else {
      throw Failure.option("rules show", found: id, known: set.names)
    }
    try Answer.write(text, to: output)
  }
}
