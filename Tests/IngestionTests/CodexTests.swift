import Foundation
import Ingestion
import Testing

@Suite struct CodexTests {
  private func files(_ folder: String) -> [String] {
    ["parent", "child"].map { "codex/\(folder)/\($0).jsonl.gz" }
  }

  /// A fork begins with its parent's rows. The oracle of the fixtures adds up what stands beside
  /// the totals, once a row of the family; rows whose total did not grow are noted.
  @Test(arguments: [
    ("archived-fork", 15_352_834, 3, 28_785_455), ("live-fork", 26_938_802, 2, 52_068_085),
  ]) func `a fork counts its parent's rows once, in any order of files`(
    folder: String, total: Int, unmoved: Int, naive: Int
  ) throws {
    for paths in [files(folder), files(folder).reversed(), ["codex/" + folder]] {
      for workers in [1, 2] {
        let usage = try FormatUsage(paths, workers: workers)
        #expect(usage.total == total)
        #expect(usage.addsUp)
      }
    }
    var options = InputOptions()
    options.deduplicates = false
    #expect(try FormatUsage(files(folder), options: options).total == naive)
  }

  @Test func `a fork without its parent says so`() throws {
    let usage = try FormatUsage("codex/archived-fork/child.jsonl.gz")
    #expect(usage.notes.contains { $0.hasPrefix("fork_parent_missing") })
  }

  @Test func `a session is counted once wherever it lies twice`() throws {
    let scratch = try Scratch()
    let file = FormatUsage.fixtures.appending(path: "codex/archived-fork/parent.jsonl.gz")
    for name in ["sessions/a.jsonl.gz", "archived_sessions/b.jsonl.gz"] {
      try scratch.write(try Data(contentsOf: file), to: name)
    }
    #expect(try FormatUsage(scratch.path).total == 13_398_113)
  }

  @Test func `a log that was compressed is read, and counts once beside its twin`() throws {
    let scratch = try Scratch()
    let folder = FormatUsage.fixtures.appending(path: "codex/zstd")
    let packed = try Data(contentsOf: folder.appending(path: "rollout.jsonl.zst"))
    try scratch.write(packed, to: "a/rollout.jsonl.zst")
    let usage = try FormatUsage(scratch.path)
    #expect(usage.total == 13_398_113)
    #expect(usage.account.rejections.isEmpty)
    let plain = FormatUsage.fixtures.appending(path: "codex/archived-fork/parent.jsonl.gz")
    try scratch.write(try Data(contentsOf: plain), to: "b/rollout.jsonl.gz")
    #expect(try FormatUsage(scratch.path).total == 13_398_113)
    try scratch.write(packed.prefix(packed.count / 2), to: "c/cut.jsonl.zst")
    let cut = try FormatUsage(scratch.path + "/c")
    #expect(cut.account.rejections.map(\.name).contains("unreadable"))
  }

  @Test func `0.163 writes a record for each request, of subagents too`() throws {
    let usage = try FormatUsage("codex/0.163-subagent")
    #expect(usage.requests == 7)
    #expect(
      usage.counts("gpt-5.3-codex") == [
        "input": 9041 - 6016 - 512, "cache_read": 6016, "cache_write": 512, "output": 871 - 192,
        "reasoning": 192,
      ])
    #expect(Set(usage.events.map(\.session)).count == 1)
    #expect(Set(usage.events.compactMap { $0.labels["subagent"] }) == ["Ampere"])
  }

  /// A total of so many input tokens, 10 of them cached, and as much output.
  private func total(_ count: Int, last: Int, second: Int) -> String {
    func usage(_ count: Int) -> String {
      #"{"input_tokens":\#(count),"cached_input_tokens":\#(min(count, 10)),"#
        + #""output_tokens":\#(count),"total_tokens":\#(count * 2)}"#
    }
    return #"{"timestamp":"2026-01-01T00:00:\#(String(format: "%02d", second)).000Z","#
      + #""type":"event_msg","payload":{"type":"token_count","info":{"total_token_usage":"#
      + usage(count) + #","last_token_usage":"# + usage(last) + "}}}"
  }

  @Test func `a request is by how much a total grew`() throws {
    let scratch = try Scratch()
    let meta =
      #"{"timestamp":"2026-01-01T00:00:00.000Z","type":"session_meta","payload":{"id":"t","cwd":"/p"}}"#
    let lines = [
      meta, total(100, last: 100, second: 1), total(100, last: 100, second: 2),
      total(150, last: 50, second: 3), total(30, last: 30, second: 4),
      total(70, last: 40, second: 5),
    ]
    let usage = try FormatUsage(
      try scratch.write(lines.joined(separator: "\n"), to: "rollout.jsonl"))
    #expect(usage.total == (150 + 70) * 2)
    #expect(usage.requests == 4)
    #expect(usage.collapsed == ["repeated_total 1 200"])
    // A file that goes on from another one's total.
    let resumed = [meta, total(500, last: 20, second: 9), total(510, last: 10, second: 10)]
    let rest = try FormatUsage(
      try scratch.write(resumed.joined(separator: "\n"), to: "resumed.jsonl"))
    #expect(rest.total == (20 + 10) * 2)
  }
}
