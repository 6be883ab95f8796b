import Ingestion
import Testing

/// What includes what: each token counts once, whatever a source counts in.
@Suite struct TokenInclusionTests {
  private struct Counts {
    var input = 0
    var read = 0
    var write = 0
    var output = 0
    var reasoning = 0

    var sum: Int { input + read + write + output + reasoning }

    /// As the test's readings have it: without what is 0.
    var disjoint: [String: Int] {
      [
        "input": input, "cache_read": read, "cache_write": write, "output": output,
        "reasoning": reasoning,
      ].filter { $0.value > 0 }
    }

    /// As a source writes them that counts parts in.
    func line(input isIn: Bool, output isOut: Bool, total: Int?) -> String {
      let fields = [
        "\"i\": \(input + (isIn ? read + write : 0))", "\"r\": \(read)", "\"w\": \(write)",
        "\"o\": \(output + (isOut ? reasoning : 0))", "\"x\": \(reasoning)",
      ]
      let totals = total.map { ["\"n\": \($0)"] } ?? []
      return "{\"t\": \"2026-01-01T00:00:00Z\", \((fields + totals).joined(separator: ", "))}"
    }
  }

  private static func yaml(input: Bool, output: Bool, orElse: String = "") -> String {
    var includes: [String] = []
    if input {
      includes.append(
        orElse.isEmpty
          ? "input_tokens: [cache_read_tokens, cache_write_tokens]"
          : "input_tokens: {parts: [cache_read_tokens, cache_write_tokens], else: separate}")
    }
    if output { includes.append("output_tokens: [reasoning_tokens]") }
    return """
      name: m
      fields: {timestamp: t, input_tokens: i, cache_read_tokens: r, cache_write_tokens: w, output_tokens: o,
        reasoning_tokens: x, tokens_used: n}
      includes: {\(includes.joined(separator: ", "))}
      """
  }

  private static func usage(_ yaml: String, _ lines: [String]) throws -> FormatUsage {
    let scratch = try Scratch()
    try scratch.write(lines.joined(separator: "\n"), to: "a.jsonl")
    return try FormatUsage(scratch.path, options: Mappings.options(yaml))
  }

  private static let both = [false, true]

  private static func random(_ count: Int) -> [Counts] {
    var generator = SystemRandomNumberGenerator()
    return (0..<count).map { _ in
      func part() -> Int {
        Int.random(in: 0...3, using: &generator) == 0 ? 0 : Int.random(in: 1...5000)
      }
      return Counts(input: part(), read: part(), write: part(), output: part(), reasoning: part())
    }
  }

  @Test func `a source that keeps to its convention is read exactly, with a total or without`()
    throws
  {
    for isIn in Self.both {
      for isOut in Self.both {
        for counts in Self.random(20) {
          for total in [counts.sum, nil] {
            let line = counts.line(input: isIn, output: isOut, total: total)
            let usage = try Self.usage(Self.yaml(input: isIn, output: isOut), [line])
            #expect(usage.counts() == counts.disjoint, "\(line)")
            #expect(usage.notes.isEmpty, "\(line)")
          }
        }
      }
    }
  }

  @Test func `with a total, any convention is read without counting a token twice`() throws {
    for isIn in Self.both {
      for isOut in Self.both {
        for counts in Self.random(40) {
          let line = counts.line(input: isIn, output: isOut, total: counts.sum)
          let usage = try Self.usage(Self.yaml(input: true, output: true), [line])
          // Where two conventions add up to one total, what is split may differ, but not the sum.
          #expect(usage.total == counts.sum, "\(line)")
          #expect(usage.addsUp)
        }
      }
    }
  }

  @Test func `a part that is more than its whole rejects the record`() throws {
    let line = #"{"t": "2026-01-01T00:00:00Z", "i": 10, "r": 11, "o": 1}"#
    let strict = try Self.usage(Self.yaml(input: true, output: false), [line])
    #expect(strict.events.isEmpty)
    #expect(strict.account.rejections.map(\.name) == ["negative_remainder"])
    let lenient = try Self.usage(Self.yaml(input: true, output: false, orElse: "separate"), [line])
    #expect(lenient.counts() == ["input": 10, "cache_read": 11, "output": 1])
    #expect(lenient.notes == ["other_convention 1"])
  }

  @Test func `a total that nothing adds up to is noted, and one alone is unsplit`() throws {
    let wrong = #"{"t": "2026-01-01T00:00:00Z", "i": 10, "r": 1, "o": 1, "n": 999}"#
    let alone = #"{"t": "2026-01-01T00:00:00Z", "n": 321}"#
    let usage = try Self.usage(Self.yaml(input: true, output: true), [wrong, alone])
    #expect(usage.counts() == ["input": 9, "cache_read": 1, "output": 1, "unsplit": 321])
    #expect(usage.notes == ["token_total_mismatch 1"])
  }

  @Test func `a count that is not there includes nothing`() throws {
    let line = #"{"t": "2026-01-01T00:00:00Z", "r": 5, "o": 7}"#
    let usage = try Self.usage(Self.yaml(input: true, output: true), [line])
    #expect(usage.counts() == ["cache_read": 5, "output": 7])
  }
}
