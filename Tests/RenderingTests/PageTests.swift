import Foundation
import Metering
import Rendering
import Reporting
import Templating
import TestSupport
import Testing

/// The HTML report: what its charts are made of, and that no report breaks its structure.
struct `The HTML report` {
  private static let templates: [String: String] = {
    let folder = Program.root.appending(path: "templates")
    let names = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String }
    return (names ?? []).filter { $0.hasSuffix(".mustache") }.reduce(into: [:]) { texts, name in
      texts[name] = try? String(contentsOf: folder.appending(path: name), encoding: .utf8)
    }
  }()

  private func page(_ report: Report) throws -> String {
    try Documents(templates: Self.templates).render(report, as: .html)
  }

  private func tags(_ html: String) -> [String] {
    html.matches(of: #/<\/?[a-zA-Z0-9-]+|<!--|<!\[/#).map { String($0.0) }
  }

  /// Usage whose month is over, so that nothing is estimated.
  private func view(_ uses: [Use]) throws -> TemplateValue {
    try view(MadeReport(uses, until: CivilDate(year: 2026, month: 11, day: 1)).report())
  }

  private func view(_ report: Report) throws -> TemplateValue {
    try DocumentView(report, charts: "none").tree["view"] ?? .null
  }

  private func numbers(_ values: [Int]) -> [TemplateValue] { values.map { .integer($0) } }

  @Test func `stacks a day's backends to the day's height, the dearest below`() throws {
    let view = try view([
      Use(backend: "a", day: 1, cost: 10), Use(backend: "b", day: 1, cost: 30),
      Use(backend: "a", day: 2, cost: 0), Use(backend: "b", day: 2, cost: 20),
    ])
    let chart = try #require(view["chart_days"])
    #expect(chart["series"]?.elements.map { $0["name"] } == ["b", "a"])
    let columns = chart["columns"]?.elements ?? []
    let first = columns.first?["parts"]?.elements ?? []
    #expect(first.map { $0["height"]?.number } == numbers([135, 45]).map(\.number))
    #expect(first.map { $0["pattern"] } == ["0", "1"])
    let second = columns.dropFirst().first?["parts"]?.elements ?? []
    #expect(second.map { $0["height"]?.number } == numbers([90]).map(\.number))
  }

  @Test func `says of usage without a price that it has none`() throws {
    let view = try view([Use(backend: "a", cost: nil), Use(backend: "b", cost: 2)])
    let series = view["day_series"]?.elements.map { $0["name"] }
    #expect(series == ["b", "a"])
    let parts = view["day_parts"]?.elements.first?["parts"]?.elements ?? []
    #expect(parts.map { $0["cost"] } == ["2.00", "not priced"])
  }

  @Test func `gathers backends without a pattern of their own`() throws {
    let view = try view(
      (1...9).map { (number: Int) in
        Use(backend: "b\(number)", cost: number)
      })
    #expect(
      view["day_series"]?.elements.map { $0["name"] } == ["b9", "b8", "b7", "b6", "b5", "4 others"])
    let parts = view["day_parts"]?.elements.first?["parts"]?.elements ?? []
    #expect(parts.last?["cost"] == "10.00")
  }

  @Test func `fills a cell of the week as its hour is busy`() throws {
    let view = try view([
      Use(day: 5, hour: 12, requests: 10), Use(day: 6, hour: 12, requests: 5),
    ])
    let cells = view["chart_week"]?["cells"]?.elements ?? []
    #expect(cells.map { $0["level"] } == [5, 3])
    #expect(cells.map { $0["height"]?.number } == numbers([24, 12]).map(\.number))
    #expect(cells.first?["title"] == "Mon 12:00, 10 requests")
    #expect(cells.map { $0["x"] } == cells.reversed().map { $0["x"] })
  }

  @Test func `has nothing but a frame for an empty report`() throws {
    let report = try MadeReport([]).report()
    #expect(try view(report)["chart_week"]?["cells"] == [])
    #expect(try view(report)["chart_days"]?["columns"] == [])
    let html = try page(report)
    #expect(!html.contains("<h2 id=\"days\">") && html.contains("<h2 id=\"quality\">"))
  }

  @Test func `draws zeros as nothing`() throws {
    let view = try view([Use(day: 1, cost: 0), Use(day: 2, cost: 0)])
    let columns = view["chart_days"]?["columns"]?.elements ?? []
    #expect(columns.first?["parts"] == [])
    #expect(
      view["chart_backends"]?["bars"]?.elements.map { $0["width"]?.number }
        == numbers([0]).map(\.number))
  }

  @Test func `carries its tables as they are`() throws {
    let report = try Report.sample()
    for table in ["charges", "backends", "days", "rejections"] {
      let link = try #require(try view(report)["csv"]?[table]?.text)
      #expect(link.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\"") })
      #expect(link.removingPercentEncoding == (try ReportTable(named: table, in: report).csv))
    }
    let bare = try DocumentView(report, charts: "none", downloads: false).tree["view"]
    #expect(bare?["csv"]?["charges"] == .null)
  }

  private static let names = [
    "<script>alert(1)</script>", "\"><h1>", "' onload='x", "{{totals}}{{/view.days}}{{{view}}}",
    "\u{202E}rtl\u{2066}\u{200F}", "]]>--><!--", "&amp;", "%22%3E", "a\r\nb", "\u{1}\u{FFFE}",
    "</svg></style>", String(repeating: "long<name ", count: 2000),
  ]

  /// A report in which whatever has a name has this one.
  private func report(ofNames name: String) throws -> Report {
    let priced = Use(
      backend: name, requests: 3, cost: 5, model: name, tool: name, method: name, error: name)
    let unpriced = Use(backend: name, day: 2, cost: nil, model: name, tool: name, method: name)
    var made = MadeReport([priced, unpriced])
    made.name = name
    made.terms = ["{name: discount, match: made, discount: 10%}"]
    made.earlier = (name, try MadeReport([priced]).report())
    return try made.report()
  }

  @Test(arguments: names.indices)
  func `has the same tags whatever things are called`(index: Int) throws {
    let expected = tags(try page(report(ofNames: "plain")))
    #expect(expected.count > 300)
    #expect(tags(try page(report(ofNames: Self.names[index]))) == expected)
  }
}
