import Foundation
import TestSupport
import Testing

/// `tariff init` writes what a folder needs to begin, and never over what is there.
struct `A new folder's files` {
  private let sample = Program.root.appending(path: "samples/gateway").path

  @Test func `pass the check of prices, and price a report within its budget`() throws {
    let folder = try Scratch.folder()
    let outcome = try Program().run(list: ["init"], in: folder)
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.output.isEmpty)
    let check = try Program().run(list: ["prices", "check", "contract.yaml"], in: folder)
    #expect(check.status == 0, "\(check.output)")
    #expect(check.output == "contract.yaml: 0 prices, 0 rows, no errors, no warnings\n")
    let report = try Program().run(list: ["report", sample, "--format", "json"], in: folder)
    #expect(report.status == 0, "\(report.errors)")
    let tree = try JSONDecoder().decode(JSONTree.self, from: Data(report.output.utf8))
    #expect(tree["cost", "budget", "amount"].number == 100)
    #expect(tree["prices"].elements.contains { $0["name"].text == "Our contract" })
  }

  @Test func `change no figure until somebody changes them`() throws {
    let folder = try Scratch.folder()
    #expect(try Program().run(list: ["init", "--quiet"], in: folder).errors.isEmpty)
    func charges(_ folder: URL) throws -> String {
      try Program().run(list: ["report", sample, "--format", "csv"], in: folder).output
    }
    #expect(try charges(folder) == charges(try Scratch.folder()))
  }

  @Test func `are written into a new directory`() throws {
    let folder = try Scratch.folder().appending(path: "costs")
    let outcome = try Program().run("init", folder.path)
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        == ["contract.yaml", "tariff.yaml"])
  }

  @Test(arguments: ["tariff.yaml", "contract.yaml"])
  func `are never written over, nor beside, one that is there`(name: String) throws {
    let folder = try Scratch.folder()
    try Data("mine".utf8).write(to: folder.appending(path: name))
    let outcome = try Program().run("init", folder.path)
    #expect(outcome.status == 73)
    #expect(outcome.errors.contains("\(name): is there already, and nothing was written"))
    #expect(try String(contentsOf: folder.appending(path: name), encoding: .utf8) == "mine")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [name])
  }

  /// Whatever stands behind a `#` is meant to be used: it is read with its `#` taken away.
  @Test func `have examples that are right`() throws {
    let folder = try Scratch.folder()
    #expect(try Program().run(list: ["init"], in: folder).status == 0)
    let file = folder.appending(path: "contract.yaml")
    let text = try String(contentsOf: file, encoding: .utf8)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      let isExample = line.firstMatch(of: #/^# ( *- |  |prices:|contract:|fx:)/#) != nil
      if isExample { return String(line.dropFirst(2)) }
      return line.hasSuffix(": []") ? "" : String(line)
    }
    try Data(lines.joined(separator: "\n").utf8).write(to: file)
    let check = try Program().run(
      list: ["prices", "check", "contract.yaml"], in: folder)
    #expect(check.status == 0, "\(check.output)")
    #expect(check.output.contains("1 prices, 1 rows, no errors"), "\(check.output)")
    // The example prices what it names, though a built-in price has the more exact name.
    let event =
      "{\"timestamp\":\"2026-10-05T10:00:00Z\",\"backend_used\":\"openai\","
      + "\"model\":\"gpt-4o\",\"input_tokens\":1000000}"
    try Data(event.utf8).write(to: folder.appending(path: "events.ndjson"))
    let outcome = try Program().run(
      list: ["report", "events.ndjson", "--format", "json"], in: folder)
    let report = try JSONDecoder().decode(JSONTree.self, from: Data(outcome.output.utf8))
    let charge = try #require(report["cost", "charges"].elements.first)
    #expect(charge["book"].text == "Our contract")
    #expect(charge["list_amount"].number == 2)
  }
}
