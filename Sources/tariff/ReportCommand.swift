import ArgumentParser
import Charging
import Metering
import PriceBooks
import Recommendations
import Rendering
import Reporting
import Templating

/// The main job: load, aggregate, price, recommend, render.
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Report what was used, what it cost, and what to do about it.",
    discussion: """
      Example: tariff report samples/gateway --month 2026-10 --timezone Europe/Berlin
      Example: tariff report events/ --prices contract.yaml -o report.html
      Example: tariff report events/ --month 2026-10 --against previous --fail-on increase:10%
      """)

  @OptionGroup var question: QuestionOptions
  @Option(
    help: "REPORT.json or previous: show what changed beside every figure.", completion: .file())
  var against: String?
  @OptionGroup(title: "Output") var output: OutputOptions
  @OptionGroup(title: "Gates") var gates: GateOptions

  func run() throws {
    if output.schema { return try output.printSchema() }
    try Voice.set(quiet: output.quiet, verbose: output.verbose)
    let gates = try gates.gates(question, against: against)
    let targets = try output.targets()
    if output.table == "groups", question.grouping.groupBy == nil {
      Voice.note("--table groups holds nothing without --group-by")
    }
    var request = try request(with: targets.tables)
    request.generatedAt = try output.generationTime(request.summary.plan.zone)
    Voice.tell(Self.account(of: request))
    let report = try Report(request)
    if let earlier = request.earlier, gates.contains(where: \.isIncrease) {
      try IncreaseGate.checkLengths(earlier.report, try CostedReport(report))
    }
    if let asked = report.changes?.difference.askedDifferently.sentence { Voice.note(asked) }
    for slip in report.recommendations.unmatchedNames { Voice.note("\(slip)") }
    let verdicts = gates.map { $0.judge(report) }
    try targets.write(report, gates: verdicts)
    report.focus?.warn()
    try verdicts.check()
  }

  /// What was read and priced, for `--verbose`.
  private static func account(of request: ReportRequest) -> String {
    let inputs = request.inputs
    return "read \(inputs.files) files, \(inputs.bytes) bytes, \(inputs.records) records; "
      + "used \(request.summary.used); priced by \(request.books.books.count) books"
  }

  /// What the report and tables beside it are made from, with the earlier report that it is
  /// compared with.
  private func request(with tables: Set<FormatTable>) throws -> ReportRequest {
    guard let against else { return try question.requests(of: [question.period], tables)[0] }
    let periods = try ComparedReports.periods(question, against: against)
    let saved = periods.count == 1 ? try ComparedReports.saved(against) : nil
    let requests = try question.requests(of: periods, tables)
    var request = requests[requests.count - 1]
    let name = saved == nil ? against : QuestionOptions.lastComponent(against)
    let report = try saved ?? CostedReport(try Report(requests[0]))
    request.earlier = EarlierReport(name: name, report: report)
    request.options["against"] = .text(name)
    return request
  }
}
