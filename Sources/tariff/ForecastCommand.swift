import ArgumentParser
import CostModeling
import ExactNumbers
import Metering
import Rendering
import Reporting
import Templating

/// The month's estimate day by day, its interval, and how well the method did in the past.
struct ForecastCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "forecast",
    abstract: "Say day by day what the month will have cost, and how sure that is.",
    discussion: """
      Example: tariff forecast events/ --budget 400
      Example: tariff forecast events/ --month 2026-10 --now 2026-10-12 --format csv -o days.csv
      """)

  @OptionGroup var question: QuestionOptions
  @OptionGroup var table: TableOptions
  @OptionGroup(title: "Gates") var gates: GateOptions

  func run() throws {
    let gates = try gates.gates(question, against: nil)
    let targets = try table.targets("forecast")
    let request = try question.request()
    let report = try Report(request)
    guard let forecast = try Forecast(report) else { throw Self.refusal(request) }
    try targets.write(ForecastText(forecast: forecast).text)
    try gates.map { $0.judge(report) }.check()
  }

  /// What the data lack, and how much would be enough for what.
  private static func refusal(_ request: ReportRequest) -> Failure {
    let found =
      request.summary.used == 0 ? "no usage" : "no complete day before the data end"
    return .data(
      "no estimate: found \(found); expected at least one complete day for run rate, 14 for the "
        + "estimate by weekday, and 21 + 1.5 × the days left for an interval from past errors. Give "
        + "earlier events, too, or say with --until or --now where the data end")
  }
}
