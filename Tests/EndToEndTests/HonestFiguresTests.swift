import Foundation
import TestSupport
import Testing

/// What is absent is no 0, and no word claims more than its number.
struct `Honest figures` {
  private static let book = PricedUsage.book("- {per: 1, input: 1, output: 5}")

  private static func usage(_ events: String...) -> PricedUsage {
    PricedUsage(
      book,
      events: events.enumerated().map { index, keys in
        "{\"timestamp\":\"2026-10-05T10:00:0\(index % 10)Z\",\(keys)}"
      })
  }

  @Test func `a confidence that nobody gave has no mean, and trips no rule`() throws {
    var usage = Self.usage()
    usage.add(20, "\"backend_used\":\"m\",\"model\":\"m\",\"input_tokens\":1")
    usage.events = usage.events.map { $0.replacing("\"routing_confidence\":1,", with: "") }
    let silent = try usage.report()
    #expect(silent["routes"].elements.map { $0["avg_confidence"].isNull } == [true])
    #expect(try usage.findings("routing-confidence").isEmpty)
    // One that is given counts alone.
    usage.events[0] = usage.events[0].replacing(
      "\"tool_name\"", with: "\"routing_confidence\":0.5,\"tool_name\"")
    #expect(try usage.report()["routes"].elements.first?["avg_confidence"].number == 0.5)
    #expect(try usage.findings("routing-confidence").count == 1)
  }

  @Test func `an empty id is none`() throws {
    let keys = "\"event_id\":\"\",\"backend_used\":\"m\",\"model\":\"m\",\"input_tokens\":1"
    let inputs = try Self.usage(keys, keys, keys).report()["inputs"]
    #expect(inputs["used"].number == 3)
    #expect(inputs["duplicates"].number == 0)
  }

  @Test func `usage without a price has no forecast of 0`() throws {
    let usage = Self.usage("\"backend_used\":\"x\",\"model\":\"y\",\"input_tokens\":5")
    let options = ["--since", "2026-10-01", "--until", "2026-10-08"]
    let month = try usage.report(options)["cost", "month"]
    #expect(month["amount", "amount"].isNull)
    #expect(month["interval", "low"].isNull && month["interval", "high"].isNull)
    #expect(month["actual_to_date"].isNull)
    #expect(month["confidence"].text == "low")
    let text = try usage.run("forecast", options).output
    #expect(text.contains("2026-10: not priced"))
    #expect(!text.contains("0.00"))
  }

  @Test func `usage without a price is one finding a name, with its tokens and requests`() throws {
    let usage = Self.usage(
      "\"backend_used\":\"x\",\"model\":\"y\",\"input_tokens\":5,\"output_tokens\":2",
      "\"backend_used\":\"x\",\"model\":\"y\",\"cache_read_tokens\":1000",
      "\"backend_used\":\"x\",\"model\":\"y\"",
      "\"backend_used\":\"m\",\"model\":\"m\",\"input_tokens\":3")
    let report = try usage.report()
    let unpriced = report["cost", "unpriced"].elements
    #expect(unpriced.compactMap { $0["meter"].text } == ["cache_read", "input", "output"])
    #expect(unpriced.compactMap { $0["requests"].number } == [1, 1, 1])
    let findings = report["recommendations", "items"].elements.filter {
      $0["rule"].text == "unpriced-usage"
    }
    #expect(findings.map { $0["subject"].text } == ["x/y"])
    #expect(findings.first?["evidence", "tokens"].number == 1007)
    #expect(findings.first?["evidence", "requests"].number == 3)
    // 3 by one request; the others have no price.
    #expect(report["cost", "per_request"].number == 3)
  }

  @Test func `requests without any count are a row where nothing else of the name is counted`()
    throws
  {
    let usage = Self.usage("\"backend_used\":\"x\",\"model\":\"y\"")
    let unpriced = try usage.report()["cost", "unpriced"].elements
    #expect(unpriced.compactMap { $0["meter"].text } == ["requests"])
  }

  @Test(arguments: ["json", "markdown", "html", "csv", "xml", "ndjson"])
  func `an event of the year 9999 costs no row a day`(format: String) throws {
    var usage = Self.usage("\"backend_used\":\"m\",\"model\":\"m\",\"input_tokens\":5")
    usage.events.append(
      usage.events[0].replacing("2026-10-05T10:00:00Z", with: "9999-12-31T23:59:59Z"))
    let outcome = try usage.run("report", ["--format", format])
    #expect(outcome.status == 0)
    #expect(outcome.output.utf8.count < 1_000_000)
    guard format == "json" else { return }
    let report = try JSONTree(outcome.output)
    #expect(report["days"].elements.count == 2)
    #expect(report["inputs", "gaps"].elements.count == 1)
    #expect(report["inputs", "notes"].elements.contains { $0["note"].text == "days_cut" })
    #expect(report.total == 10)
  }

  /// Every amount that a document calls the least is some low bound of the report.
  @Test(arguments: ["samples/gateway", "samples/coding-agents", "samples/team"])
  func `at least is followed by a low bound`(sample: String) throws {
    let json = try Program().run(list: ["report", sample, "--format", "json"]).output
    var lows: Set<String> = []
    for match in json.matches(of: /"low": *([0-9.eE+-]+)/) {
      let low = try #require(Double(match.1))
      lows.formUnion([2, 3, 4, 5, 6, 7].map { String(format: "%.\($0)f", low) })
      if low > 0, low < 0.005 { lows.insert("<0.01") }
    }
    for template in ["report.md", "pr-comment.md", "weekly.md"] {
      let text = try Program().run(list: ["report", sample, "--template", template]).output
      let claims = text.matches(of: /(?:at least (?:[A-Z]{3} )?|≥ )\\?([<0-9][0-9.,]*[0-9])/)
      for claim in claims {
        #expect(lows.contains(String(claim.1).replacing(",", with: "")), "\(template): \(claim.0)")
      }
      if sample == "samples/gateway" { #expect(!claims.isEmpty) }
    }
  }
}
