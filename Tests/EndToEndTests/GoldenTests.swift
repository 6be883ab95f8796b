import Foundation
import TestSupport
import Testing

/// The samples' reports, byte for byte. `RECORD_GOLDENS=1` writes them anew, and still fails.
struct `Reports of the samples` {
  static let cases = ["coding-agents", "gateway"].flatMap { sample in
    [
      "report.md", "report.json", "report.csv", "report.xml", "report.html", "report.focus.csv",
    ].map { (sample, $0) }
  }

  @Test(arguments: cases)
  func `are the same bytes as ever`(sample: String, file: String) throws {
    let folder = try Scratch.folder()
    let report = folder.appending(path: file)
    let outcome = try Program().run("report", "samples/\(sample)", "-o", report.path)
    #expect(outcome.status == 0, "\(outcome.errors)")
    let metadata = file == "report.focus.csv" ? ["report.focus.metadata.json"] : []
    for file in [file] + metadata { try compare(folder.appending(path: file), sample, file) }
  }

  private func compare(_ report: URL, _ sample: String, _ file: String) throws {
    let golden = Program.root.appending(path: "Tests/EndToEndTests/Golden/\(sample)/\(file)")
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
