import ArgumentParser
import Metering
import Rendering
import Reporting

/// Why two costs differ: of two paths, two periods, or two saved reports.
struct DiffCommand: ParsableCommand, KnowingConfiguration {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Say why two costs differ: volume, mix, efficiency, price, adding up exactly.",
    usage: """
      tariff diff BEFORE AFTER [<options>]
      tariff diff PATH --month M --against M2|previous|REPORT.json [<options>]
      """,
    discussion: """
      BEFORE and AFTER are events or saved JSON reports. With one PATH, --month, --week, --day, \
      --last or --since and --until say the later period, and --against the earlier one.

      Example: tariff diff september.json october.json --format markdown
      Example: tariff diff events/ --month 2026-10 --against previous --fail-on increase:10%
      """)

  @OptionGroup var question: QuestionOptions
  @Option(
    help: "The earlier period: previous, 2026-09, 2026-W40, 2026-10-04, START..END, or a report.",
    completion: .file())
  var against: String?
  @Option(help: "text, markdown, json or csv; repeatable; default markdown.")
  var format: [String] = []
  @Option(
    name: [.short, .long], help: "A file, or a directory for several formats.", completion: .file())
  var output: String?
  @Option(help: "increase:10%: exit with 1 where the cost rose by more than so many percent.")
  var failOn: [String] = []
  var configured: [String] = []

  func run() throws {
    let gates = try failOn.map(Self.gate)
    let targets = try DocumentTargets(
      format, output: output, known: DiffDocument.formats, stem: "diff")
    let (before, after) = try reports()
    let difference = try CostDifference(from: before, to: after)
    if let asked = difference.askedDifferently.sentence { Voice.note(asked) }
    let document = DiffDocument(difference)
    try targets.write { try document.text($0, templates: TemplateLibrary.builtIn) }
    try gates.map { $0.judge(difference) }.check()
  }

  private static func gate(_ text: String) throws -> IncreaseGate {
    if let gate = try IncreaseGate(parsing: text) { return gate }
    throw Failure.option("--fail-on", found: text, expected: "increase:10%")
  }

  /// The two sides of the comparison.
  private func reports() throws -> (before: CostedReport, after: CostedReport) {
    let paths = question.input.paths
    switch (paths.count, against) {
    case (2, nil): return try sides(paths[0], paths[1])
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

  /// Two paths, each looked into once, as a pipe can't be read again.
  private func sides(
    _ before: String, _ after: String
  ) throws -> (before: CostedReport, after: CostedReport) {
    let saved = [
      try ComparedReports.report(at: before), try ComparedReports.report(at: after),
    ]
    // With one report and one path the period is the path's; a configuration file's is of events.
    let asksForPeriod =
      question.period.isGiven
      && !configured.contains(where: ConfigurationFile.periodOptions.contains)
    guard saved.contains(where: { $0 == nil }) || !asksForPeriod else {
      throw Failure.usage(
        "a period does not change saved reports such as \(before); name the events instead")
    }
    let reports = (
      before: try saved[0] ?? report(of: before), after: try saved[1] ?? report(of: after)
    )
    if !failOn.isEmpty, saved[0] != nil, saved[1] == nil {
      try IncreaseGate.checkLengths(reports.before, reports.after)
    }
    return reports
  }

  private func report(of path: String) throws -> CostedReport {
    var question = question
    question.input.paths = [path]
    return try CostedReport(try Report(try question.request()))
  }

  /// Two periods of one path, which is read once, or a saved report and the path.
  private func periods(
    of path: String, _ against: String
  ) throws -> (before: CostedReport, after: CostedReport) {
    guard try ComparedReports.report(at: path) == nil else {
      throw Failure.usage(
        "--against: \(path) is a saved report, of one period; name a second report instead")
    }
    let periods = try ComparedReports.periods(question, against: against)
    let saved = periods.count == 1 ? try ComparedReports.saved(against) : nil
    let reports = try question.requests(of: periods).map {
      try CostedReport(try Report($0))
    }
    let (earlier, later) = (saved ?? reports[0], reports[reports.count - 1])
    if !failOn.isEmpty { try IncreaseGate.checkLengths(earlier, later) }
    return (earlier, later)
  }
}
