import Foundation
import Ingestion
import Metering
import Testing

/// A home directory, and the places in it where programs keep their logs.
@Suite struct KnownPlaceTests {
  private func bytes(_ fixture: String) throws -> Data {
    try Data(contentsOf: FormatUsage.fixtures.appending(path: fixture))
  }

  private func link(_ name: String, in home: Scratch, to path: String) throws {
    try FileManager.default.createSymbolicLink(
      atPath: home.path + "/" + name, withDestinationPath: path)
  }

  private func home() throws -> Scratch {
    let scratch = try Scratch()
    let claude = try bytes("claude-code/edge_cases.jsonl")
    try scratch.write(claude, to: ".claude/projects/-home-ada-pay/1.jsonl")
    try scratch.write(claude, to: ".claude/projects/-home-ada-pay/1/subagents/2.jsonl")
    try scratch.write("{}", to: ".claude/todos/1.json")
    let codex = try bytes("codex/archived-fork/parent.jsonl.gz")
    try scratch.write(codex, to: ".codex/archived_sessions/rollout-1.jsonl.gz")
    try scratch.write("a,b\n1,2\n", to: "Documents/table.csv")
    return scratch
  }

  @Test func `are all that is read of it`() throws {
    let home = try home()
    let input = try UsageInput(paths: [home.path], options: InputOptions())
    let found = input.found
    #expect(found.map(\.place.format) == ["claude-code", "codex"])
    #expect(found.map(\.place.folder) == ["~/.claude/projects", "~/.codex/archived_sessions"])
    #expect(found.map(\.files.count) == [2, 1])
    let account = try input.read { EventTexts() }.account
    #expect(account.files == 3)
    #expect(account.formats.map(\.format) == ["claude-code", "codex"])
    #expect(account.unrecognised.isEmpty)
    let first = account.rejections.map(\.first)
    #expect(first.allSatisfy { $0.hasPrefix("usage/.claude/projects/-home-ada-pay/1") })
  }

  @Test func `are only those of the formats that are asked for`() throws {
    let home = try home()
    var options = InputOptions()
    options.formats = [Codex()]
    #expect(try UsageInput(paths: [home.path], options: options).found.count == 1)
  }

  @Test func `a place in a project is read as any tree`() throws {
    let scratch = try Scratch()
    try scratch.write("{}", to: ".claude/settings.json")
    try scratch.write(
      #"{"timestamp":"2026-10-01T00:00:00Z","tokens_used":5}"#, to: "events/1.json")
    let input = try UsageInput(paths: [scratch.path], options: InputOptions())
    #expect(input.found.isEmpty)
    #expect(try input.read { EventTexts() }.account.records == 1)
  }

  @Test func `what is reached twice is read once, and links that lead round end`() throws {
    let home = try home()
    try link("again", in: home, to: home.path)
    try link(".claude/projects/loop", in: home, to: home.path + "/.claude/projects")
    let twice = [home.path, home.path + "/.claude/projects"]
    let account = try UsageInput(paths: twice, options: InputOptions()).read { EventTexts() }
      .account
    #expect(account.files == 3)
  }

  @Test func `first and last events are those of their files`() throws {
    let home = try home()
    let input = try #require(try UsageInput(home: home.path, options: InputOptions()))
    let found = input.found
    var span = UsageSpan(found)
    for part in try input.read(workers: 2, into: { UsageSpan(found) }).parts {
      span.merge(part.consumer)
    }
    let days = span.spans.map { $0.map { ZoneOffsets.utc.local($0.last).date.description } }
    #expect(days[1] == "2030-01-01")
    #expect(span.spans.allSatisfy { $0.map { $0.first <= $0.last } ?? false })
  }

  @Test func `a folder is what stands before the first star`() {
    let deep = KnownPlace(format: "a", pattern: "~/.a/*/b/**/*.json")
    #expect(deep.folder == "~/.a")
    #expect(KnownPlace(format: "a", pattern: "~/.a/a.db").folder == "~/.a")
  }
}
