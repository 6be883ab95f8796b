import Foundation
import TestSupport
import Testing

/// The price books in the program, as a user meets them.
struct `Built-in prices` {
  @Test func `are the ones of the folder pricing`() throws {
    let prepared = Program.root.appending(path: "pricing/prepared.txt")
    let outcome = try Program().run("prices", "prepare")
    #expect(outcome.output == (try String(contentsOf: prepared, encoding: .utf8)))
  }

  @Test func `say the file and the line of the row that prices`() throws {
    let outcome = try Program().run("prices", "resolve", "gpt-4o", "--at", "2026-01-01")
    let words = outcome.output.split(separator: "\n").first { $0.hasPrefix("book") } ?? ""
    let line = try #require(words.split(separator: " ").last.flatMap { Int($0) })
    let file = Program.root.appending(path: "pricing/openai.yaml")
    let lines = try String(contentsOf: file, encoding: .utf8).split(
      separator: "\n", omittingEmptySubsequences: false)
    #expect(lines[line - 1].contains("input: 2.5, output: 10"), "line \(line)")
  }

  @Test func `give way to the same file of TARIFF_HOME`() throws {
    let home = try Scratch.folder()
    let folder = home.appending(path: "pricing")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let book = """
      tariff: prices/1
      name: ours
      currency: USD
      checked: 2026-11-01
      prices:
        - {id: openai/gpt-4o, match: [gpt-4o], source: a contract, rates: [{per: 1M tokens, input: 1, output: 2}]}
      """
    try Data(book.utf8).write(to: folder.appending(path: "openai.yaml"))
    func resolve(_ name: String) throws -> Program.Outcome {
      try Program().run(
        list: ["prices", "resolve", name, "--at", "2026-01-01"],
        environment: ["TARIFF_HOME": home.path])
    }
    #expect(try resolve("gpt-4o").output.contains("book    ours, line 6"))
    #expect(try resolve("gpt-4.1").status == 1)
    #expect(try resolve("claude-opus-4-5").output.contains("anthropic/claude-opus-4-5"))
  }
}
