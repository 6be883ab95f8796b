import ExactNumbers
import Recommendations
import Templating
import Testing

/// Rules whose rows the report works out for them: just over the threshold, and at it.
@Suite struct `Built-in rules over derived tables` {
  struct Case: Sendable {
    let rule: String
    let table: String
    let fires: TemplateValue
    let silent: TemplateValue?
    let message: String
    /// Money a month; nil where the rule has no such figure.
    var effect: String?
  }

  static let cases = [
    Case(
      rule: "cost-spike", table: "spikes",
      fires: [
        "date": "2026-10-05", "cost": ["amount": 90], "expected": 30, "excess": 60,
        "cause": "volume", "reason": "more requests", "backend": "gemini", "model": "",
        "contribution": 55, "tool": "chat",
      ], silent: nil,
      message: "2026-10-05 cost 90.00 USD where 30.00 was to be expected: more requests, mostly "
        + "gemini by chat"),
    Case(
      rule: "cache-opportunity", table: "cache_opportunities",
      fires: cache(hit: "9.9", saving: "11"), silent: cache(hit: "10", saving: "11"),
      message: "p reads 9.9 % of its input from the cache; 60 % would save 11.00 USD a month",
      effect: "11"),
    Case(
      rule: "cache-opportunity", table: "cache_opportunities",
      fires: cache(hit: "0", saving: "10.01"), silent: cache(hit: "0", saving: "10"),
      message: "p reads 0.0 % of its input from the cache; 60 % would save 10.01 USD a month",
      effect: "10.01"),
    Case(
      rule: "cost-of-failures", table: "errors",
      fires: [
        "type": "timeout", "code": "504", "count": 7, "cost": ["amount": decimal("10.01")],
        "per_month": decimal("31.03"),
      ],
      silent: [
        "type": "timeout", "code": .null, "count": 7, "cost": ["amount": 10],
        "per_month": decimal("31"),
      ],
      message: "7 failed requests (timeout 504) cost 10.01 USD", effect: "31.03"),
    Case(
      rule: "stale-prices", table: "price_ages",
      fires: ["name": "default", "checked": "2026-07-01", "days": 91],
      silent: ["name": "default", "checked": "2026-07-02", "days": 90],
      message: "The prices of default were checked 91 days before the period's end (2026-07-01)"),
    Case(
      rule: "single-backend-concentration", table: "concentration",
      fires: ["name": "gemini", "cost_percent": decimal("80.1"), "requests": 11],
      silent: ["name": "gemini", "cost_percent": 80, "requests": 11],
      message: "gemini makes 80.1 % of the cost"),
  ]

  @Test(arguments: cases)
  func `fire just over their thresholds and are silent at them`(_ example: Case) throws {
    var tree = TemplateObject(["cost": ["currency": "USD"]])
    tree[example.table] = [example.fires]
    let findings = try builtIn().findings(in: .object(tree))
    #expect(findings.map(\.rule) == [example.rule])
    #expect(findings.map(\.message) == [example.message])
    #expect(findings.map { $0.monthlyEffect?.description } == [example.effect])
    guard let silent = example.silent else { return }
    tree[example.table] = [silent]
    #expect(try builtIn().findings(in: .object(tree)).isEmpty)
  }

  private static func cache(hit: String, saving: String) -> TemplateValue {
    [
      "name": "p", "hit_percent": decimal(hit), "target_percent": 60,
      "monthly_saving": decimal(saving),
    ]
  }
}
