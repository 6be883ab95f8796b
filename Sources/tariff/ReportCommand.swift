import ArgumentParser
import Metering
import Reporting

/// The main job: load, aggregate, price, recommend, render.
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Report what was used, what it cost, and what to do about it.",
    discussion: """
      Example: tariff report samples/gateway --month 2026-10 --timezone Europe/Berlin
      Example: tariff report events/ --prices contract.yaml -o report.html
      """)

  @OptionGroup var question: QuestionOptions
  @OptionGroup(title: "Output") var output: OutputOptions
  @OptionGroup(title: "Gates") var gates: GateOptions

  func run() throws {
    if output.schema { return try output.printSchema() }
    try gates.validateGates()
    let targets = try output.targets()
    var request = try question.request(for: targets.tables)
    request.generatedAt = try output.generationTime(request.summary.plan.zone)
    let report = try Report(request)
    try targets.write(report.tree, focus: report.focus)
    if let focus = report.focus, !output.quiet { focus.warn() }
    let tripped = gates.tripped(by: report)
    guard tripped.isEmpty else {
      throw Failure(status: 1, message: tripped.joined(separator: "\ntariff: "))
    }
  }
}
