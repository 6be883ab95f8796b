import Foundation
import Rendering
import Reporting
import Templating
import TestSupport
import Testing

/// What the shipped templates say of changes against an earlier report.
struct `A changed report` {
  /// 15 requests for 12.00 after 10 for 10.00, and a backend that had no price before.
  private func report(isCompared: Bool) throws -> Report {
    var later = MadeReport([
      Use(requests: 15, cost: 15), Use(backend: "new", cost: 5),
    ])
    later.price = "0.8"
    if isCompared {
      let earlier = MadeReport([Use(requests: 10, cost: 10), Use(backend: "new", cost: nil)])
      later.earlier = ("last|week.json", try earlier.report())
    }
    return try later.report()
  }

  private func document(_ template: String, _ report: Report) throws -> String {
    let name = "\(template).mustache"
    let source = try String(
      contentsOf: Program.root.appending(path: "templates/\(name)"), encoding: .utf8)
    var partials: [String: String] = [:]
    for partial in ["style.html", "groups.html", "groups.md"] {
      let path = "partials/\(partial).mustache"
      partials[path] = try String(
        contentsOf: Program.root.appending(path: "templates/\(path)"), encoding: .utf8)
    }
    return try Documents(templates: [:]).render(
      report, template: source, name: name, partials: PartialLibrary(partials))
  }

  static let lines: [(template: String, line: String)] = [
    ("weekly.md", "\n## Against last\\|week.json\n"),
    ("weekly.md", "\n| Cost USD | 10.00 | 16.00 | +6.00 | +60.0 |\n"),
    ("weekly.md", "\n| Requests | 11 | 16 | +5 | +45.5 |\n"),
    ("weekly.md", "\n| volume | +4.50 |\n"), ("weekly.md", "\n| price | -2.50 |\n"),
    ("weekly.md", "\n| new | – | 4.00 | – |\n"),
    ("pr-comment.md", " (+6.00, +60.0 %)\n"),
    ("pr-comment.md", "\n| Against last\\|week.json | USD |\n|:--|--:|\n| volume | +4.50 |\n"),
    ("finance.html", "<tr><th scope=\"row\">volume</th><td class=\"n\">+4.50</td></tr>\n"),
    ("finance.html", "From 10.00 to 16.00</th><td class=\"n\">+6.00</td>"),
  ]

  @Test(arguments: lines.indices)
  func `says by how much, and why`(index: Int) throws {
    let (template, line) = Self.lines[index]
    #expect(try document(template, report(isCompared: true)).contains(line))
    #expect(try !document(template, report(isCompared: false)).contains(line))
  }

  @Test func `fails no test of a build by an info`() throws {
    let xml = try document("junit.xml", report(isCompared: true))
    #expect(MarkupValidation.isWellFormed(xml: xml))
    #expect(!xml.contains("type=\"info\"") && xml.contains("<system-out>"))
    #expect(xml.contains("type=\"warning\""))
  }
}
