import Foundation
import Ingestion
import Testing

/// First mappings, guessed from data.
@Suite struct MappingSuggestionTests {
  private static func suggestion(_ text: String, _ file: String) throws -> (
    yaml: String, usage: FormatUsage
  ) {
    let scratch = try Scratch()
    let path = try scratch.write(text, to: file)
    let suggestion = try #require(MappingSuggestion(try SampledRecords(file: path), name: "guess"))
    let mapping = try FormatMapping(parsing: suggestion.yaml, file: "guess.yaml")
    var options = InputOptions()
    options.formats.insert(MappedFormat(mapping), at: 0)
    return (suggestion.yaml, try FormatUsage(path, options: options))
  }

  @Test func `a table with names that are understood`() throws {
    let rows = """
      Created At,Model,Prompt Tokens,Completion Tokens,Total Tokens,Cached Tokens,Cost (USD),Latency ms,Team,Remark
      2026-01-01 10:00:00,gpt-5,"1,000",200,"1,200",400,$0.02,812,payments,x
      2026-01-01 11:00:00,gpt-5,500,100,600,0,$0.01,700,search,
      """
    let (yaml, usage) = try Self.suggestion(rows, "export.csv")
    #expect(usage.counts() == ["input": 600 + 500, "cache_read": 400, "output": 300])
    #expect(usage.cost == 30000)
    #expect(usage.events.map { $0.labels["team"] } == ["payments", "search"])
    #expect(usage.notes.isEmpty)
    #expect(yaml.contains("# Not used: Remark"))
  }

  @Test func `a page with records in lists, and times in seconds`() throws {
    let text = """
      {"ok": true, "days": [{"from": 1767225600, "start_time": 1767225600, "rows": [
        {"model": "a", "usage": {"input_tokens": 10, "output_tokens": 5, "reasoning_tokens": 2, "total_tokens": 17}},
        {"model": "b", "usage": {"input_tokens": 1, "output_tokens": 1, "reasoning_tokens": 1, "total_tokens": 3}}]}]}
      """
    let (yaml, usage) = try Self.suggestion(text, "page.json")
    #expect(yaml.contains("records: days[].rows[]") || yaml.contains("\"days[].rows[]\""))
    #expect(usage.counts() == ["input": 11, "output": 6, "reasoning": 3])
    #expect(usage.notes.isEmpty)
  }

  @Test func `days as people write them`() throws {
    let (_, usage) = try Self.suggestion("date;tokens in;tokens out\n12/31/2025;1;2\n", "a.csv")
    #expect(usage.counts() == ["input": 1, "output": 2])
  }

  @Test func `what has no time or no count gets no suggestion`() throws {
    let scratch = try Scratch()
    for (name, text) in [
      ("a.csv", "a,b\n1,2\n"), ("b.json", "{}"), ("c.json", "not json"), ("d.csv", ""),
    ] {
      let path = try scratch.write(text, to: name)
      #expect(MappingSuggestion(try SampledRecords(file: path), name: "x") == nil)
    }
  }

  @Test(arguments: Mappings.names)
  func `a suggestion for any file is a mapping that can be read`(_ name: String) throws {
    let folder = FormatUsage.fixtures.appending(path: "formats/\(name)")
    let files =
      FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
    for file in files
    where file.hasSuffix(".csv") || file.hasSuffix(".jsonl") || file.hasSuffix(".json") {
      let path = folder.appending(path: file).path
      guard let suggestion = MappingSuggestion(try SampledRecords(file: path), name: "x") else {
        continue
      }
      let (_, errors) = FormatMapping.read(suggestion.yaml, file: file)
      #expect(errors.isEmpty, "\(suggestion.yaml)")
    }
  }
}
