import ArgumentParser
import Recommendations
import Rendering

/// Writes `docs/rules.md` from the rules themselves; `make docs` runs it.
struct RulesDocument: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "document", abstract: "Write the rules' page of the documentation.",
    shouldDisplay: false)

  @Option(name: [.short, .long], help: "A file instead of standard output.")
  var output: String?
  @OptionGroup var rules: RuleOptions

  func run() throws {
    let set = try rules.ruleSet()
    let rules = try set.rules()
    let table = MarkdownTable(
      header: ["Rule", "Severity", "Looks at", "Finds"],
      alignments: [.left, .left, .left, .left],
      rows: rules.map { rule in
        ["[\(rule.name)](#\(rule.name))", rule.severities, "`\(rule.rows)`", rule.about]
      })
    let sections = rules.map { section($0, yaml: set.yaml(of: $0.name) ?? "") }
    try Answer.write(Self.introduction + table.markdown + sections.joined(), to: output)
  }

  private func section(_ rule: Rule, yaml: String) -> String {
    let effect =
      rule.effect.map { "Its effect in money a month is `\($0)`." }
      ?? "It states no effect in money."
    return """

      ## \(rule.name)

      \(rule.about) \(rule.why)

      \(effect)

      ```yaml
      \(yaml)```

      """
  }

  private static let introduction = """
    # Recommendation rules

    <!-- Written by `make docs` from pricing/rules/default.yaml; change that file, not this one. -->

    A rule looks at every row of one table of the report and speaks where all of its conditions
    hold. Rules are data: a file of your own, named with `--rules`, adds rules, changes single keys
    of the built-in ones, or turns them off.

    ```yaml
    tariff: rules/1
    rules:
      backend-performance:
        where: {duration_ms.mean: "> 2000"}     # this threshold moves, the rest stays
      cost-optimization:
        off: true
      busy-tool:                                # a rule of your own
        about: A tool is used a lot.
        rows: tools
        where: {requests: ">= 1000"}
        severity: info
        message: "{{name}} made {{requests}} requests for {{cost.amount | 2}} {{report.cost.currency}}"
        suggestion: "Look whether all of them are needed."
    ```

    `tariff rules list` lists the rules, `tariff rules show ID` prints one in full after all files,
    and `tariff rules check FILE` finds what is wrong with a file before a report needs it.

    Beside the tables of the JSON report, rules may look at some that it does not show:
    `alternatives` (the backend that would do the same for less), `cache_opportunities` (a row a
    price with a cheaper rate for cached input), `price_ages` (a row a book that priced something),
    `concentration` (each backend's share of the cost), `unpriced_names` (a row a backend and model
    that has usage without a price) and `spikes`. What failures cost a month is `per_month` in rows of
    `errors` there, and `failures_per_month` in rows of `backends`.


    """
}
