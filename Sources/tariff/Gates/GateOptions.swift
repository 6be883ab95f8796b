import ArgumentParser
import ExactNumbers
import Reporting

/// The gates of a build: the report is written, and then they may fail it.
struct GateOptions: ParsableArguments {
  @Option(help: "budget, budget-watch, unpriced, rejected, warning, critical or increase:10%.")
  var failOn: [String] = []
  @Flag(help: "The same as --fail-on rejected --fail-on unpriced.")
  var strict = false

  /// The gates asked for, each once. Throws for one that nothing could trip: it would pass for ever.
  func gates(_ question: QuestionOptions, against: String?) throws -> [Gate] {
    var seen: Set<String> = []
    let names = (failOn + (strict ? ["rejected", "unpriced"] : [])).filter {
      seen.insert($0).inserted
    }
    return try names.map { name in
      let gate = try Gate(parsing: name)
      if let missing = Self.missing(gate, question, against) {
        throw Failure.option("--fail-on", found: name, expected: missing)
      }
      return gate
    }
  }

  /// What a gate needs to be judged, and isn't there.
  private static func missing(
    _ gate: Gate, _ question: QuestionOptions, _ against: String?
  ) -> String? {
    switch gate {
    case .budget, .budgetWatch:
      question.pricing.budget == nil ? "--budget AMOUNT with it: what a month may cost" : nil
    case .increase:
      against == nil
        ? "--against REPORT.json or --against previous with it: what it rose from" : nil
    case .warning, .critical:
      question.pricing.rules == ["none"] ? "rules that could find something" : nil
    case .unpriced, .rejected: nil
    }
  }
}
