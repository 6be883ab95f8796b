import Ingestion
import Testing

@Suite struct ClaudeCodeTests {
  @Test(arguments: [1, 2, 5]) func `878 requests were written as 1,634 lines`(workers: Int) throws {
    let usage = try FormatUsage("claude-code/2025", workers: workers)
    #expect(usage.requests == 878)
    #expect(
      usage.counts() == [
        "input": 60_832, "output": 181_363, "cache_read": 36_970_931,
        "cache_write": 2_465_217 - 111_225, "cache_write_1h": 111_225,
      ])
    #expect(
      usage.counts("claude-opus-4-7") == [
        "input": 2546, "output": 53_458, "cache_read": 2_455_695, "cache_write": 296_384,
        "cache_write_1h": 102_189,
      ])
    #expect(usage.account.duplicates == 1634 - 878)
    // No line of these replies says how they ended: their output was written down in part.
    #expect(usage.notes == ["output_lower_bound 571"])
    #expect(usage.addsUp)
  }

  @Test func `without deduplication every line counts`() throws {
    var options = InputOptions()
    options.deduplicates = false
    let usage = try FormatUsage("claude-code/2025", options: options)
    #expect(usage.requests == 1634)
    #expect(usage.account.duplicates == 0)
  }

  @Test func `what 2.1.331 was served is found, logged or not`() throws {
    let usage = try FormatUsage("claude-code/2.1.331")
    // Two requests of a compaction stand only in the session's totals, which its fork takes along.
    #expect(usage.notes == ["output_lower_bound 1", "unlogged_usage 1"])
    #expect(
      usage.counts() == [
        "input": 136 + 5000, "output": 1253 + 329 - 165 - 21 + 700, "reasoning": 165 + 21,
        "cache_read": 45_600, "cache_write": 2750, "cache_write_1h": 2940, "web_searches": 2,
      ])
    // An advisor's reply is within another one's line, and not in its counts.
    #expect(usage.counts("claude-opus-4-1") == ["input": 5000, "output": 700])
    #expect(usage.requests == 11 + 1 + 1)
  }

  @Test func `copies, side conversations and advisors are told apart`() throws {
    let usage = try FormatUsage("claude-code/2026")
    #expect(usage.requests == 5 + 1)
    #expect(
      usage.counts() == [
        "input": 24 + 159_419, "output": 784 + 7805, "cache_read": 235_484, "cache_write": 800,
        "cache_write_1h": 8153, "web_searches": 2,
      ])
    #expect(usage.collapsed == ["replayed 1 630", "same_id 7 404900"])
    #expect(Set(usage.events.compactMap { $0.labels["project"] }).count == 1)
    #expect(usage.events.contains { $0.labels["subagent"] == "a1b2c3" })
    #expect(usage.addsUp)
  }

  @Test func `lines that are no objects cost themselves alone`() throws {
    let usage = try FormatUsage("claude-code/edge_cases.jsonl")
    let rejections = usage.account.rejections.map { "\($0.name) \($0.count) \($0.first)" }
    #expect(rejections == ["not_an_object 3 edge_cases.jsonl:13"])
    #expect(usage.addsUp)
  }

  private func line(
    _ id: String, output: String, rest: String = #""stop_reason":"end_turn""#,
    more: String = #""timestamp":"2026-01-01T00:00:00.000Z""#
  ) -> String {
    """
    {"type":"assistant","uuid":"u","sessionId":"s","isSidechain":false,"requestId":"r\(id)",\(more),\
    "message":{"id":"\(id)","model":"claude-opus-5[1m]",\(rest),"usage":{"input_tokens":1,\
    "output_tokens":\(output),"speed":null,"iterations":null}}}
    """
  }

  @Test func `odd values of side fields cost no tokens`() throws {
    let scratch = try Scratch()
    let lines = [
      line("a", output: #""5""#), line("b", output: "null"),
      line("c", output: "2", rest: #""stop_reason":null,"content":[{"text":"\#("x")"}]"#),
      line("<", output: "7", rest: #""model":"<synthetic>""#),
    ]
    let path = try scratch.write(lines.joined(separator: "\n"), to: "s.jsonl")
    let usage = try FormatUsage(path)
    #expect(usage.counts() == ["input": 3, "output": 7])
    #expect(usage.counts("claude-opus-5") == ["input": 3, "output": 7])
    #expect(usage.account.notUsage == 1)
  }

  @Test(arguments: [
    ("-1", #""timestamp":"2026-01-01T00:00:00.000Z""#, "invalid_number"),
    ("1.5", #""timestamp":"2026-01-01T00:00:00.000Z""#, "invalid_number"),
    ("1", #""timestamp":"yesterday""#, "invalid_timestamp"), ("1", #""x":1"#, "missing_timestamp"),
  ]) func `a reply without a count or a time is rejected`(
    output: String, more: String, reason: String
  ) throws {
    let scratch = try Scratch()
    let text = line("b", output: "1") + "\n" + line("a", output: output, more: more)
    let usage = try FormatUsage(try scratch.write(text, to: "s.jsonl"))
    #expect(usage.account.rejections.map(\.name) == [reason])
    #expect(usage.requests == 1)
  }
}
