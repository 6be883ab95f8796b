import Ingestion
import Testing

@Suite struct ReplyStreamTests {
  private let chunks = [
    #"{"id":"c1","object":"chat.completion.chunk","created":1764499721,"model":"m","choices":[],"usage":null}"#,
    #"{"id":"c1","object":"chat.completion.chunk","created":1764499721,"model":"m","choices":[],"usage":{"prompt_tokens":10,"completion_tokens":1,"total_tokens":11}}"#,
    #"{"id":"c1","object":"chat.completion.chunk","created":1764499721,"model":"m","choices":[],"usage":{"prompt_tokens":10,"completion_tokens":7,"total_tokens":17,"prompt_tokens_details":{"cached_tokens":4,"audio_tokens":2},"completion_tokens_details":{"reasoning_tokens":3}}}"#,
  ]

  @Test func `the last counts of a reply hold, on lines of data and alone`() throws {
    let scratch = try Scratch()
    let stream = chunks.map { "event: x\ndata: \($0)\n\n" }.joined() + "data: [DONE]\n: ping\n"
    for text in [stream, chunks.joined(separator: "\n"), stream.dropLast(20) + ""] {
      let usage = try FormatUsage(try scratch.write(text, to: "s.txt"))
      #expect(
        usage.counts("m") == [
          "input": 4, "cache_read": 4, "input_audio_tokens": 2, "output": 4, "reasoning": 3,
        ])
      #expect(usage.requests == 1)
      #expect(usage.addsUp)
    }
  }

  @Test func `the end of a response states its counts`() throws {
    let scratch = try Scratch()
    func event(_ type: String, _ usage: String) -> String {
      #"{"type":"\#(type)","response":{"id":"r1","created_at":1755280559,"model":"m","service_tier":"flex","usage":\#(usage)}}"#
    }
    let lines = [
      event("response.created", "null"),
      event("response.completed", #"{"input_tokens":5,"output_tokens":6,"total_tokens":11}"#),
    ]
    let usage = try FormatUsage(try scratch.write(lines.joined(separator: "\n"), to: "s"))
    #expect(usage.counts("m") == ["input": 5, "output": 6])
  }

  @Test func `a reply of Anthropic's needs a time beside it`() throws {
    let scratch = try Scratch()
    func lines(_ time: String) -> String {
      [
        #"{"type":"message_start",\#(time)"message":{"id":"m1","model":"c","usage":{"input_tokens":9,"cache_read_input_tokens":2,"output_tokens":1}}}"#,
        #"{"type":"message_delta","usage":{"output_tokens":8}}"#,
        #"{"type":"message_delta","usage":{"output_tokens":15}}"#,
        #"{"type":"message_stop"}"#,
      ].joined(separator: "\n")
    }
    let without = try FormatUsage(try scratch.write(lines(""), to: "a"))
    #expect(without.account.rejections.map(\.name) == ["missing_timestamp"])
    let with = try FormatUsage(
      try scratch.write(lines(#""timestamp":"2026-01-01T00:00:00Z","#), to: "b"))
    #expect(with.counts("c") == ["input": 9, "cache_read": 2, "output": 15])
    #expect(with.addsUp)
  }
}
