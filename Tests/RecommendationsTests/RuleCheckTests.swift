import ConfigurationText
import Recommendations
import Templating
import Testing

/// What `tariff rules check` finds in a file before any report needs it.
@Suite struct `Checked rule files` {
  /// A report with a row in each table that these files look at.
  private static let sample: TemplateValue = [
    "backends": [backend("a")], "tools": [["name": "t", "requests": 1]],
    "groups": [["keys": [:], "requests": 1]],
  ]

  private func check(_ text: String) throws -> RuleCheck {
    let (set, errors) = RuleSet.read("tariff: rules/1\nrules:\n" + text, file: "mine.yaml")
    return RuleCheck(set, errors: errors, over: try builtIn(), sample: Self.sample)
  }

  private func errors(_ text: String) throws -> [String] {
    try check(text).errors.map { "\($0.place.line):\($0.place.column)" }
  }

  @Test func `all mistakes of a file are found at once, each at its place`() throws {
    let text = """
        backend-reliability:
          where: {requests: lots, success_percnt: "< 90"}
          were: {x: "> 1"}
          severity: bad
        mine:
          rows: backend
          severity: info
          message: "{{name}}"
        other:
          rows: tools
          severity: info
          message: "{{nme}}"
          suggestion: "{{^name}}{{oops}}{{/name}}"
          effect: cost
          subject: nam
        incomplete: {rows: tools}
      """
    #expect(
      try errors(text) == [
        "4:23", "4:45", "5:5", "6:15", "8:11", "14:14", "15:17", "16:13", "17:14", "18:3",
      ])
  }

  @Test func `what is right has neither errors nor warnings`() throws {
    let text = """
        backend-performance: {where: {duration_ms.mean: "> 2000"}}
        cost-optimization: {off: true}
        team:
          rows: groups
          where: {keys.team: "== a", requests: "> 5"}
          severity: info
          message: "{{keys.team}} made {{requests}}{{^requests}}{{keys.team}}{{/requests}}"
      """
    let check = try check(text)
    #expect(check.errors.isEmpty && check.warnings.isEmpty, "\(check.errors) \(check.warnings)")
  }

  @Test(arguments: [
    ("  gone: {off: true}", "turns off 'gone'"),
    ("  backend-performance: {where: {duration_ms.mean: \"> 5000\"}}", "changes nothing"),
    ("  backend-reliability: {where: {success_percent: \"> 100\"}}", "never holds"),
    ("  backend-reliability: {where: {requests: \"< 0\"}}", "never negative"),
    ("  backend-reliability: {where: {name: \"> 5\"}}", "is a text"),
    ("  backend-reliability: {escalate: {info: {failures: \"> 3\"}}}", "not above warning"),
    ("  backend-reliability: {escalate: {critical: {requests: \"< 11\", x: ~}}}", ""),
    ("  backend-reliability: {escalate: {critical: {requests: \"< 5\"}}}", "can't be < 5"),
    ("  backend-reliability: {evidence: [name, nme]}", "no key 'nme'"),
  ])
  func `rules that stay silent or change nothing are warned of`(
    text: String, warning: String
  ) throws {
    let warnings = try check(text).warnings.map(\.description)
    #expect(warnings.contains { $0.contains(warning) } != warning.isEmpty, "\(warnings)")
    #expect(warnings.allSatisfy { $0.hasPrefix("mine.yaml:3:") })
  }

  @Test func `a rule that is shown reads back as the same rule`() throws {
    let set = try builtIn()
    for name in set.names {
      let text = try #require(set.yaml(of: name))
      let shown = try RuleSet(parsing: text, file: "shown.yaml")
      #expect(shown.layered(over: set).digest == set.digest, "\(name)")
      let alone = try shown.rules().first
      let whole = try set.rules().first { $0.name == name }
      #expect(alone?.about == whole?.about && alone?.why == whole?.why, "\(name)")
      #expect(alone?.evidence == whole?.evidence && alone?.effect == whole?.effect, "\(name)")
    }
    #expect(set.yaml(of: "nothing") == nil)
  }
}
