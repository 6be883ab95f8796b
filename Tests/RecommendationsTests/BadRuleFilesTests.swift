import Recommendations
import Templating
import Testing

@Suite struct `Bad rule files` {
  /// A file's text after the header, and how its message must start.
  static let cases: [(text: String, message: String)] = [
    ("  a: {were: {}}", "mine.yaml:3:7: unknown key 'were'; expected one of about, why, rows"),
    ("  a: {severity: fatal}", "mine.yaml:3:17: found 'fatal'; expected info, warning or critical"),
    ("  a:\n    where: {requests: 10}", "mine.yaml:4:23: found '10'; expected >, >="),
    ("  a:\n    where: {requests: \"> ten\"}", "mine.yaml:4:23: found '> ten'; expected"),
    ("  a:\n    where: {requests: \"> 1e3\"}", "mine.yaml:4:23: found '> 1e3'; expected"),
    ("  a: {escalate: {urgent: {x: \"> 1\"}}}", "mine.yaml:3:18: found 'urgent'; expected info"),
    ("  a: {off: perhaps}", "mine.yaml:3:12: found 'perhaps'; expected true or false"),
    ("  a: [1]", "mine.yaml:3:6: found a list; expected the keys of a rule"),
    ("  a: {message: \"{{name\"}", "mine.yaml:3:16: rule 'a', message: "),
    ("  a: {}\nmore: 1", "mine.yaml:4:1: unknown key 'more'; expected one of tariff, rules"),
  ]

  @Test(arguments: cases)
  func `names the file, line and column, what was found and what is expected`(
    _ text: String, _ message: String
  ) {
    let error = #expect(throws: RuleError.self) { try rules(text) }
    #expect(error?.description.hasPrefix(message) == true, "\(error?.description ?? "")")
  }

  @Test(arguments: ["rules: {}", "tariff: prices/1\nrules: {}", "", "- 1"])
  func `must start with their format and version`(_ text: String) {
    #expect(throws: RuleError.self) { try RuleSet(parsing: text, file: "mine.yaml") }
  }

  @Test func `a rule that no file completes says which key is missing`() throws {
    let error = #expect(throws: RuleError.self) {
      try rules("  lonely: {rows: backends, severity: info}").findings(in: report())
    }
    #expect(
      error?.description.hasPrefix("mine.yaml:3:3: rule 'lonely' has no 'message'") == true)
  }

  @Test func `an unknown table or key is an error that names the known ones`() throws {
    func message(rows: String, where condition: String) throws -> String {
      let set = try rules(
        "  a: {rows: \(rows), severity: info, message: m, where: {\(condition): \"> 1\"}}")
      let tree = report(backends: [backend("x")])
      return #expect(throws: RuleError.self) { try set.findings(in: tree) }?.description ?? ""
    }
    let table = try message(rows: "backend", where: "requests")
    #expect(table.hasPrefix("mine.yaml:3:13: the report has no table 'backend'; expected one of"))
    #expect(table.hasSuffix("backends, routes, cost, unpriced_names"))
    let key = try message(rows: "backends", where: "request")
    #expect(key.contains("rows of 'backends' have no key 'request'; expected one of name"))
  }

  @Test func `an unknown name in a message is an error when the rule speaks`() throws {
    let set = try rules("  a: {rows: backends, severity: info, message: \"{{nmae}}\"}")
    #expect(throws: RuleError.self) { try set.findings(in: report(backends: [backend("x")])) }
  }
}
