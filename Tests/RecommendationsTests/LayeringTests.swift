import Recommendations
import Templating
import Testing

@Suite struct `Layered rules` {
  private let slow = report(backends: [backend("a", requests: 20, succeeding: 93, mean: 3000)])

  @Test func `a later file changes the keys it names and keeps the others`() throws {
    let mine = try rules(
      """
        backend-performance:
          where: {duration_ms.mean: "> 2000"}
          severity: critical
      """)
    let findings = try mine.layered(over: try builtIn()).findings(in: slow)
    #expect(findings.map(\.rule) == ["backend-performance"])
    #expect(findings.first?.severity == .critical)
    #expect(findings.first?.message == "a takes 3000 ms a request on average")
  }

  @Test func `one condition moves and the others stay, or is taken back by no value`() throws {
    let moved = try rules("  backend-reliability: {where: {success_percent: \"< 95\"}}")
      .layered(over: try builtIn())
    #expect(try moved.findings(in: slow).count == 1)
    let few = report(backends: [backend("a", requests: 10, succeeding: 80)])
    #expect(try moved.findings(in: few).isEmpty)
    let free = try rules("  backend-reliability: {where: {requests: ~}}").layered(over: moved)
    #expect(try free.findings(in: few).count == 1)
  }

  @Test func `off silences a rule and a later file can turn it on again`() throws {
    let failing = report(backends: [backend("a", succeeding: 10)])
    let off = try rules("  backend-reliability: {off: true}").layered(over: try builtIn())
    #expect(try off.findings(in: failing).isEmpty)
    #expect(try off.rules().count == builtIn().rules().count - 1)
    let on = try rules("  backend-reliability: {off: false}").layered(over: off)
    #expect(try on.findings(in: failing) == builtIn().findings(in: failing))
  }

  @Test func `a new name adds a rule, and none starts empty`() throws {
    let text = """
        busy:
          rows: backends
          where: {requests: ">= 20"}
          severity: info
          message: "{{name}} on {{cost.amount}} {{report.cost.currency}}, schema {{schema_version}}"
      """
    let mine = try rules(text)
    let both = try mine.layered(over: try builtIn()).findings(in: slow)
    #expect(both == (try mine.layered(over: .none).findings(in: slow)))
    #expect(both.map(\.message) == ["a on 1.5 USD, schema 1"])
    let evidence = TemplateObject(["name": "a", "requests": 20, "cost.amount": decimal("1.5")])
    #expect(both.first?.evidence == evidence)
  }

  @Test func `the digest is of what can change a finding`() throws {
    let base = try builtIn()
    #expect(base.digest.utf8.count == 32)
    let explained = try rules("  backend-reliability: {why: another}").layered(over: base)
    #expect(explained.digest == base.digest)
    let moved = try rules("  backend-reliability: {where: {requests: \"> 11\"}}")
    #expect(moved.layered(over: base).digest != base.digest)
    let a = try rules("  a: {severity: info, rows: x}\n  b: {rows: y}")
    let b = try rules("  b: {rows: y}\n  a: {rows: x, severity: info}")
    #expect(a.digest == b.digest)
  }

  @Test func `layers may be put together in any grouping`() throws {
    let base = try builtIn()
    let second = try rules(
      "  backend-reliability: {where: {requests: ~, x: \"> 1\"}, severity: info}\n  new: {rows: y}")
    let third = try rules(
      "  new: {off: true}\n  backend-reliability: {where: {x: ~}, suggestion: ~}")
    #expect(
      third.layered(over: second).layered(over: base)
        == third.layered(over: second.layered(over: base)))
    #expect(base.layered(over: .none) == base && RuleSet.none.layered(over: base) == base)
  }

  @Test func `the digest is stable: FNV-1a in 128 bits`() {
    #expect(RuleSet.none.digest == "6c62272e07bb014262b821756295c58d")
  }
}
