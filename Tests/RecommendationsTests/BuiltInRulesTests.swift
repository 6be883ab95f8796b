import ExactNumbers
import Recommendations
import Templating
import Testing

@Suite struct `Built-in rules` {
  private func found(_ report: TemplateValue) throws -> [String] {
    try builtIn().findings(in: report).map { "\($0.severity.rawValue) \($0.rule) \($0.subject)" }
  }

  @Test func `each says what it is about, why, and what to do`() throws {
    let rules = try builtIn().rules()
    #expect(rules.count >= 5)
    for rule in rules {
      #expect(!rule.about.isEmpty && !rule.why.isEmpty && !rule.suggestion.isEmpty, "\(rule.name)")
    }
  }

  @Test func `a backend fails at more than ten requests and less than 90 percent`() throws {
    let rows = [
      backend("ten", requests: 10, succeeding: 89), backend("good", requests: 11, succeeding: 90),
      backend("bad", requests: 11, succeeding: 89), backend("half", requests: 11, succeeding: 50),
      backend("worst", requests: 11, succeeding: 49),
    ]
    #expect(
      try found(report(backends: rows)) == [
        "critical backend-reliability worst", "warning backend-reliability bad",
        "warning backend-reliability half",
      ])
  }

  @Test func `a failing backend states what its failures cost a month`() throws {
    let findings = try builtIn().findings(in: report(backends: [backend("a", succeeding: 89)]))
    #expect(findings.map { $0.monthlyEffect?.description } == ["12.5"])
  }

  @Test func `a mean of more than 5000 ms is slow from one request on`() throws {
    let rows = [
      backend("just", requests: 1, mean: 5000),
      backend("over", requests: 1, mean: decimal("5000.000000000001")),
      backend("unknown", mean: .null),
    ]
    #expect(try found(report(backends: rows)) == ["info backend-performance over"])
  }

  @Test func `a route is unsure at more than ten requests and less than 0.7`() throws {
    let rows = [
      route("rules → a", count: 10, confidence: "0.1"),
      route("rules → b", count: 11, confidence: "0.7"),
      route("rules → c", count: 11, confidence: "0.699999999999"),
    ]
    #expect(try found(report(routes: rows)) == ["warning routing-confidence rules → c"])
  }

  @Test func `usage without a price is one finding a name, with its tokens and requests`() throws {
    func row(_ model: String) -> TemplateValue {
      let name = model.isEmpty ? "gemini" : "gemini/" + model
      return [
        "name": .text(name), "backend": "gemini", "model": .text(model), "meters": "input, output",
        "reason": "no price goes by the name", "requests": 3, "tokens": 4200,
      ]
    }
    let findings = try builtIn().findings(in: report(unpriced: [row("g-1"), row("")]))
    #expect(findings.map(\.subject) == ["gemini", "gemini/g-1"])
    #expect(
      findings.last?.message
        == "gemini/g-1 has no price (no price goes by the name): 4,200 tokens of 3 requests are in "
        + "no total")
    #expect(findings.allSatisfy { $0.severity == .warning && $0.monthlyEffect == nil })
  }

  @Test func `a cheaper backend is worth saying at more than ten a month`() throws {
    let rows = [alternative(saving: "10"), alternative(saving: "10.005")]
    let findings = try builtIn().findings(in: report(alternatives: rows))
    #expect(findings.map(\.rule) == ["cost-optimization"])
    #expect(findings.first?.monthlyEffect?.description == "10.005")
    #expect(
      findings.first?.message == "Moving work from gemini to local would save 10.00 USD a month")
  }

  @Test func `a budget is overrun where the estimate is above it, critically where it is sure`()
    throws
  {
    func budget(_ level: TemplateValue, _ day: TemplateValue) -> TemplateValue {
      ["amount": 100, "used_percent": 99, "forecast_breach_date": day, "level": level]
    }
    #expect(try found(report(budget: budget("within", .null))) == [])
    #expect(
      try found(report(budget: budget("watch", "2026-10-30")))
        == ["warning budget-overrun USD 100.00"])
    let findings = try builtIn().findings(in: report(budget: budget("over", "2026-10-20")))
    #expect(findings.map(\.severity) == [.critical])
    #expect(
      findings.map(\.message)
        == ["The budget of 100.00 USD is 99.0 % used and passed on 2026-10-20"])
    let dayless = try builtIn().findings(in: report(budget: budget("over", .null)))
    #expect(dayless.map(\.message) == ["The budget of 100.00 USD is 99.0 % used"])
  }

  @Test func `a report without the tables they look at has no findings`() throws {
    #expect(try found(["schema_version": "1"]) == [])
  }
}
