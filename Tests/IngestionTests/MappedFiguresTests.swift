import Ingestion
import Testing

/// Figures that are known from the programs themselves, from other readers, or by another count.
@Suite struct MappedFiguresTests {
  private static func usage(_ path: String) throws -> FormatUsage {
    try FormatUsage("formats/" + path, options: Mappings.options)
  }

  @Test(arguments: ["csv", "ndjson"])
  func `LiteLLM's spend logs without its own cache's hits`(_ ending: String) throws {
    let usage = try Self.usage("litellm/spend_logs.\(ending)")
    #expect(usage.requests == 8)
    #expect(
      usage.counts() == [
        "input": 1605, "output": 1431, "cache_read": 22680, "cache_write": 900,
        "cache_write_1h": 1000, "reasoning": 802, "web_searches": 2,
      ])
    // $0.04419501; each cost is cut off at a millionth.
    #expect(0..<9 ~= 44195 - usage.cost)
    #expect(usage.notes == ["answered_from_cache 1"])
  }

  @Test func `a spend log and the payload of its request are one`() throws {
    let both = try Self.usage("litellm-payload")
    let payloads = try Self.usage("litellm-payload/payloads.jsonl")
    #expect(both.requests == 3 && payloads.requests == 3)
    #expect(both.counts() == payloads.counts())
    #expect(both.collapsed == ["same_id 1 2308"])
  }

  @Test func `a row whose cached tokens are more than its prompt is read as separate`() throws {
    let usage = try Self.usage("litellm/page.json")
    #expect(
      usage.counts("claude-sonnet-4-5") == ["input": 100, "output": 50, "cache_read": 2000])
    #expect(usage.notes == ["other_convention 1"])
  }

  @Test func `OpenAI's dashboard: cached tokens are part of the input, counts are fractions`()
    throws
  {
    let usage = try Self.usage("openai-usage/completions_usage_2025-10-05_2025-10-08.csv")
    #expect(usage.requests == 19)
    #expect(usage.counts() == ["input": 97295, "output": 86646, "cache_read": 13952])
    let empty = try Self.usage("openai-usage/empty_export.csv")
    #expect(empty.requests == 0 && empty.account.unrecognised.isEmpty)
  }

  @Test func `all kinds of tokens of OpenAI's usage add up to its input and output`() throws {
    let usage = try Self.usage("openai-usage/organization_usage_completions.json")
    #expect(usage.requests == 5)
    #expect(usage.total == 1500)
    #expect(
      usage.counts() == [
        "input": 400, "input_audio_tokens": 50, "input_image_tokens": 50, "cache_read": 300,
        "cache_audio_read_tokens": 50, "cache_image_read_tokens": 50, "cache_write": 100,
        "output": 400, "output_audio_tokens": 50, "output_image_tokens": 50,
      ])
  }

  @Test func `pages of one day that were grouped differently count once`() throws {
    let all = ["by_model", "by_model_again", "by_project", "other_total"]
      .map { "formats/openai-usage/\($0).json" }
    let usage = try FormatUsage(all, options: Mappings.options)
    #expect(usage.requests == 8)
    #expect(usage.counts() == ["input": 600 + 77, "cache_read": 400, "output": 400])
    #expect(usage.counts("gpt-5") == ["input": 500, "cache_read": 100, "output": 200])
    #expect(usage.account.duplicates == 3)
    let naive = try FormatUsage(all.reversed(), workers: 2, options: Mappings.options)
    #expect(naive.counts() == usage.counts())
  }

  @Test func `Anthropic's usage report agrees with its cost report`() throws {
    let usage = try Self.usage("anthropic-usage/usage_report.json")
    #expect(usage.counts("claude-haiku-4-5") == ["input": 2_919_015])
    #expect(usage.counts("claude-sonnet-5") == ["input": 1_143_691, "cache_read": 1_913_996])
    #expect(usage.counts("claude-opus-4-8") == ["input": 2_268_678])
    #expect(usage.notes == ["requests_unknown 3"])
  }

  @Test func `Anthropic's console: writes by how long they last, searches, names with commas`()
    throws
  {
    let new = try Self.usage("anthropic-console/claude_api_tokens_2026_08.csv")
    #expect(
      new.counts() == [
        "input": 47991, "cache_write": 15989, "cache_write_1h": 530, "cache_read": 253_000,
        "output": 17382, "web_searches": 3,
      ])
    let old = try Self.usage("anthropic-console/claude_api_tokens_2025_06_old_header.csv")
    #expect(old.counts() == ["input": 8, "output": 1])
    let marked = try Self.usage("anthropic-console/with_comma_and_mark.csv")
    #expect(marked.events.map { $0.labels["workspace"] }.contains("Acme, Inc"))
  }

  @Test(
    arguments: [
      "openai-costs", "anthropic-costs", "anthropic-console-costs", "anthropic-analytics-costs",
      "deepseek-costs",
    ])
  func `a bill is recognised and counts as no usage`(_ name: String) throws {
    let usage = try Self.usage(name)
    #expect(usage.events.isEmpty && usage.account.unrecognised.isEmpty)
    #expect(usage.account.records == usage.account.notUsage && usage.account.records > 0)
  }

  @Test func `Claude Code's analytics are in cents`() throws {
    let usage = try Self.usage("claude-code-analytics/page.json")
    #expect(
      usage.counts() == [
        "input": 102_000, "output": 35300, "cache_read": 50000, "cache_write": 5900,
      ])
    #expect(usage.cost == 10_290_000)
  }

  @Test func `Cursor's columns are disjoint, in all of its headers`() throws {
    let new = try Self.usage("cursor/usage-events-2025-11.csv")
    #expect(
      new.counts() == [
        "input": 9038, "cache_write": 28342, "cache_read": 172_855, "output": 22894,
      ])
    #expect(new.cost == 220_000)
    let old = try Self.usage("cursor/old-header.csv")
    #expect(
      old.counts() == ["input": 300, "cache_write": 1200, "cache_read": 45000, "output": 900])
    let team = try Self.usage("cursor/team-2026-09.csv")
    #expect(
      team.counts() == ["input": 1600, "cache_write": 2000, "cache_read": 62000, "output": 1800])
    #expect(team.cost == 310_000)
    #expect(team.events.count { !$0.isSuccess } == 1)
    #expect(team.notes == ["unknown_tokens 1"])
    let page = try Self.usage("cursor-admin/page-1.json")
    #expect(page.counts() == ["input": 1276, "output": 585, "cache_write": 4, "cache_read": 8909])
    #expect(page.cost == 156_600)
  }

  @Test func `a row in two exports is one, a row twice in one export is two`() throws {
    let both = ["usage-events-2025-11", "overlap"].map { "formats/cursor/\($0).csv" }
    #expect(try FormatUsage(both, options: Mappings.options).requests == 2)
    let scratch = try Scratch()
    let row = "2026-01-01T00:00:00Z,auto,1,2,3,4,10,0.01\n"
    let header =
      "Date,Model,Input (w/ Cache Write),Input (w/o Cache Write),Cache Read,Output Tokens,"
      + "Total Tokens,Cost\n"
    try scratch.write(header + row + row, to: "a.csv")
    try scratch.write(header + row, to: "b.csv")
    #expect(try FormatUsage(scratch.path, options: Mappings.options).requests == 2)
  }

  @Test func `Bedrock's record is one in S3 and in CloudWatch`() throws {
    let plain = try Self.usage("bedrock/plain.jsonl")
    let counts = [
      "input": 1357, "cache_read": 9000, "cache_write": 100, "cache_write_1h": 200, "output": 352,
    ]
    #expect(plain.counts() == counts && plain.requests == 4)
    let paths = ["plain.jsonl", "s3.json.gz", "cloudwatch-event.json"].map {
      "formats/bedrock/\($0)"
    }
    let all = try FormatUsage(paths, options: Mappings.options)
    #expect(all.counts() == counts && all.account.duplicates == 5)
  }

  @Test func `Azure's traces of 2023`() throws {
    let usage = try Self.usage("azure-trace/code.csv.gz")
    #expect(usage.requests == 8819)
    #expect(usage.counts() == ["input": 18_059_974, "output": 245_896])
    #expect(usage.notes.isEmpty)
  }

  @Test func `Aider's log of a year`() throws {
    let usage = try Self.usage("aider/analytics.jsonl")
    #expect(usage.requests == 107)
    #expect(usage.counts() == ["input": 2_484_349, "output": 45772])
    // Each cost is cut off at a millionth.
    #expect(5_305_332 - usage.cost < 107 && usage.cost <= 5_305_332)
    #expect(usage.account.notUsage == 893)
  }

  @Test func `small gateways`() throws {
    for name in ["cloudflare", "portkey"] {
      let usage = try Self.usage(name)
      #expect(usage.counts() == ["input": 100, "output": 40])
      #expect(usage.cost == 39)
      #expect(usage.notes == ["answered_from_cache 1"])
    }
    #expect(try Self.usage("kong").counts() == ["input": 28, "output": 20])
    #expect(try Self.usage("kong").cost == 3800)
    #expect(try Self.usage("envoy").counts() == ["input": 15, "output": 7])
    #expect(
      try Self.usage("azure-apim/azure-apim-llmlog.jsonl").counts() == ["input": 100, "output": 40])
    let helicone = try Self.usage("helicone/helicone-export.csv")
    #expect(helicone.counts() == ["input": 100, "output": 40])
    #expect(helicone.events.compactMap { $0.labels["team"] } == ["a"])
    #expect(helicone.events.count { !$0.isSuccess } == 1)
  }

  @Test func `Langfuse's totals decide what its details include`() throws {
    let usage = try Self.usage("langfuse/observations.csv")
    #expect(
      usage.counts() == [
        "input": 100 + 100 + 12, "cache_read": 800, "output": 100, "reasoning": 60,
      ])
    #expect(usage.notes == ["other_convention 1"])
    let gemini = try Self.usage("langfuse/traces/google-gemini-2025-08-01.json")
    #expect(gemini.counts() == ["input": 6, "output": 2055 - 1104, "reasoning": 1104])
    let agents = try Self.usage("langfuse/traces/microsoft-agent-2025-10-14.json")
    #expect(agents.counts() == ["input": 656, "output": 105])
  }

  @Test func `agents' logs`() throws {
    #expect(
      try Self.usage("mistral-vibe").counts() == [
        "input": 3078, "cache_read": 2100, "output": 162,
      ])
    #expect(try Self.usage("mistral-vibe").events.map(\.model) == ["devstral-medium"])
    #expect(
      try Self.usage("qwen-code/s1.jsonl").counts() == [
        "input": 400, "cache_read": 600, "output": 150, "reasoning": 50, "unsplit": 321,
      ])
    #expect(try Self.usage("pi/session.jsonl").counts() == ["input": 300, "output": 60])
    #expect(try Self.usage("pi/session.jsonl").cost == 15000)
    #expect(
      try Self.usage("kimi-cli/sessions/group/session-a").counts() == [
        "input": 100, "output": 50, "cache_read": 10, "cache_write": 20,
      ])
    let kimi = try Self.usage("kimi-code")
    #expect(
      kimi.counts("kimi-k2.6") == [
        "input": 100, "output": 40, "cache_read": 25, "cache_write": 10,
      ])
    #expect(
      try Self.usage("cline-cli").counts("z-ai/glm-5.2") == ["input": 6937, "output": 213])
  }

  @Test func `Cline leaves cached tokens out, Roo Code counts them in since 3.29.5`() throws {
    let cline = try Self.usage("cline/tasks/1700000000000")
    #expect(
      cline.counts("claude-sonnet-4-5") == [
        "input": 112 + 40, "output": 125 + 10, "cache_write": 2150, "cache_read": 2000 + 500,
      ])
    let roo = try Self.usage("roo-code/tasks/0190f5b2")
    #expect(
      roo.counts() == ["input": 100, "cache_write": 1000, "cache_read": 2000, "output": 200])
    let old = try Self.usage("roo-code/tasks/01890000-old")
    #expect(
      old.counts() == ["input": 412, "cache_write": 500, "cache_read": 49000, "output": 611])
    #expect(old.notes == ["other_convention 1"])
  }

  @Test func `databases`() throws {
    let goose = try Self.usage("goose/sessions.db")
    #expect(
      goose.counts("claude-sonnet-5") == [
        "input": 1000, "output": 110, "cache_read": 300, "cache_write": 50,
      ])
    #expect(
      goose.counts("gpt-5") == ["input": 90, "output": 10, "cache_read": 8, "cache_write": 2])
    #expect(goose.cost == 12300 + 20000)
    let llm = try Self.usage("llm/logs.db")
    #expect(llm.requests == 4)
    #expect(
      llm.counts() == [
        "input": 5298 - 2120, "cache_read": 2120, "output": 192 - 48, "reasoning": 48,
      ])
    let crush = try Self.usage("crush/crush.db")
    #expect(crush.cost == 420_000 && crush.counts().isEmpty)
  }

  @Test func `sums of days are copies where requests of the day are read`() throws {
    let usage = try Self.usage("openrouter-activity")
    #expect(usage.requests == 5 + 274 + 1)
    #expect(usage.collapsed == ["other_source 1 540", "same_id 1 14110000"])
  }
}
