import Foundation
import TestSupport
import Testing

/// The samples' reports, byte for byte. `RECORD_GOLDENS=1` writes them anew, and still fails.
struct `Reports of the samples` {
  static let cases = ["coding-agents", "gateway", "team"].flatMap { sample in
    [
      "report.md", "report.json", "report.csv", "report.xml", "report.html", "report.focus.csv",
    ].map { (sample, $0) }
  }

  /// The documents of the templates that ship beside the report's own.
  static let templates = ["coding-agents", "gateway", "team"].flatMap { sample in
    ["weekly.md", "pr-comment.md", "finance.html", "junit.xml"].map { (sample, $0) }
  }

  @Test(arguments: templates)
  func `are the same bytes as ever by every template`(sample: String, template: String) throws {
    try compare("samples/\(sample)", to: "\(sample)/\(template)", ["--template", template])
  }

  @Test(arguments: cases)
  func `are the same bytes as ever`(sample: String, file: String) throws {
    try compare("samples/\(sample)", to: "\(sample)/\(file)", [])
  }

  private func compare(_ sample: String, to name: String, _ options: [String]) throws {
    let file = name.split(separator: "/").last.map(String.init) ?? name
    let report = try Scratch.folder().appending(path: file)
    let outcome = try Program().run(list: ["report", sample, "-o", report.path] + options)
    #expect(outcome.status == 0, "\(outcome.errors)")
    let folder = report.deletingLastPathComponent()
    try compare(report, to: name)
    if file == "report.focus.csv" {
      let metadata = "report.focus.metadata.json"
      try compare(
        folder.appending(path: metadata), to: name.replacing(file, with: metadata))
    }
  }

  private func compare(_ report: URL, to name: String) throws {
    let golden = Program.root.appending(path: "Tests/EndToEndTests/Golden/\(name)")
    let made = try Data(contentsOf: report)
    if ProcessInfo.processInfo.environment["RECORD_GOLDENS"] != nil {
      try FileManager.default.createDirectory(
        at: golden.deletingLastPathComponent(), withIntermediateDirectories: true)
      try made.write(to: golden)
      Issue.record("recorded \(golden.path)")
    }
    #expect(try made == Data(contentsOf: golden))
  }
}
