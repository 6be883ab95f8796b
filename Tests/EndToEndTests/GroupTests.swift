import Foundation
import Rendering
import TestSupport
import Testing

/// What `--group-by` asks for is in every document, and adds up to the total in each.
struct `Groups` {
  private func usage(_ teams: Int) -> PricedUsage {
    var usage = PricedUsage(PricedUsage.book("- {per: 100, input: 1}"))
    for team in 0..<teams {
      usage.add(
        1 + team % 3,
        "\"backend_used\":\"m\",\"input_tokens\":\(100 + team),\"labels\":{\"te|am\":\"t\(team)<b>\"}"
      )
    }
    usage.add(2, "\"backend_used\":\"m\",\"input_tokens\":7,\"success\":false")
    usage.options = ["--group-by", "backend,label:te|am"]
    return usage
  }

  private func documents(_ usage: PricedUsage) throws -> (folder: URL, report: JSONTree) {
    let folder = try usage.folder()
    let formats = ["json", "markdown", "html", "csv", "xml"].flatMap { ["--format", $0] }
    let outcome = try usage.run(
      "report", formats + ["--table", "groups", "-o", "out/"], in: folder)
    try #require(outcome.status == 0 && outcome.errors.isEmpty, "\(outcome.errors)")
    let out = folder.appending(path: "out")
    return (out, try JSONTree(contentsOf: out.appending(path: "report.json")))
  }

  @Test(arguments: [1, 5, 99, 100, 240])
  func `are in every document, and add up to the total`(teams: Int) throws {
    let (folder, report) = try documents(usage(teams))
    func text(_ name: String) throws -> String {
      try String(contentsOf: folder.appending(path: name), encoding: .utf8)
    }
    let groups = report["groups"].elements
    #expect(groups.count == teams + 1)
    #expect(groups.compactMap { $0["cost", "amount"].number }.reduce(0, +) == report.total)
    #expect(try text("report.csv").hasPrefix("keys_backend,keys_te|am,requests,"))
    let markdown = try text("report.md")
    #expect(markdown.contains("## By backend, te\\|am\n"), "\(markdown)")
    let table = try #require(markdown.split(separator: "## By backend, te\\|am\n").last)
      .split(separator: "\n## ")[0]
    let rows = table.split(separator: "\n").dropFirst(2).map {
      $0.replacing("\\|", with: "/").split(separator: "|", omittingEmptySubsequences: false).map {
        $0.trimmingCharacters(in: .whitespaces)
      }
    }
    // Of many groups the dearest are shown, and one row for the rest.
    let isCut = teams + 1 > 100
    let hasRounding = rows.contains { $0.contains("Rounding") }
    #expect(rows.count == (isCut ? 101 : teams + 1) + (hasRounding ? 1 : 0))
    #expect(table.contains("(others: \(teams + 1 - 100))") == isCut)
    let requests = rows.compactMap { Int($0[3].replacing(",", with: "")) }.reduce(0, +)
    #expect(
      requests == report["totals", "requests"].number.map { NSDecimalNumber(decimal: $0).intValue })
    let costs = rows.compactMap { Decimal(string: $0[7].replacing(",", with: "")) }.reduce(0, +)
    let shown = try #require(
      markdown.split(separator: "USD ").dropFirst().first?.prefix { $0 != "*" })
    #expect(costs == Decimal(string: String(shown).replacing(",", with: "")), "\(costs) \(shown)")
    let html = try text("report.html")
    #expect(html.contains("<h2 id=\"groups\">By backend, te|am</h2>") && !html.contains("<b>"))
    #expect(MarkupValidation.errorCount(html: html) == 0)
    #expect(try text("report.xml").contains("<entry name=\"te|am\">t0&lt;b&gt;</entry>"))
  }

  @Test func `are in no document without being asked for`() throws {
    var usage = usage(3)
    usage.options = []
    for template in ["report.md", "report.html", "weekly.md", "finance.html"] {
      let outcome = try usage.run("report", ["--template", template])
      #expect(outcome.status == 0 && !outcome.output.contains("groups\""))
      #expect(!outcome.output.contains("## By"))
    }
    let table = try usage.run("report", ["--table", "groups", "--format", "csv"])
    #expect(table.status == 0)
    #expect(table.errors == "tariff: --table groups holds nothing without --group-by\n")
  }
}
