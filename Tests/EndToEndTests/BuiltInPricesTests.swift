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

  /// Names whose prices change by date, by context and by hours, at every hour of half a year.
  private static let usage: String = {
    let models = [
      "deepseek-chat", "deepseek-v4-pro", "o3", "gpt-5.4", "gemini-2.5-pro", "claude-opus-4-5",
      "grok-4.20", "mistral-large-latest", "unheard-of",
    ]
    let backends = ["gemini", "local", "azure", "deepseek-reasoner"]
    let contexts = [100, 199_999, 200_001, 300_000]
    return (0..<1500).map { index in
      let (month, day) = (index % 9 + 1, index % 28 + 1)
      let time =
        "2026-0\(month)-\(day < 10 ? "0" : "")\(day)T\(10 + index % 14):\(10 + index % 50):00Z"
      let tokens =
        index % 5 == 0
        ? "\"tokens_used\":\(index)"
        : "\"input_tokens\":\(contexts[index % 4]),\"output_tokens\":\(index % 700)"
      let model = index % 7 == 0 ? "" : "\"model\":\"\(models[index % models.count])\","
      return "{\"timestamp\":\"\(time)\",\"backend_used\":\"\(backends[index % 4])\",\(model)"
        + "\"success\":true,\"tool_name\":\"ask\",\(tokens)}\n"
    }.joined()
  }()

  @Test func `cost the same whether a summary is cut by all boundaries or by a name's own`() throws
  {
    let prepared = Program.root.appending(path: "pricing/prepared.txt")
    let files = try String(contentsOf: prepared, encoding: .utf8).split(separator: "\n")
      .filter { $0.hasPrefix("B\t") }.map { String($0.split(separator: "\t")[5]) }
    func cost(_ options: [String]) throws -> [String] {
      let report = ["report", "-", "--format", "csv", "--now", "2026-11-01"]
      let outcome = try Program().run(list: report + options, input: Self.usage)
      #expect(outcome.status == 0, "\(outcome.errors)")
      return outcome.output.split(separator: "\n").map(String.init)
    }
    // Books that people give cut every name's usage.
    let given = try cost(["--prices", "none"] + files.flatMap { ["--prices", $0] })
    let ours = try cost([])
    #expect(ours == given)
    #expect(ours.contains { $0.contains("deepseek-v4-pro") })
  }
}
