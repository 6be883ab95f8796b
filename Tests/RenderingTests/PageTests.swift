import Foundation
import Rendering
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

  private func page(_ report: TemplateValue) throws -> String {
    try Documents(templates: Self.templates).render(report, as: .html)
  }

  private func tags(_ html: String) -> [String] {
    html.matches(of: #/<\/?[a-zA-Z0-9-]+|<!--|<!\[/#).map { String($0.0) }
  }

  private func changed(_ change: (inout TemplateObject) -> Void) throws -> TemplateValue {
    guard case .object(var report) = try SampleReport.tree() else { return .null }
    change(&report)
    return .object(report)
  }

  private func cost(_ amount: Int?) -> TemplateValue {
    let value = amount.map(TemplateValue.integer) ?? .null
    return ["amount": value, "low": value, "high": value, "complete": .bool(amount != nil)]
  }

  /// A report of days whose costs are known, by backend.
  private func days(_ costs: [(date: String, backends: [(String, Int?)])]) throws -> TemplateValue {
    try changed { report in
      report["days"] = .list(
        costs.map { day in
          [
            "date": .text(day.date), "requests": 1, "tokens": ["total": 5],
            "cost": cost(day.backends.compactMap(\.1).reduce(0, +)),
            "backends": .list(day.backends.map { ["name": .text($0.0), "cost": cost($0.1)] }),
          ]
        })
      let names = costs.first?.backends.map(\.0) ?? []
      report["backends"] = .list(
        names.map { name in
          let sum = costs.flatMap(\.backends).filter { $0.0 == name }.compactMap(\.1).reduce(0, +)
          return ["name": .text(name), "requests": 1, "cost": cost(sum)]
        })
    }
  }

  private func view(_ report: TemplateValue) -> TemplateValue {
    DocumentView(report, charts: "none").tree["view"] ?? .null
  }

  @Test func `stacks a day's backends to the day's height, the dearest below`() throws {
    let report = try days([
      ("2026-10-01", [("a", 10), ("b", 30)]), ("2026-10-02", [("a", 0), ("b", 20)]),
    ])
    let chart = try #require(view(report)["chart_days"])
    #expect(chart["series"]?.elements.map { $0["name"] } == ["b", "a"])
    let columns = chart["columns"]?.elements ?? []
    let first = columns.first?["parts"]?.elements ?? []
    #expect(
      first.map { $0["height"]?.number } == [135, 45].map { TemplateValue.integer($0).number })
    #expect(first.map { $0["pattern"] } == ["0", "1"])
    let second = columns.dropFirst().first?["parts"]?.elements ?? []
    #expect(second.map { $0["height"]?.number } == [TemplateValue.integer(90).number])
  }

  @Test func `spreads the rest of the month's estimate over the days to come`() throws {
    guard case .object(var report) = try days([("2026-11-21", [("a", 1)])]),
      case .object(var cost)? = report["cost"], case .object(var month)? = cost["month"]
    else {
      Issue.record("the sample has no estimate")
      return
    }
    month["month"] = "2026-11"
    month["amount"] = self.cost(10)
    month["actual_to_date"] = 1
    cost["month"] = .object(month)
    report["cost"] = .object(cost)
    let view = view(.object(report))
    #expect(
      view["forecast_days"]
        == [
          "start": "2026-11-22", "end": "2026-11-30", "days": 9, "cost": "9.00", "a_day": "1.00",
        ])
    let columns = view["chart_days"]?["columns"]?.elements ?? []
    #expect(columns.count == 10)
    #expect(columns.dropFirst().allSatisfy { $0["parts"]?.elements.first?["pattern"] == "f" })
    month["method"] = "actual"
    cost["month"] = .object(month)
    report["cost"] = .object(cost)
    #expect(self.view(.object(report))["forecast_days"] == .null)
  }

  @Test func `says of usage without a price that it has none`() throws {
    let view = view(try days([("2026-10-01", [("a", nil), ("b", 2)])]))
    let parts = view["day_parts"]?.elements.first?["parts"]?.elements ?? []
    #expect(parts.map { $0["cost"] } == ["2.00", "not priced"])
  }

  @Test func `gathers backends without a pattern of their own`() throws {
    let backends = (1...9).map { ("b\($0)", Int?.some($0)) }
    let view = view(try days([("2026-10-01", backends)]))
    #expect(
      view["day_series"]?.elements.map { $0["name"] } == ["b9", "b8", "b7", "b6", "b5", "4 others"])
    let parts = view["day_parts"]?.elements.first?["parts"]?.elements ?? []
    #expect(parts.last?["cost"] == "10.00")
  }

  @Test func `fills a cell of the week as its hour is busy`() throws {
    let report = try changed { report in
      report["weekday_hours"] = [
        ["weekday": "mon", "hour": 0, "requests": 0],
        ["weekday": "mon", "hour": 12, "requests": 10],
        ["weekday": "tue", "hour": 12, "requests": 5],
      ]
    }
    let chart = try #require(view(report)["chart_week"])
    let cells = chart["cells"]?.elements ?? []
    #expect(cells.map { $0["level"] } == [5, 3])
    #expect(
      cells.map { $0["height"]?.number } == [24, 12].map { TemplateValue.integer($0).number })
    #expect(cells.first?["title"] == "Mon 12:00, 10 requests")
    #expect(cells.map { $0["x"] } == cells.reversed().map { $0["x"] })
  }

  @Test func `has nothing but a frame for an empty report`() throws {
    let report = try changed { report in
      for name in ["days", "hours", "weekday_hours", "backends", "models", "tools", "routes"] {
        report[name] = []
      }
      report["totals"] = ["requests": 0]
    }
    #expect(view(report)["chart_week"]?["cells"] == [])
    #expect(view(report)["chart_days"]?["columns"] == [])
    let html = try page(report)
    #expect(!html.contains("<h2 id=\"days\">") && html.contains("<h2 id=\"quality\">"))
  }

  @Test func `draws zeros as nothing`() throws {
    let view = view(try days([("2026-10-01", [("a", 0)]), ("2026-10-02", [("a", 0)])]))
    let columns = view["chart_days"]?["columns"]?.elements ?? []
    #expect(columns.first?["parts"] == [])
    #expect(
      view["chart_backends"]?["bars"]?.elements.map { $0["width"]?.number }
        == [TemplateValue.integer(0).number])
  }

  @Test func `carries its tables as they are`() throws {
    let report = try SampleReport.tree()
    for table in ["charges", "backends", "days", "rejections"] {
      let link = try #require(view(report)["csv"]?[table]?.text)
      #expect(link.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\"") })
      #expect(link.removingPercentEncoding == (try ReportTable(named: table, in: report).csv))
    }
    let bare = DocumentView(report, charts: "none", downloads: false).tree["view"]
    #expect(bare?["csv"]?["charges"] == .null)
  }

  private static let names = [
    "<script>alert(1)</script>", "\"><h1>", "' onload='x", "{{totals}}{{/view.days}}{{{view}}}",
    "\u{202E}rtl\u{2066}\u{200F}", "]]>--><!--", "&amp;", "%22%3E", "a\r\nb", "\u{1}\u{FFFE}",
    "</svg></style>", String(repeating: "long<name ", count: 2000),
  ]

  /// Every text of these names, in all tables, is the given one.
  private func renamed(_ value: TemplateValue, to name: String) -> TemplateValue {
    switch value {
    case .list(let elements): return .list(elements.prefix(3).map { renamed($0, to: name) })
    case .object(var object):
      for field in object.fields {
        let isName = [
          "name", "backend", "model", "method", "text", "code", "type", "message", "suggestion",
          "subject", "first", "what", "book", "price_id", "reason", "note",
        ].contains(field.name)
        object[field.name] =
          isName && field.value.text != nil ? .text(name) : renamed(field.value, to: name)
      }
      return .object(object)
    default: return value
    }
  }

  @Test(arguments: names.indices)
  func `has the same tags whatever things are called`(index: Int) throws {
    guard case .object(var report) = try SampleReport.tree() else { return }
    // The estimate's method is ours.
    let month = report["cost"]?["month"] ?? .null
    func tags(_ name: String) throws -> [String] {
      guard case .object(var cost)? = renamed(report["cost"] ?? .null, to: name).asObject else {
        return []
      }
      cost["month"] = month
      guard case .object(var other)? = renamed(.object(report), to: name).asObject else {
        return []
      }
      other["cost"] = .object(cost)
      return self.tags(try page(.object(other)))
    }
    report["options"] = [:]
    let expected = try tags("plain")
    #expect(expected.count > 300)
    #expect(try tags(Self.names[index]) == expected)
  }
}

extension TemplateValue {
  fileprivate var asObject: TemplateValue? { if case .object = self { self } else { nil } }
}
