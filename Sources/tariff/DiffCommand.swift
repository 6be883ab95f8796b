import ArgumentParser
import Metering
import Rendering
import Reporting

/// Why two costs differ: of two paths, two periods, or two saved reports.
struct DiffCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Say why two costs differ: volume, mix, efficiency, price, adding up exactly.",
    discussion: """
      BEFORE and AFTER are events or saved JSON reports. With one PATH, --month, --week, --day, \
      --last or --since and --until say the later period, and --against the earlier one.

      Example: tariff diff september.json october.json --format markdown
      Example: tariff diff events/ --month 2026-10 --against previous --fail-on increase:10%
      """)

  static let optionNames = [
    "input-format", "since", "until", "last", "month", "week", "day", "timezone", "now",
    "assume-zone", "prices", "currency", "where", "label", "dedup", "estimate-tokens", "cost",
    "against",
  ]

  @OptionGroup var question: QuestionOptions
  @Option(help: "The earlier period: previous, 2026-09, 2026-W40, 2026-10-04, or START..END.")
  var against: String?
  @Option(help: "text, markdown, json or csv; default markdown.")
  var format: String?
  @Option(name: [.short, .long], help: "A file instead of standard output.")
  var output: String?
  @Option(help: "increase:10%: exit with 1 where the cost rose by more than so many percent.")
  var failOn: [String] = []

  func run() throws {
    let format = try DiffFormat(named: format, output: output)
    let gates = try failOn.map(Self.gate)
    if let output { _ = try AtomicFile(path: output) }
    let (before, after) = try reports()
    let difference = try CostDifference(from: before, to: after)
    try Answer.write(try format.document(difference.tree), to: output)
    let tripped = gates.compactMap { $0.message(difference) }
    guard tripped.isEmpty else {
      throw Failure(status: 1, message: tripped.joined(separator: "\ntariff: "))
    }
  }

  private static func gate(_ text: String) throws -> IncreaseGate {
    if let gate = try IncreaseGate(parsing: text) { return gate }
    throw Failure.usage("--fail-on: found '\(text)'; expected increase:10%")
  }

  /// The two sides of the comparison.
  private func reports() throws -> (before: CostedReport, after: CostedReport) {
    let paths = question.input.paths
    switch (paths.count, against) {
    case (2, nil): return (try report(of: paths[0]), try report(of: paths[1]))
    case (2, _?):
      throw Failure.usage("--against compares periods of one PATH; found two: leave one out")
    case (1, let against?): return try periods(of: paths[0], against)
    case (1, nil):
      throw Failure.usage(
        "nothing to compare with; name a second path, or --month M --against previous")
    default:
      throw Failure.usage("found \(paths.count) paths; expected BEFORE AFTER, or one PATH")
    }
  }

  private func report(of path: String) throws -> CostedReport {
    if let saved = try ComparedReports.report(at: path) {
      try refuseQuestions(about: path)
      return saved
    }
    var question = question
    question.input.paths = [path]
    return try CostedReport(try Report(try question.request()).tree, label: path)
  }

  /// A saved report has answered its question already.
  private func refuseQuestions(about path: String) throws {
    // With one report and one path the options are the path's.
    guard try question.input.paths.allSatisfy({ try ComparedReports.report(at: $0) != nil }) else {
      return
    }
    let asked: [(String, Bool)] = [
      ("a period", question.period.isGiven), ("--where", !question.grouping.where.isEmpty),
      ("--prices", !question.pricing.prices.isEmpty),
      ("--currency", question.pricing.currency != nil),
    ]
    guard let option = asked.first(where: \.1)?.0 else { return }
    throw Failure.usage(
      "\(option) does not change a saved report such as \(path); name the events instead")
  }

  /// Two periods of one path, which is read once.
  private func periods(
    of path: String, _ against: String
  ) throws -> (before: CostedReport, after: CostedReport) {
    guard try ComparedReports.report(at: path) == nil else {
      throw Failure.usage("--against: \(path) is a saved report of one period; name a second one")
    }
    let periods = try ComparedReports.periods(question, against: against)
    let reports = try question.requests(of: periods).map {
      try CostedReport(try Report($0).tree, label: path)
    }
    if reports.count == 2 { return (reports[0], reports[1]) }
    return (try ComparedReports.saved(against), reports[0])
  }
}
