import ArgumentParser
import Recommendations

/// Checks rule files before a report needs them.
struct RulesCheck: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Check rule files, each over the built-in rules and the files before it.",
    discussion: """
      Finds unknown tables and keys, conditions that can't be read, and names that no template can
      know; warns of rules that can never speak or that change nothing.

      Example: tariff rules check rules.yaml
      """)

  @Argument(help: "Rule files; the built-in rules without one. `none` first starts from nothing.")
  var files: [String] = []

  func run() throws {
    let sample = try RuleFiles.sample()
    var errors = 0
    var layers = files.isEmpty || files.first == "none" ? RuleSet.none : try RuleFiles.builtInSet()
    for path in files.isEmpty ? [RuleFiles.builtIn] : files where path != "none" {
      let text = files.isEmpty ? BuiltIn.text(path) ?? "" : try Files.text(path)
      let (set, mistakes) = RuleSet.read(text, file: path)
      let check = RuleCheck(set, errors: mistakes, over: layers, sample: sample)
      layers = check.layered
      report(check, path, rules: set.names.count)
      errors += check.errors.count
    }
    guard errors == 0 else {
      throw Failure.data("\(errors) error\(errors == 1 ? "" : "s") in rule files")
    }
  }

  private func report(_ check: RuleCheck, _ path: String, rules: Int) {
    for error in check.errors { print("\(error.place): error: \(error.text)") }
    for warning in check.warnings { print("\(warning.place): warning: \(warning.text)") }
    func count(_ number: Int, _ noun: String) -> String {
      "\(number == 0 ? "no" : String(number)) \(noun)\(number == 1 ? "" : "s")"
    }
    print(
      "\(path): \(count(rules, "rule")), \(count(check.errors.count, "error")), "
        + count(check.warnings.count, "warning"))
  }
}
