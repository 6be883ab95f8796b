import Rendering
import Reporting
import Templating
import TestSupport
import Testing

/// Names made of every markup's special characters leave each document's structure alone.
struct `Nasty names` {
  static let names = [
    "a|b", "<script>alert(1)</script>", "line\nbreak", "=cmd()", "{{totals}}", "\"q\u{301}\"",
    "<\u{338}",
    "\u{202E}rtl", "tab\there", "`code`", "a, b", "\u{1}\u{7F}", "&amp;", "'", "\\", "-1",
  ]

  private func report(_ name: String) throws -> Report {
    try MadeReport([Use(backend: name, cost: 1)]).report()
  }

  @Test(arguments: names)
  func `are read back from JSON as they were`(name: String) throws {
    let text = JSONRenderer().render(try report(name))
    let backend = try JSONTree(text)["backends"].elements.first
    #expect(backend?["name"].text?.utf8.elementsEqual(name.utf8) == true)
    #expect(text.hasSuffix("}\n"))
  }

  @Test(arguments: names)
  func `leave XML well formed, with the same elements`(name: String) throws {
    func elements(_ text: String) -> [String] {
      text.split(separator: "<").dropFirst().map { String($0.prefix { $0 != ">" && $0 != " " }) }
    }
    let xml = try XMLRenderer().render(report(name))
    #expect(elements(xml) == elements(try XMLRenderer().render(report("plain"))))
    #expect(MarkupValidation.isWellFormed(xml: xml))
  }

  @Test(arguments: names)
  func `stay in their CSV field, and are no formula`(name: String) throws {
    let table = try #require(CSVTable(try ReportTable(named: "charges", in: report(name)).csv))
    let cells = table.cells(["backend", "amount", "list_currency", "currency"])
    #expect(cells.map { Array($0.dropFirst()) } == [["1", "USD", "USD"]])
    let cell = try #require(cells.first?.first)
    #expect(cell.utf8.elementsEqual(name.utf8) || cell.utf8.elementsEqual(("'" + name).utf8))
    #expect(!["=", "+", "-", "@", "\t"].contains(String(cell.unicodeScalars.prefix(1))))
  }

  @Test(arguments: names)
  func `are the same in NDJSON`(name: String) throws {
    let line = try ReportTable(named: "charges", in: report(name)).ndjson
    #expect(line.utf8.filter { $0 == 10 }.count == 1)
    let row = try JSONTree(line)
    #expect(row["backend"].text?.utf8.elementsEqual(name.utf8) == true)
  }

  @Test(arguments: names)
  func `stay in their Markdown cell`(name: String) throws {
    let template = try Template("| {{name}} |\n", name: "t.md.mustache", format: .markdown)
    let row = try template.render(["name": .text(name)])
    #expect(row.utf8.filter { $0 == 10 }.count == 1)
    let bars = row.replacing("\\\\", with: "").replacing("\\|", with: "").filter { $0 == "|" }
    #expect(bars.count == 2)
  }
}
