import Foundation
import TestSupport
import Testing

/// A mixed tree: an agent's logs, a gateway's export, a provider's pages.
struct `A team's mixed tree` {
  private func report(_ options: [String]) throws -> [String: Any] {
    let outcome = try Program().run(
      list: ["report", "samples/team", "--format", "json"] + options)
    #expect(outcome.status == 0, "\(outcome.errors)")
    let object = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8))
    return try #require(object as? [String: Any])
  }

  /// `shop: 8`
  private func groups(_ report: [String: Any]) throws -> [String] {
    let groups = try #require(report["groups"] as? [[String: Any]])
    return groups.map { group in
      let keys = (group["keys"] as? [String: Any] ?? [:]).values.map { "\($0)" }
      return "\(keys.joined(separator: ",")): \(group["requests"] ?? "?")"
    }
  }

  @Test func `gives the known figures, of each file once`() throws {
    let report = try report([])
    let totals = try #require(report["totals"] as? [String: Any])
    #expect(totals["requests"] as? Int == 113)
    let tokens = try #require(totals["tokens"] as? [String: Any])
    #expect(tokens["input"] as? Int == 68 + 11_780 + 451_000)
    #expect(tokens["output"] as? Int == 3_732 + 2_310 + 44_400)
    #expect(tokens["cache_read"] as? Int == 186_000 + 1_600 + 64_000)
    #expect(tokens["cache_write"] as? Int == 11_160)
    let inputs = try #require(report["inputs"] as? [String: Any])
    let formats = try #require(inputs["formats"] as? [[String: Any]])
    #expect(
      formats.map { $0["format"] as? String }
        == ["claude-code", "litellm", "openai-costs", "openai-usage"])
    #expect(formats[2]["used"] as? Int == 0)
    #expect(formats[2]["not_usage"] as? Int == 1)
    let unrecognised = try #require(inputs["unrecognised"] as? [[String: Any]])
    #expect(unrecognised.map { $0["file"] as? String } == ["team/usage/notes.json"])
  }

  @Test func `is grouped by labels of paths and of records`() throws {
    let label = ["--label", "part=agents:*/agents/*", "--group-by", "label:part"]
    #expect(try groups(report(label)) == [": 105", "agents: 8"])
    #expect(try groups(report(["--group-by", "label:project"])).contains("/work/shop: 8"))
  }

  @Test func `holds no name once it is redacted`() throws {
    let options = ["--redact", "--quiet", "--group-by", "label:project,label:user,session"]
    let outcome = try Program().run(
      list: ["report", "samples/team", "--format", "json", "--format", "markdown", "-o"]
        + [try Scratch.folder().path + "/"] + options)
    #expect(outcome.status == 0, "\(outcome.errors)")
    let json = try Program().run(
      list: ["report", "samples/team", "--format", "json"] + options)
    for name in ["shop", "ada", "proj_evals", "eve\"", "notes.json", "agents/", "spend-logs"] {
      #expect(!json.output.contains(name), "\(name)")
    }
    #expect(json.output.contains("project-"))
  }
}
