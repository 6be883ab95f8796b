import ArgumentParser
import Charging
import Metering
import PriceBooks

/// Checks price books as a careful reviewer would.
struct PricesCheck: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Check price books; the built-in ones without FILE.",
    discussion: "Example: tariff prices check contract.yaml")

  @Argument(help: "Price books.")
  var files: [String] = []
  @Option(help: "The day of the check; today without it.")
  var now: String?

  func run() throws {
    let instant = try now.map { try PeriodOptions.instant($0, option: "--now", .utc) } ?? Clock.now
    let today = ZoneOffsets.utc.local(instant).date
    var errors = 0
    for name in files.isEmpty ? BookFiles.builtIn : files {
      let (text, path) =
        files.isEmpty
        ? try BookFiles.builtInText(name) : (try Files.text(name), name)
      errors += check(text, path, today)
    }
    guard errors == 0 else {
      throw Failure.data("\(errors) error\(errors == 1 ? "" : "s") in price books")
    }
  }

  private func check(_ text: String, _ path: String, _ today: CivilDate) -> Int {
    let (book, errors) = PriceBook.read(text, file: path, zones: { Clock.zone(named: $0) })
    let check = PriceCheck(book, file: path, errors: errors, today: today)
    for finding in check.findings { print(finding) }
    let failed = check.findings.count { $0.severity == .error }
    let warned = check.findings.count - failed
    let rows = book.entries.reduce(0) { $0 + $1.rows.count }
    print(
      "\(path): \(book.entries.count) prices, \(rows) rows, \(failed == 0 ? "no" : "\(failed)") "
        + "errors, \(warned == 0 ? "no" : "\(warned)") warnings")
    return failed
  }
}
