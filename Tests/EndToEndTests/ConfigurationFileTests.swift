import Foundation
import TestSupport
import Testing

/// `tariff.yaml` says what a command line would, and the command line has the last word.
struct `A configuration file` {
  private func outcome(_ yaml: String, _ arguments: String...) throws -> Program.Outcome {
    let file = try Scratch.file()
    try Data(yaml.utf8).write(to: file)
    let question = ["report", "samples/gateway", "--format", "json", "--config", file.path]
    return try Program().run(list: question + arguments)
  }

  private func output(_ arguments: String...) throws -> String {
    try Program().run(list: ["report", "samples/gateway", "--format", "json"] + arguments).output
  }

  @Test func `takes what a report is compared with`() throws {
    let configured = try outcome("month: 2026-10\nagainst: previous\n")
    #expect(configured.output == (try output("--month", "2026-10", "--against", "previous")))
    #expect(configured.output.contains("\"against\""))
  }

  @Test func `gives way to a format on the command line`() throws {
    let configured = try outcome("format: [csv, xml]\n")
    #expect(configured.status == 0, "\(configured.errors)")
    #expect(configured.output == (try output()))
  }

  @Test(arguments: [["--day", "2026-10-05"], ["--since", "2026-10-05"], ["--month", "2026-09"]])
  func `gives way to another period on the command line`(period: [String]) throws {
    let configured = try outcome("month: 2026-10\n", period[0], period[1])
    #expect(configured.status == 0, "\(configured.errors)")
    #expect(configured.output == (try output(period[0], period[1])))
  }
}
