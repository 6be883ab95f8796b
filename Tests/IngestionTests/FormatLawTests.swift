import Foundation
import Ingestion
import Testing

/// What holds for files of every format.
@Suite struct FormatLawTests {
  @Test func `threads and the order of paths change nothing, and every record ends somewhere`()
    throws
  {
    let folders = ["claude-code", "codex", "gemini-cli", "opencode", "copilot-cli", "otlp"]
    let one = try FormatUsage(folders)
    #expect(one.addsUp)
    #expect(one.account.unusable.isEmpty)
    for (paths, workers) in [(folders, 2), (folders.reversed(), 5)] {
      let other = try FormatUsage(paths, workers: workers)
      #expect(other.counts() == one.counts())
      #expect(other.requests == one.requests)
      #expect(other.account.formats == one.account.formats)
      #expect(other.collapsed == one.collapsed)
      #expect(other.notes == one.notes)
    }
  }

  @Test func `the formats add up to all that was read`() throws {
    let account = try FormatUsage("claude-code", "codex", "opencode", "otlp").account
    let formats = account.formats
    #expect(formats.map(\.format) == formats.map(\.format).sorted())
    #expect(formats.reduce(0) { $0 + $1.records } == account.records)
    #expect(formats.reduce(0) { $0 + $1.duplicates } == account.duplicates)
    #expect(formats.reduce(0) { $0 + $1.rejected } == account.rejected)
    #expect(formats.reduce(0) { $0 + $1.notUsage } == account.notUsage)
    let files = formats.reduce(0) { $0 + $1.files } + account.unrecognised.count
    #expect(files + account.emptyFiles == account.files)
  }

  @Test func `what is read twice counts once`() throws {
    let scratch = try Scratch()
    let names = ["claude-code/2026", "codex/0.163-subagent", "opencode/recorded", "copilot-cli"]
    for name in names {
      let copy = scratch.url.appending(path: name)
      try FileManager.default.createDirectory(
        at: copy.deletingLastPathComponent(), withIntermediateDirectories: true)
      try FileManager.default.copyItem(
        at: FormatUsage.fixtures.appending(path: name), to: copy)
    }
    let once = try FormatUsage(names)
    let twice = try FormatUsage(names + [scratch.path], workers: 2)
    #expect(twice.counts() == once.counts())
    #expect(twice.requests == once.requests)
  }

  @Test func `other files in a tree are listed with what they lack`() throws {
    let scratch = try Scratch()
    try scratch.write(#"{"name":"x","version":"1"}"#, to: "a/package.json")
    try scratch.write(#"{"type":"user","sessionId":"s","uuid":"u"}"#, to: "b.jsonl")
    try scratch.write("one,two\n1,2\n", to: "c.csv")
    try scratch.write("", to: "d.json")
    let account = try FormatUsage(scratch.path).account
    #expect(
      account.unrecognised.map { "\($0.file): \($0.why)" } == [
        "usage/a/package.json: no format has the names name, version",
        "usage/b.jsonl: nearest format claude-code, which needs isSidechain, timestamp",
        "usage/c.csv: no format has the names one, two",
      ])
    #expect(account.records == 0)
    #expect(account.unusable == [scratch.path])
  }

  @Test func `an analytics directory's neighbours are read, too`() throws {
    let scratch = try Scratch()
    let event = #"{"timestamp":1750000000000,"tokens_used":5}"#
    for name in ["events/a.json", "daily/b.ndjson", "sessions/c.json", "more/d.json", "e.json"] {
      try scratch.write(event, to: name)
    }
    #expect(try FormatUsage(scratch.path).total == 15)
  }

  @Test(arguments: [
    "claude-code/edge_cases.jsonl", "claude-code/2026/-home-u-proj/s1.jsonl",
    "gemini-cli/session-sample.json", "otlp/codex.jsonl.gz", "otlp/traceloop.jsonl",
    "copilot-cli/recorded/session-state/22222222-2222-4222-8222-222222222222/events.jsonl",
    "opencode/recorded/storage/message/ses_a/msg_02.json", "opencode/recorded/opencode.db",
    "codex/zstd/rollout.jsonl.zst",
  ]) func `files that went wrong are read to the end`(name: String) throws {
    let scratch = try Scratch()
    let whole = [UInt8](try Data(contentsOf: FormatUsage.fixtures.appending(path: name)))
    let start = Array(whole.prefix(20_000))
    for round in 0..<24 {
      var random = SeededGenerator(seed: UInt64(round))
      var bytes = start
      for _ in 0..<Int.random(in: 1...8, using: &random) {
        let place = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0..<4, using: &random) {
        case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
        case 1: bytes.removeSubrange(place..<min(place + 40, bytes.count))
        case 2: bytes.insert(contentsOf: Array("{}[]\",:-9e".utf8), at: place)
        default: bytes.removeSubrange(place...)
        }
        if bytes.isEmpty { bytes = [0] }
      }
      let ending = name.hasSuffix(".db") ? "x.db" : "x.json"
      let usage = try FormatUsage(try scratch.write(bytes, to: "\(round)/" + ending))
      #expect(usage.addsUp)
    }
  }
}

/// SplitMix64 (Sebastiano Vigna, public domain), so that a failure can be seen again.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
