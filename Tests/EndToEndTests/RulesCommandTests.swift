import Foundation
import TestSupport
import Testing

/// `tariff rules`: the list, one rule, a check, and the page that is made of them.
struct `The rules' commands` {
  @Test func `docs/rules.md is what the rules say`() throws {
    let outcome = try Program().run("rules", "document")
    let page = try String(
      contentsOf: Program.root.appending(path: "docs/rules.md"), encoding: .utf8)
    #expect(outcome.output == page, "run `make docs`")
  }

  @Test func `a list has a line a rule, with those of a file`() throws {
    let file = try Scratch.file()
    let text = """
      tariff: rules/1
      rules:
        mine: {rows: tools, severity: critical, message: "{{name}}", about: "Mine, all mine."}
        cost-spike: {off: true}
      """
    try Data(text.utf8).write(to: file)
    let outcome = try Program().run("rules", "list", "--rules", file.path, "--format", "csv")
    let lines = outcome.output.components(separatedBy: "\r\n")
    #expect(lines.first == "id,severity,rows,about")
    #expect(lines.contains("mine,critical,tools,\"Mine, all mine.\""))
    #expect(!lines.contains { $0.hasPrefix("cost-spike,") })
    #expect(lines.contains { $0.hasPrefix("backend-reliability,\"warning, critical\",backends,") })
  }

  @Test func `a rule is shown after all files, and unknown ones are named`() throws {
    let file = try Scratch.file()
    try Data("tariff: rules/1\nrules:\n  cost-spike: {severity: critical}\n".utf8).write(to: file)
    let outcome = try Program().run("rules", "show", "cost-spike", "--rules", file.path)
    #expect(outcome.output.contains("    severity: critical\n"))
    #expect(outcome.output.contains("    rows: spikes\n"))
    let unknown = try Program().run("rules", "show", "cost-spke")
    #expect(unknown.status == 64 && unknown.errors.contains("cost-spike"))
  }

  @Test func `a check says all that is wrong with its place, and exits 65`() throws {
    let file = try Scratch.file()
    let text = """
      tariff: rules/1
      rules:
        mine: {rows: tols, severity: info, message: "{{name}}"}
        backend-reliability: {where: {requests: many}, wehre: {}}
      """
    try Data(text.utf8).write(to: file)
    let outcome = try Program().run("rules", "check", file.path)
    #expect(outcome.status == 65)
    for place in [
      ":3:16: error: the report has no table 'tols'", ":4:43: error: found 'many'",
      ":4:50: error: unknown key",
    ] {
      #expect(outcome.output.contains("\(file.path)\(place)"), "\(outcome.output)")
    }
    let own = try Program().run("rules", "check")
    #expect(own.status == 0 && own.output.contains("no errors, no warnings"), "\(own.output)")
    #expect(try Program().run("rules", "check", "no/such.yaml").status == 66)
  }
}
