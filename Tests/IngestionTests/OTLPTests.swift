import Ingestion
import Testing

@Suite struct OTLPTests {
  @Test func `calls count, and failed ones without tokens`() throws {
    let usage = try FormatUsage("otlp/openai_v2_spans.otlp.jsonl.gz")
    #expect(usage.counts() == ["input": 702, "output": 536])
    #expect(usage.events.count { $0.isSuccess } == 27)
    #expect(usage.events.count { !$0.isSuccess } == 2)
    #expect(usage.addsUp)
  }

  @Test func `two instrumentations of one call are one`() throws {
    let usage = try FormatUsage("otlp/traceloop.jsonl")
    #expect(
      usage.counts() == [
        "input": 837, "output": 1009, "reasoning": 328, "cache_read": 14_840, "cache_write": 500,
        "cache_write_1h": 1000,
      ])
    #expect(usage.collapsed == ["same_id 1 10930"])
  }

  @Test func `agents' telemetry tells of each request once, and gives way to their logs`() throws {
    let codex = try FormatUsage("otlp/codex.jsonl.gz")
    #expect(codex.requests == 1)
    #expect(
      codex.counts("gpt-5.3-codex") == [
        "input": 285, "output": 75, "reasoning": 64, "cache_read": 896,
      ])
    let claude = try FormatUsage("otlp/claude-code.jsonl.gz")
    #expect(
      claude.counts() == [
        "input": 15, "output": 246, "cache_read": 6500, "cache_write": 200,
        "cache_write_1h": 140,
      ])
    #expect(claude.cost == 155_900)
    #expect(claude.events.count { $0.isSuccess } == 3)
    #expect(claude.events.count { !$0.isSuccess } == 1)
  }

  private func span(_ id: String, _ parent: String?, _ tokens: Int?, _ more: String = "") -> String
  {
    let parent = parent.map { #""parentSpanId":"\#($0)","# } ?? ""
    let usage = tokens.map {
      #"{"key":"gen_ai.usage.input_tokens","value":{"intValue":"\#($0)"}}"#
    }
    let attributes = [usage, more.isEmpty ? nil : more].compactMap(\.self).joined(separator: ",")
    return
      #"{"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"t","spanId":"\#(id)",\#(parent)"#
      + #""startTimeUnixNano":"1750000000000000000","attributes":[\#(attributes)]}]}]}]}"#
  }

  @Test func `of wrappers and what they wrap the innermost counts, in any order`() throws {
    let scratch = try Scratch()
    let spans = [
      span("agent", nil, 30), span("step", "agent", nil), span("call1", "step", 10),
      span("call2", "agent", 20), span("alone", nil, 7),
    ]
    for order in [spans, spans.reversed()] {
      let usage = try FormatUsage(
        try scratch.write(order.joined(separator: "\n"), to: "t.jsonl"))
      #expect(usage.counts() == ["input": 37])
      #expect(usage.requests == 3)
    }
    for (index, span) in spans.enumerated() { try scratch.write(span, to: "d/\(index).json") }
    #expect(try FormatUsage(scratch.path + "/d", workers: 3).counts() == ["input": 37])
  }

  @Test func `a span that is sent again counts once`() throws {
    let scratch = try Scratch()
    let text = [span("a", nil, 5), span("a", nil, 5)].joined(separator: "\n")
    #expect(try FormatUsage(try scratch.write(text, to: "t.json")).counts() == ["input": 5])
  }

  @Test func `more cached than read can't be within it`() throws {
    let scratch = try Scratch()
    let cached =
      #"{"key":"gen_ai.usage.cache_read.input_tokens","value":{"intValue":"100"}}"#
    let usage = try FormatUsage(try scratch.write(span("a", nil, 5, cached), to: "t.json"))
    #expect(usage.counts() == ["input": 5, "cache_read": 100])
    #expect(usage.notes == ["other_convention 1"])
  }
}
