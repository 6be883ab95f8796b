import Foundation
import Ingestion
import Testing

/// Agents that keep chats as documents or in databases.
@Suite struct AgentStoreTests {
  // MARK: Gemini CLI

  @Test func `of a chat's message the last copy with tokens counts`() throws {
    let scratch = try Scratch()
    func message(_ id: String, _ tokens: String) -> String {
      #"{"id":"\#(id)","timestamp":"2026-01-01T00:00:00Z","type":"gemini","model":"g","tokens":\#(tokens)}"#
    }
    func tokens(_ input: Int, _ total: Int) -> String {
      #"{"input":\#(input),"output":5,"cached":4,"thoughts":2,"tool":1,"total":\#(total)}"#
    }
    let meta = #"{"sessionId":"s","projectHash":"h","kind":"main"}"#
    let lines = [
      meta, #"{"id":"u","timestamp":"2026-01-01T00:00:00Z","type":"user","content":"x"}"#,
      message("a", "null"), message("a", tokens(10, 18)), message("a", tokens(20, 28)),
      message("b", tokens(30, 38)), #"{"$rewindTo":"a"}"#,
      #"{"$set":{"messages":[\#(message("a", tokens(20, 28)))]}}"#,
    ]
    try scratch.write(lines.joined(separator: "\n"), to: "tmp/web/chats/session.jsonl")
    // The older form stays beside the one that goes on from it.
    let old =
      "{\n \"sessionId\": \"s\",\n \"projectHash\": \"h\",\n \"messages\": [\n"
      + message("a", tokens(20, 28)) + "]}"
    try scratch.write(old, to: "tmp/web/chats/session.json")
    for workers in [1, 2] {
      let usage = try FormatUsage(scratch.path, workers: workers)
      #expect(usage.requests == 2)
      #expect(
        usage.counts("g") == [
          "input": 20 + 30 + 2 - 8, "cache_read": 8, "output": 10, "reasoning": 4,
        ])
      #expect(usage.notes.isEmpty)
      #expect(usage.events.allSatisfy { $0.labels == ["project": "web"] && $0.session == "s" })
      #expect(usage.addsUp)
    }
  }

  @Test func `a total that fits only with cached tokens apart is believed, and noted`() throws {
    let usage = try FormatUsage("gemini-cli")
    #expect(
      usage.counts("gemini-2.5-pro") == [
        "input": 125 + 50 + 890 + 150, "cache_read": 125, "output": 450 + 1250,
        "reasoning": 200 + 2500,
      ])
    #expect(usage.notes == ["other_convention 1"])
  }

  // MARK: OpenCode

  @Test func `a database, its files and its forks hold each message once`() throws {
    let usage = try FormatUsage("opencode/recorded")
    #expect(usage.requests == 4)
    #expect(
      usage.counts() == [
        "input": 1250, "output": 550, "reasoning": 110, "cache_read": 7400, "cache_write": 320,
      ])
    #expect(usage.cost == 80_000)
    #expect(usage.addsUp)
    let other = try FormatUsage("opencode/samples")
    #expect(
      other.counts() == [
        "input": 1513, "output": 698, "reasoning": 69, "cache_read": 132_077, "cache_write": 124,
      ])
    #expect(other.requests == 6)
  }

  @Test func `a database is left as it is`() throws {
    let scratch = try Scratch()
    let database = FormatUsage.fixtures.appending(path: "opencode/recorded/opencode.db")
    try scratch.write(try Data(contentsOf: database), to: "x/opencode.db")
    _ = try FormatUsage(scratch.path)
    let files = try FileManager.default.contentsOfDirectory(atPath: scratch.path + "/x")
    #expect(files == ["opencode.db"])
  }

  @Test func `a broken database is unreadable, and one of others is not recognised`() throws {
    let scratch = try Scratch()
    let magic = Array("SQLite format 3\u{0}".utf8)
    let broken = try scratch.write(magic + [UInt8](repeating: 7, count: 5000), to: "b.db")
    #expect(try FormatUsage(broken).account.rejections.map(\.name) == ["unreadable"])
  }

  // MARK: Copilot CLI

  @Test(arguments: [1, 2]) func `rows come before totals, totals before messages`(workers: Int)
    throws
  {
    let usage = try FormatUsage("copilot-cli/recorded", workers: workers)
    #expect(
      usage.counts() == [
        "input": 6946, "output": 7250 - 432, "reasoning": 432, "cache_read": 897_945,
        "cache_write": 76_229,
      ])
    #expect(usage.collapsed == ["other_source 2 49573", "summary 3 7250"])
    #expect(usage.addsUp)
  }

  @Test func `each shutdown counts by how much the session's totals grew`() throws {
    let session = "22222222-2222-4222-8222-222222222222"
    let usage = try FormatUsage("copilot-cli/recorded/session-state/\(session)/events.jsonl")
    #expect(
      usage.counts() == ["input": 4, "output": 100, "cache_read": 24_678, "cache_write": 24_791])
    #expect(usage.cost == 101_000)
  }
}
