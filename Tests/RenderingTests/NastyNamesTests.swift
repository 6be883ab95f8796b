import Foundation
import Rendering
import Templating
import Testing

/// Names made of every markup's special characters leave each document's structure alone.
struct `Nasty names` {
  static let names = [
    "a|b", "<script>alert(1)</script>", "line\nbreak", "=cmd()", "{{totals}}", "\"q\u{301}\"",
    "<\u{338}",
    "\u{202E}rtl", "tab\there", "`code`", "a, b", "\u{1}\u{7F}", "&amp;", "'", "\\", "-1",
  ]

  private func report(_ name: String) -> TemplateValue {
    [
      "name": .text(name),
      "backends": [["name": .text(name), "meters": ["x": 1], "cost": ["amount": 1]]],
      "cost": [
        "currency": "USD",
        "charges": [["backend": .text(name), "amount": 1, "currency": "USD"]],
        "unpriced": [],
      ],
    ]
  }

  @Test(arguments: names)
  func `are read back from JSON as they were`(name: String) throws {
    let text = JSONRenderer().render(report(name))
    let tree = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
    #expect((tree?["name"] as? String)?.utf8.elementsEqual(name.utf8) == true)
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
    let csv = try ReportTable(named: "charges", in: report(name)).csv
    #expect(csv.hasPrefix("backend,amount,list_currency,currency\r\n"))
    #expect(csv.hasSuffix(",1,USD,USD\r\n"))
    let cell = String(decoding: csv.utf8.dropFirst(39).prefix(1), as: UTF8.self)
    #expect(!["=", "+", "-", "@", "\t"].contains(cell))
  }

  @Test(arguments: names)
  func `stay in their Markdown cell`(name: String) throws {
    let template = try Template("| {{name}} |\n", name: "t.md.mustache", format: .markdown)
    let row = try template.render(report(name))
    #expect(row.utf8.filter { $0 == 10 }.count == 1)
    let bars = row.replacing("\\\\", with: "").replacing("\\|", with: "").filter { $0 == "|" }
    #expect(bars.count == 2)
  }
}
