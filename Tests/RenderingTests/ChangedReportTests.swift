import Foundation
import Rendering
import Templating
import TestSupport
import Testing

/// What the shipped templates say of changes against an earlier report.
struct `A changed report` {
  private func report(changes: TemplateValue) throws -> TemplateValue {
    guard case .object(var report) = try SampleReport.tree() else { return .null }
    report["changes"] = changes
    return .object(report)
  }

  private static let change: TemplateValue = [
    "before": 10, "after": 12, "difference": 2, "percent": 20,
  ]
  private static let changes: TemplateValue = [
    "against": "last|week.json", "period": ["start": nil, "end": nil],
    "cost": ["before": 10, "after": 12, "difference": 2, "percent": 20, "complete": true],
    "effects": [["name": "volume", "amount": 5], ["name": "price", "amount": -3]],
    "totals": ["requests": change, "tokens": change, "cost": change],
    "backends": [
      [
        "name": "new", "requests": change, "tokens": change,
        "cost": ["before": nil, "after": 12, "difference": nil, "percent": nil],
      ]
    ],
    "models": [], "tools": [], "routes": [],
  ]

  private func document(_ template: String, _ report: TemplateValue) throws -> String {
    let name = "\(template).mustache"
    let source = try String(
      contentsOf: Program.root.appending(path: "templates/\(name)"), encoding: .utf8)
    let style = "partials/style.html.mustache"
    let partial = try String(
      contentsOf: Program.root.appending(path: "templates/\(style)"), encoding: .utf8)
    return try Documents(templates: [:]).render(
      report, template: source, name: name, partials: PartialLibrary([style: partial]))
  }

  static let lines: [(template: String, line: String)] = [
    ("weekly.md", "\n## Against last\\|week.json\n"),
    ("weekly.md", "\n| Cost USD | 10.00 | 12.00 | +2.00 | +20.0 |\n"),
    ("weekly.md", "\n| Requests | 10 | 12 | +2 | +20.0 |\n"),
    ("weekly.md", "\n| volume | +5.00 |\n| price | -3.00 |\n"),
    ("weekly.md", "\n| new | – | 12.00 | – |\n"),
    ("pr-comment.md", " (+2.00, +20.0 %)\n"),
    ("pr-comment.md", "\n| Against last\\|week.json | USD |\n|:--|--:|\n| volume | +5.00 |\n"),
    ("finance.html", "<tr><th scope=\"row\">volume</th><td class=\"n\">+5.00</td></tr>\n"),
    ("finance.html", "From 10.00 to 12.00</th><td class=\"n\">+2.00</td>"),
  ]

  @Test(arguments: lines.indices)
  func `says by how much, and why`(index: Int) throws {
    let (template, line) = Self.lines[index]
    #expect(try document(template, report(changes: Self.changes)).contains(line))
    #expect(try !document(template, report(changes: .null)).contains(line))
  }

  @Test func `fails no test of a build by an info`() throws {
    let xml = try document("junit.xml", report(changes: Self.changes))
    #expect(MarkupValidation.isWellFormed(xml: xml))
    #expect(!xml.contains("type=\"info\"") && xml.contains("<system-out>"))
    #expect(xml.contains("type=\"warning\""))
  }
}
