import ExactNumbers
import Reporting
import Templating

/// Where a report to compare with comes from: another period of the same usage, or a saved JSON
/// report, known by its content.
enum ComparedReports {
  /// How much of a file shows that it holds usage: a report's object goes on for longer.
  private static let head = 65_536

  /// nil where the path holds usage, or is for the reader of usage to complain about.
  static func report(at path: String) throws -> CostedReport? {
    guard path != "-", Files.exists(path), !Files.isDirectory(path) else { return nil }
    guard Files.isRegular(path) else { return try report(fromPipe: path) }
    var bytes = try Files.read(path, limit: head)
    if bytes.count >= head {
      guard SavedReport.mayBegin(with: bytes) else { return nil }
      bytes = try Files.read(path)
    }
    guard SavedReport.recognises(bytes) else { return nil }
    return try CostedReport(try SavedReport(bytes, file: path))
  }

  /// A pipe can be read once: what is in it must be a report.
  private static func report(fromPipe path: String) throws -> CostedReport {
    let bytes = try Files.read(path)
    guard SavedReport.recognises(bytes) else {
      throw Failure.data(
        "\(path): found no saved report; expected JSON of `tariff report --format json` "
          + "(events can't be read from a pipe here: save them to a file)")
    }
    return try CostedReport(try SavedReport(bytes, file: path))
  }

  /// The earlier period that `--against` names and the period asked for; this one alone where it
  /// names none.
  static func periods(
    _ question: QuestionOptions, against: String
  ) throws -> [PeriodOptions] {
    let earlier = try question.period.compared(with: against, try question.zone())
    return (earlier.map { [$0] } ?? []) + [question.period]
  }

  /// The report that `--against` names.
  static func saved(_ path: String) throws -> CostedReport {
    if let report = try report(at: path) { return report }
    guard Files.exists(path) else {
      throw Failure.option(
        "--against", found: path,
        expected: "previous, a month, week or day, START..END, or a saved JSON report")
    }
    throw Failure.data("\(path): found no saved report; make it with tariff report --format json")
  }
}
