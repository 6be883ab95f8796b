import Recommendations
import Reporting
import Templating
import Testing

@Suite struct `Findings` {
  private func row(_ name: String, _ effect: TemplateValue, _ level: Int) -> TemplateValue {
    ["name": .text(name), "effect": effect, "level": .integer(level)]
  }

  private let text = """
      b-rule:
        rows: things
        where: {level: ">= 0"}
        severity: info
        escalate: {warning: {level: ">= 1"}, critical: {level: ">= 2"}}
        message: m
        effect: effect
      a-rule:
        rows: things
        where: {level: "== 0"}
        severity: info
        message: m
        effect: "{{effect}}"
    """

  @Test func `are ordered by severity, effect, rule and subject, in any order of rows`() throws {
    let rows = [
      row("z", 5, 0), row("e\u{301}", .null, 0), row("é", .null, 0), row("low", 1, 2),
      row("high", decimal("1.000000000000000001"), 2), row("none", .null, 2), row("w", 900, 1),
    ]
    let set = try rules(text)
    let expected = [
      "b-rule high", "b-rule low", "b-rule none", "b-rule w", "a-rule z", "b-rule z",
      "a-rule e\u{301}", "a-rule é", "b-rule e\u{301}", "b-rule é",
    ]
    for shift in rows.indices {
      let turned = Array(rows[shift...] + rows[..<shift])
      let findings = try set.findings(in: ["things": .list(turned)])
      let order = findings.map { "\($0.rule) \($0.subject)" }
      #expect(order.map { Array($0.utf8) } == expected.map { Array($0.utf8) })
    }
  }

  @Test func `become the report's recommendations with its keys in order`() throws {
    let set = try rules(text)
    let findings = try set.findings(in: ["things": [row("a", 2, 2), row("b", .null, 1)]])
    let tree = RecommendationsSection(items: findings).tree
    #expect(
      tree == [
        "total": 2, "by_severity": ["critical": 1, "warning": 1, "info": 0],
        "items": [
          [
            "rule": "b-rule", "severity": "critical", "subject": "a", "message": "m",
            "suggestion": "", "evidence": ["name": "a", "level": 2],
            "monthly_effect": decimal("2"),
          ],
          [
            "rule": "b-rule", "severity": "warning", "subject": "b", "message": "m",
            "suggestion": "", "evidence": ["name": "b", "level": 1], "monthly_effect": .null,
          ],
        ],
      ])
  }

  @Test(
    arguments: [
      ("== 429", "429", true), ("!= 429", "429", false), ("== batch", "batch", true),
      ("!= batch", "flex", true), ("!= ''", "", false), ("> 1", "2", false),
    ])
  func `a condition compares text by its bytes`(
    _ condition: String, _ value: String, _ fires: Bool
  ) throws {
    let set = try rules(
      "  a: {rows: t, severity: info, message: m, where: {code: \"\(condition)\"}}")
    #expect(try set.findings(in: ["t": [["code": .text(value)]]]).isEmpty == !fires)
  }

  @Test(arguments: ["> 0", "!= 0", "!= x", "<= 0"])
  func `null satisfies no condition`(_ condition: String) throws {
    let set = try rules(
      "  a: {rows: t, severity: info, message: m, where: {x.y: \"\(condition)\"}}")
    #expect(try set.findings(in: ["t": [["x": .null]]]).isEmpty)
  }

  @Test func `one object is one row, named for its table`() throws {
    let set = try rules(
      "  a: {rows: cost, severity: info, message: m, where: {currency: \"== USD\"}}")
    #expect(try set.findings(in: report()).map(\.subject) == ["cost"])
  }
}
