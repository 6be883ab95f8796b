import Foundation
import TestSupport
import Testing

/// Costs by FOCUS: every cent of the report, by UTC day, charge and tags.
struct `A FOCUS file` {
  private static let book = """
    tariff: prices/1
    name: hand
    currency: USD
    prices:
      - id: maker/alpha
        match: [alpha]
        rates: [{per: 1M tokens, input: 2, output: 10, seconds: {price: 0.5, per: 1}}]
    contract:
      - {name: rebate, match: "maker/*", discount: 10%}
      - {name: voucher, credit: 2.475}
    fx:
      EUR: [{from: 2026-01-01, rate: 1.25}]
    """

  private func event(
    _ time: String, _ model: String, _ counts: String, team: String, backend: String = "gate"
  ) -> String {
    """
    {"timestamp":"\(time)","backend_used":"\(backend)","model":"\(model)",\(counts),\
    "success":true,"labels":{"team":"\(team)"}}
    """
  }

  /// The FOCUS file, its metadata and the JSON report of some events.
  private func files(
    _ events: [String], _ options: [String], book: String = book
  ) throws -> (focus: CSVTable, metadata: JSONTree, report: JSONTree) {
    let folder = try Scratch.folder()
    let input = folder.appending(path: "events.ndjson")
    try Data(events.joined(separator: "\n").utf8).write(to: input)
    let prices = folder.appending(path: "hand.yaml")
    try Data(book.utf8).write(to: prices)
    let out = folder.appending(path: "out")
    let outcome = try Program().run(
      list: ["report", input.path, "--prices", "none", "--prices", prices.path] + options + [
        "--format", "json", "--format", "focus", "-o", out.path + "/",
      ])
    #expect(outcome.status == 0, "\(outcome.errors)")
    let text = try String(contentsOf: out.appending(path: "report.focus.csv"), encoding: .utf8)
    return (
      try #require(CSVTable(text)),
      try JSONTree(contentsOf: out.appending(path: "report.focus.metadata.json")),
      try JSONTree(contentsOf: out.appending(path: "report.json"))
    )
  }

  private func sum(_ table: CSVTable, _ column: String, where category: String? = nil) -> Decimal {
    table.cells([column, "ChargeCategory"]).reduce(0) { sum, cells in
      category == nil || cells[1] == category ? sum + (Decimal(string: cells[0]) ?? .nan) : sum
    }
  }

  @Test(arguments: [("reported_cost", "Reported Cost"), ("fixed_idle", "Fixed Idle")])
  func `counts what is called like a cost in its own unit`(name: String, unit: String) throws {
    let counts = "\"meters\":{\"\(name)\":3}"
    let book = PricedUsage.book("- {per: 1, \(name): 2}")
    let table = try files(
      [event("2026-10-05T12:00:00Z", "m", counts, team: "a")], [], book: book
    ).focus
    let cells = table.cells(["ConsumedUnit", "PricingUnit", "ListCost"])
    #expect(cells == [[unit, unit, "6.0"]])
  }

  @Test func `shares two days, two teams, a discount and a credit as by hand`() throws {
    // USD 4.50 at list prices is EUR 3.60; less 10 % EUR 3.24; the voucher pays EUR 1.98 of it:
    // all of the first day, and half of the second.
    let (focus, metadata, report) = try files(
      [
        event("2026-10-01T23:59:59Z", "alpha", "\"input_tokens\":500000", team: "red"),
        event(
          "2026-10-02T00:00:00Z", "alpha", "\"input_tokens\":250000,\"output_tokens\":100000",
          team: "red"),
        event("2026-10-02T12:00:00Z", "alpha", "\"input_tokens\":1000000", team: "blue"),
        event("2026-10-02T12:00:00Z", "beta", "\"input_tokens\":7", team: "blue"),
      ], ["--currency", "EUR", "--group-by", "label:team", "--timezone", "Europe/Berlin"])
    let shown = focus.cells([
      "ChargePeriodStart", "Tags", "ChargeCategory", "x_meter", "ConsumedQuantity", "ListCost",
      "ContractedCost", "EffectiveCost", "ContractedUnitPrice",
    ]).map { $0.joined(separator: "|").replacing("T00:00:00Z", with: "") }
    #expect(
      shown == [
        "2026-10-01|{\"team\":\"red\"}|Usage|input|500000.0|0.8|0.72|0.72|1.44",
        "2026-10-01|{\"team\":\"red\"}|Credit|||-0.72|-0.72|-0.72|",
        "2026-10-02|{\"team\":\"blue\"}|Usage|input|1000000.0|1.6|1.44|1.44|1.44",
        "2026-10-02|{\"team\":\"red\"}|Usage|input|250000.0|0.4|0.36|0.36|1.44",
        "2026-10-02|{\"team\":\"red\"}|Usage|output|100000.0|0.8|0.72|0.72|7.2",
        "2026-10-02|{\"team\":\"blue\"}|Credit|||-0.72|-0.72|-0.72|",
        "2026-10-02|{\"team\":\"red\"}|Credit|||-0.54|-0.54|-0.54|",
      ])
    #expect(Set(focus.cells(["BillingCurrency"]).joined()) == ["EUR"])
    #expect(report["cost", "total", "amount"].number == Decimal(string: "1.26"))
    #expect(sum(focus, "BilledCost") == Decimal(string: "1.26"))
    let unpriced = metadata["x_Report", "Unpriced"].elements
    #expect(unpriced.map { $0["Model"].text } == ["beta"])
    #expect(unpriced.map { $0["Quantity"].number } == [7])
  }

  @Test func `says list price times quantity in the book's own currency`() throws {
    let (focus, _, _) = try files(
      [event("2026-10-01T10:00:00Z", "alpha", "\"meters\":{\"seconds\":8}", team: "red")],
      ["--currency", "EUR"])
    let names = [
      "ConsumedUnit", "PricingUnit", "PricingQuantity", "ListUnitPrice", "PricingCurrency",
      "PricingCurrencyListUnitPrice", "PricingCurrencyEffectiveCost", "Tags",
    ]
    #expect(
      focus.cells(names).first == ["Seconds", "Seconds", "8.0", "0.4", "USD", "0.5", "3.6", ""])
  }

  @Test(arguments: 1...3)
  func `adds up to the report for any events`(seed: UInt64) throws {
    var random = seed
    func next(_ count: UInt64) -> Int {
      random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((random >> 33) % count)
    }
    let events = (0..<300).map { _ in
      event(
        "2026-10-\(next(2) + 10)T\(next(14) + 10):00:00+09:30", ["alpha", "beta"][next(2)],
        [
          "\"input_tokens\":\(next(9_999)),\"output_tokens\":\(next(99))",
          "\"tokens_used\":\(next(777))",
        ][
          next(2)],
        team: "t\(next(5))", backend: "b\(next(3))")
    }
    let book = """
      tariff: prices/1
      name: odd
      currency: USD
      prices:
        - id: a
          match: [alpha]
          rates: [{per: 1K tokens, input: 0.0000077, output: 0.0003, requests: {price: 0.01, per: 3}}]
        - {id: b, match: [beta], rates: [{fixed: 100, per: 1 month}]}
      contract:
        - {name: rebate, match: a, meter: input, discount: 7.7%}
        - {name: voucher, credit: 3}
        - {name: least, commitment: 200}
      fx:
        JPY: [{from: 2020-01-01, rate: 0.0067}]
      """
    let (focus, _, report) = try files(
      events, ["--currency", "JPY", "--group-by", "label:team,tool"], book: book)
    let cost = report["cost"]
    #expect(sum(focus, "BilledCost") == cost["total", "amount"].number)
    #expect(sum(focus, "EffectiveCost") == cost["total", "amount"].number)
    #expect(sum(focus, "ListCost", where: "Usage") == cost["list"].number)
    #expect(sum(focus, "ContractedCost", where: "Usage") == cost["contracted"].number)
    #expect(Set(focus.cells(["ChargePeriodStart"]).joined()).count > 1)
  }

  @Test(arguments: [
    "a,b", "say \"hi\"", "line\r\nbreak", "=cmd()", "{\"a\":1}", "\u{202E}rtl", "tab\t", "-1",
    "e\u{301}", "<&>", "'",
  ])
  func `leaves text as it is`(name: String) throws {
    let quoted = String(decoding: try JSONEncoder().encode(name), as: UTF8.self).dropFirst()
      .dropLast()
    let (focus, _, _) = try files(
      [
        event(
          "2026-10-01T10:00:00Z", "alpha", "\"input_tokens\":1", team: String(quoted),
          backend: String(quoted))
      ], ["--group-by", "label:team"])
    let cells = try #require(focus.cells(["x_backend", "ProviderName", "Tags"]).first)
    #expect(cells[0].utf8.elementsEqual(name.utf8))
    #expect(cells[1].utf8.elementsEqual(name.utf8))
    let tags = try JSONDecoder().decode(JSONTree.self, from: Data(cells[2].utf8))
    #expect(tags["team"].text?.utf8.elementsEqual(name.utf8) == true)
  }

  @Test func `goes to standard output alone, and says there what it leaves out`() throws {
    let outcome = try Program().run("report", "samples/gateway", "--format", "focus")
    #expect(outcome.status == 0)
    let table = try #require(CSVTable(outcome.output))
    #expect(table.columns.first == "AllocatedMethodDetails")
    #expect(table.columns.last == "x_contract_kind")
    #expect(outcome.errors.contains("76664 unsplit of mystery-gpu (no_match)"))
  }

  @Test func `has its columns where there is no usage`() throws {
    let (focus, metadata, _) = try files([], [])
    #expect(focus.rows.isEmpty)
    #expect(focus.columns.count > 70)
    let schema = metadata["Schema"].elements.first
    #expect(schema?["ColumnDefinition"].elements.map { $0["ColumnName"].text } == focus.columns)
  }
}
