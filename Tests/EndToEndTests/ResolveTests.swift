import Foundation
import TestSupport
import Testing

/// Every charge names the row that priced it, and `prices resolve` finds that row and its rates.
struct `Charges and prices resolve` {
  /// Asks for a charge's row at an instant at which it held.
  private func resolve(
    _ charge: JSONTree, at time: String, context: Int, books: [String], in folder: URL
  ) throws -> JSONTree {
    let backend = try #require(charge["backend"].text)
    let model = try #require(charge["model"].text)
    let tier = try #require(charge["service_tier"].text)
    let name = model.isEmpty ? [backend] : [model, "--backend", backend]
    let outcome = try Program().run(
      list: ["prices", "resolve"] + name + [
        "--at", time, "--tier", tier, "--context", String(context), "--format", "json",
      ] + books.flatMap { ["--prices", $0] }, in: folder)
    #expect(outcome.status == 0, "\(outcome.errors)")
    return try JSONDecoder().decode(JSONTree.self, from: Data(outcome.output.utf8))
  }

  private func expect(
    _ charge: JSONTree, at time: String, books: [String] = [], in folder: URL = Program.root
  ) throws {
    let least = charge["context_tier"].number.map { NSDecimalNumber(decimal: $0).intValue }
    let row = try resolve(charge, at: time, context: least ?? 0, books: books, in: folder)
    for key in ["price_id", "book", "effective_from", "currency"] {
      #expect(row[key].text == charge[key].text, "\(key) of \(charge)")
    }
    #expect(row["context_tier"].number == charge["context_tier"].number)
    let meter = (charge["meter"].text ?? "").replacing("_tokens", with: "")
    let rate = row["rates"].elements.first { $0["meter"].text == meter }
    // A meter without a rate of its own is priced as another; the row has one of that price.
    let same = rate.map { [$0] } ?? row["rates"].elements
    #expect(
      same.contains {
        $0["unit_price"].number == charge["unit_price"].number
          && $0["per"].number == charge["per"].number
      }, "\(charge)")
  }

  @Test(arguments: ["samples/gateway", "samples/coding-agents"])
  func `agree on the samples`(path: String) throws {
    let outcome = try Program().run("report", path, "--format", "json")
    let report = try JSONDecoder().decode(JSONTree.self, from: Data(outcome.output.utf8))
    let last = try #require(report["period", "last_event"].text)
    let charges = report["cost", "charges"].elements
    #expect(!charges.isEmpty)
    var asked: Set<String> = []
    for charge in charges {
      let key = ["backend", "model", "service_tier", "price_id", "effective_from"].map {
        charge[$0].text ?? ""
      }
      // One question a row: each costs a start of the program.
      guard asked.insert("\(key) \(charge["context_tier"].number ?? 0)").inserted else { continue }
      try expect(charge, at: charge["effective_from"].text ?? last)
    }
  }

  private static let contract = """
    tariff: prices/1
    name: Our contract
    currency: USD
    checked: 2026-10-01
    prices:
      - id: our/gpt-4o
        match: [gpt-4o]
        source: contract 17
        rates: [{from: 2026-10-01, per: 1M tokens, input: 1, output: 1}]
    """

  @Test func `agree on a contract's price, which comes before a list price of a more exact name`()
    throws
  {
    let folder = try Scratch.folder()
    try Data(Self.contract.utf8).write(to: folder.appending(path: "ours.yaml"))
    for (day, id, amount) in [
      ("2026-10-03", "our/gpt-4o", 1), ("2026-09-30", "openai/gpt-4o", 2.5),
    ] {
      let event =
        "{\"timestamp\":\"\(day)T12:00:00Z\",\"backend_used\":\"openai\","
        + "\"model\":\"gpt-4o\",\"input_tokens\":1000000}"
      try Data(event.utf8).write(to: folder.appending(path: "events.ndjson"))
      let outcome = try Program().run(
        list: ["report", "events.ndjson", "--prices", "ours.yaml", "--format", "json"], in: folder)
      let report = try JSONDecoder().decode(JSONTree.self, from: Data(outcome.output.utf8))
      let charge = try #require(report["cost", "charges"].elements.first)
      #expect(charge["price_id"].text == id)
      #expect(charge["amount"].number == Decimal(amount))
      try expect(charge, at: day, books: ["ours.yaml"], in: folder)
    }
  }

  @Test func `name what else would have fitted, in order, with the reason that it lost`() throws {
    let folder = try Scratch.folder()
    let book =
      Self.contract + """

          - {id: any, match: ["gpt-*"], source: s, rates: [{per: 1, input: 9}]}
          - {id: old, match: [openai/gpt-4o], source: s, rates: [{until: 2026-01-01, per: 1, input: 9}]}
        """
    try Data(book.utf8).write(to: folder.appending(path: "ours.yaml"))
    func reasons(_ day: String) throws -> [String] {
      let outcome = try Program().run(
        list: [
          "prices", "resolve", "gpt-4o", "--backend", "openai", "--prices", "ours.yaml", "--at",
          day,
          "--format", "json",
        ], in: folder)
      #expect(outcome.status == 0, "\(outcome.errors)")
      let tree = try JSONDecoder().decode(JSONTree.self, from: Data(outcome.output.utf8))
      return tree["fits"].elements.map {
        "\($0["price_id"].text ?? ""): \($0["lost"].text ?? "the price")"
      }
    }
    #expect(
      try reasons("2025-12-31") == [
        "old: the price", "our/gpt-4o: 'openai/gpt-4o' is tried first",
        "any: 'openai/gpt-4o' is tried first", "openai/gpt-4o: a later book decides",
      ])
    #expect(
      try reasons("2026-02-01") == [
        "old: it has no row that holds then", "our/gpt-4o: 'openai/gpt-4o' is tried first",
        "any: 'openai/gpt-4o' is tried first", "openai/gpt-4o: the price",
      ])
  }

  @Test func `agree on a book of the whole language`() throws {
    let first = """
      tariff: prices/1
      name: first
      currency: USD
      backends: {router: p}
      prices:
        - id: p
          match: [flash, "flash-*", {regex: "^models/flash"}]
          rates:
            - {per: 1M tokens, input: 1, output: 2, cache_read: input}
            - from: 2026-10-05T12:00:00+02:00
              per: 1M tokens
              input: 3
              output: 4
              cache_read: 0.5
              web_searches: {price: 10, per: 1K}
              requests: {price: 0.001, per: 1}
              above: [{context: 128000, input: 6, output: 8}, {at_least: 200000, input: 12}]
            - {per: 1M tokens, input: 0.5, output: 1, when: {service_tier: batch}}
            - {per: 1M tokens, input: 0.7, output: 1,
               when: {service_tier: flex, hours: "16:30-00:30", timezone: Europe/Berlin}}
        - {id: q, match: [flash], backend: ["vertex-*"], rates: [{per: 1K, input: 9, output: 9}]}
      """
    let second = """
      tariff: prices/1
      name: second
      currency: EUR
      prices:
        - id: p
          match: [flash]
          rates: [{from: 2026-10-10, until: 2026-10-12, per: 1, input: 5, output: 5}]
      fx: {USD: [{from: 2026-01-01, rate: 0.8}]}
      """
    let folder = try Scratch.folder()
    try Data(first.utf8).write(to: folder.appending(path: "first.yaml"))
    try Data(second.utf8).write(to: folder.appending(path: "second.yaml"))
    let books = ["none", "first.yaml", "second.yaml"]
    let times = [
      "2026-10-05T09:59:59.999Z", "2026-10-05T10:00:00.000Z", "2026-10-10T00:00:00.000Z",
      "2026-10-11T23:59:59.999Z", "2026-10-12T00:00:00.000Z", "2026-10-13T22:29:59.999Z",
      "2026-10-13T22:30:00.000Z",
    ]
    let names = [
      #""backend_used":"b","model":"flash""#, #""backend_used":"b","model":"flash-x""#,
      #""backend_used":"vertex-eu","model":"flash""#, #""backend_used":"router""#,
      #""backend_used":"b","model":"models/flash-9""#,
    ]
    var count = 0
    for time in times {
      for (index, name) in names.enumerated() {
        let input = [1, 127_000, 128_001, 200_000, 5][index]
        let tier = ["standard", "flex", "batch", "standard", "flex"][index]
        let event = """
          {"timestamp":"\(time)","tool_name":"t",\(name),"service_tier":"\(tier)",
          "input_tokens":\(input),"output_tokens":7,"cache_read_tokens":1000,
          "meters":{"web_searches":2}}
          """.replacing("\n", with: "")
        let events = folder.appending(path: "event.ndjson")
        try Data(event.utf8).write(to: events)
        let outcome = try Program().run(
          list: ["report", "event.ndjson", "--format", "json"]
            + books.flatMap { ["--prices", $0] }, in: folder)
        #expect(outcome.status == 0, "\(outcome.errors)")
        let report = try JSONDecoder().decode(JSONTree.self, from: Data(outcome.output.utf8))
        for charge in report["cost", "charges"].elements {
          let quantity = try #require(charge["quantity"].number)
          let price = try #require(charge["unit_price"].number)
          let per = try #require(charge["per"].number)
          #expect(quantity * price == (charge["list_amount"].number ?? .nan) * per)
        }
        let charges = report["cost", "charges"].elements
        let charge = try #require(charges.first { $0["meter"].text == "input" })
        try expect(charge, at: time, books: books, in: folder)
        count += 1
      }
    }
    #expect(count == 35)
  }
}
