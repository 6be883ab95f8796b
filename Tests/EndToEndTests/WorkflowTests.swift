import Foundation
import TestSupport
import Testing

/// What docs/ci.md and the workflows of samples/ci do, step by step.
struct `In a repository's CI` {
  private func weekly(_ week: String, _ folder: URL) throws -> Program.Outcome {
    let previous = folder.appending(path: "weekly.json").path
    let isFirst = !FileManager.default.fileExists(atPath: previous)
    let against = isFirst ? [] : ["--against", previous]
    return try Program().run(
      list: [
        "report", "samples/gateway", "--week", week, "--template", "weekly.md", "--format",
        "markdown", "--format", "json", "-o", folder.appending(path: week).path + "/",
      ] + against)
  }

  private func text(_ folder: URL, _ path: String) throws -> String {
    try String(contentsOf: folder.appending(path: path), encoding: .utf8)
  }

  @Test func `a week is compared with the one before, and run again is the same`() throws {
    let folder = try Scratch.folder()
    #expect(try weekly("2026-W41", folder).status == 0)
    #expect(try !text(folder, "2026-W41/report.md").contains("## Against"))
    try Data(text(folder, "2026-W41/report.json").utf8)
      .write(to: folder.appending(path: "weekly.json"))
    let outcome = try weekly("2026-W42", folder)
    #expect(outcome.status == 0, "\(outcome.errors)")
    let made = try text(folder, "2026-W42/report.md")
    #expect(made.hasPrefix("# LLM usage, 2026-10-12 to 2026-10-19\n"))
    #expect(made.contains("\n## Against weekly.json\n"))
    #expect(made.contains("\n| Requests | 233 | 247 | +14 | +6.0 |\n"), "\(made)")
    #expect(made.contains("\n| volume | "))
    _ = try weekly("2026-W42", folder)
    #expect(try text(folder, "2026-W42/report.md") == made)
  }

  @Test func `a gate that trips leaves its report`() throws {
    let folder = try Scratch.folder()
    let output = folder.appending(path: "report.json").path
    let outcome = try Program().run(
      "report", "samples/gateway", "--strict", "--fail-on", "budget", "--fail-on", "critical",
      "--budget", "1", "-o", output)
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains("budget: ") && outcome.errors.contains("rejected: 7"))
    #expect(FileManager.default.fileExists(atPath: output))
  }

  /// Every template that a workflow names is there.
  @Test(arguments: ["weekly-report.yml", "usage-gate.yml"])
  func `workflows name templates that there are`(file: String) throws {
    let workflow = try String(
      contentsOf: Program.root.appending(path: "samples/ci/\(file)"), encoding: .utf8)
    let names = workflow.matches(of: #/--template (\S+)/#).map { String($0.1) }
    #expect(!names.isEmpty)
    for name in names { #expect(try Program().run("templates", "check", name).status == 0) }
  }
}
