import Foundation
import Rendering
import TestSupport
import Testing

/// `tariff diff`, as a person or a build runs it.
struct `The diff command` {
  /// Two backends, at prices that are easy to do in the head: 0.01 and 0.02 a token.
  private static let prices = """
    tariff: prices/1
    name: Easy
    currency: USD
    prices:
      - id: test/a
        match: [a]
        rates:
          - {per: 1, input: 0.01}
      - id: test/b
        match: [b]
        rates:
          - {per: 1, input: 0.02}
          - {from: 2026-10-01, per: 1, input: 0.03}
    """

  /// `count` records of a backend, each of so many input tokens.
  private func events(_ backend: String, _ count: Int, tokens: Int, at time: String) -> String {
    (0..<count).map { _ in
      #"{"timestamp":"\#(time)","tool_name":"t","backend_used":"\#(backend)","input_tokens":\#(tokens)}"#
        + "\n"
    }.joined()
  }

  /// The documented example: USD 20 in September, USD 51 in October.
  private func example() throws -> URL {
    let folder = try Scratch.folder()
    let (september, october) = ("2026-09-10T10:00:00Z", "2026-10-10T10:00:00Z")
    let texts = [
      "september.ndjson": events("a", 10, tokens: 100, at: september)
        + events("b", 10, tokens: 50, at: september),
      "october.ndjson": events("a", 30, tokens: 120, at: october)
        + events("b", 10, tokens: 50, at: october),
      "prices.yaml": Self.prices,
    ]
    for (name, text) in texts {
      try Data(text.utf8).write(to: folder.appending(path: name))
    }
    return folder
  }

  private func run(_ folder: URL, _ arguments: String...) throws -> Program.Outcome {
    try Program().run(list: arguments, in: folder)
  }

  @Test func `gives the documented example's effects`() throws {
    let folder = try example()
    let outcome = try run(
      folder, "diff", "september.ndjson", "october.ndjson", "--prices", "prices.yaml", "-o",
      "diff.json")
    #expect(outcome.status == 0, "\(outcome.errors)")
    let tree = try JSONTree(contentsOf: folder.appending(path: "diff.json"))
    #expect(tree["before", "name"].text == "september.ndjson")
    #expect(tree["difference"].number == 31)
    #expect(tree["percent"].number == 155)
    let effects = tree["effects"].elements
    #expect(
      effects.map { $0["name"].text } == [
        "volume", "mix", "efficiency", "price", "new", "gone", "contract", "unpriced",
      ])
    let expected = ["23", "-1.25", "3.833333333333333333", "5.416666666666666667"]
    for (effect, text) in zip(effects, expected) {
      let number = try #require(effect["amount"].number)
      let distance = try number - #require(Decimal(string: text))
      #expect(abs(distance) <= Decimal(string: "0.000000000000000002") ?? 0, "\(effect)")
    }
    #expect(effects.reduce(0) { $0 + ($1["amount"].number ?? 0) } == 31)
  }

  @Test func `gives the same bytes for events and for their saved reports`() throws {
    let folder = try Scratch.folder()
    let sample = Program.root.appending(path: "samples/gateway").path
    for week in ["W40", "W43"] {
      let outcome = try run(
        folder, "report", sample, "--week", "2026-\(week)", "-o", "\(week).json")
      #expect(outcome.status == 0, "\(outcome.errors)")
    }
    for format in ["json", "markdown", "csv", "text"] {
      let saved = try run(folder, "diff", "W40.json", "W43.json", "--format", format)
      let events = try run(
        folder, "diff", sample, "--week", "2026-W43", "--against", "2026-W40", "--format", format)
      let mixed = try run(
        folder, "diff", "W40.json", sample, "--week", "2026-W43", "--format", format)
      #expect(saved.status == 0, "\(saved.errors)")
      #expect(saved.output == events.output, "\(format)")
      #expect(saved.output == mixed.output, "\(format)")
      let against = try run(
        folder, "diff", sample, "--week", "2026-W43", "--against", "W40.json", "--format", format)
      #expect(saved.output == against.output, "\(format)")
      let least = format == "csv" || format == "json"
      #expect(least || saved.output.contains("at least"), "\(format)")
    }
  }

  @Test func `gives the same bytes where fixed costs, terms and exchange count`() throws {
    let folder = try Scratch.folder()
    let sample = Program.root.appending(path: "samples/gateway").path
    let book = """
      tariff: prices/1
      currency: USD
      prices:
        - {id: local/gpu-box, match: [local], rates: [{fixed: 310.00, per: 1 month}]}
      contract:
        - {name: committed use, match: "anthropic/*", discount: 12%}
        - {name: credit, credit: 1.00, from: 2026-10-01, until: 2026-11-01}
      fx:
        EUR: [{rate: 1.08}]
      """
    try Data(book.utf8).write(to: folder.appending(path: "book.yaml"))
    let prices = ["--prices", "book.yaml", "--currency", "EUR"]
    for month in ["2026-09", "2026-10"] {
      let outcome = try Program().run(
        list: ["report", sample, "--month", month, "-o", "\(month).json"] + prices, in: folder)
      #expect(outcome.status == 0, "\(outcome.errors)")
    }
    let saved = try run(folder, "diff", "2026-09.json", "2026-10.json", "--format", "json")
    let events = try Program().run(
      list: ["diff", sample, "--month", "2026-10", "--against", "previous", "--format", "json"]
        + prices, in: folder)
    #expect(saved.output == events.output)
    #expect(saved.output.contains("\"fixed_idle\""))
    #expect(events.output.contains("\"currency\": \"EUR\""))
  }

  @Test func `says where the data of a period begin later than it does`() throws {
    let compared = ["samples/gateway", "--month", "2026-10", "--against", "previous"]
    let diff = try Program().run(list: ["diff"] + compared)
    #expect(diff.output.contains("- 2026-09 comes with data from 2026-09-21 on."))
    let report = try Program().run(list: ["report"] + compared)
    #expect(report.output.contains("2026-10-01, with data from 2026-09-21 on (end exclusive)"))
  }

  @Test func `writes several formats into a directory`() throws {
    let folder = try example()
    let outcome = try run(
      folder, "diff", "september.ndjson", "october.ndjson", "--prices", "prices.yaml", "--format",
      "json", "--format", "csv", "-o", "out")
    #expect(outcome.status == 0, "\(outcome.errors)")
    let files = try FileManager.default.contentsOfDirectory(
      atPath: folder.appending(path: "out").path)
    #expect(files.sorted() == ["diff.csv", "diff.json"])
    let csv = try String(contentsOf: folder.appending(path: "out/diff.csv"), encoding: .utf8)
    // A header, two backends, and the terms of contracts.
    #expect(csv.split(separator: "\r\n").count == 4)
    #expect(csv.contains("a,,input,10,1000,0.01,10,30,3600,0.01,36,26,"), "\(csv)")
  }

  static let previous: [(period: [String], name: String)] = [
    (["--month", "2026-01"], "2025-12"), (["--month", "2026-03"], "2026-02"),
    (["--week", "2026-W01"], "2025-W52"), (["--week", "2027-W01"], "2026-W53"),
    (["--day", "2026-01-01"], "2025-12-31"), (["--day", "2024-03-01"], "2024-02-29"),
    (["--since", "2026-01-03", "--until", "2026-01-06"], "2025-12-31 to 2026-01-03"),
    (["--last", "7d", "--now", "2026-01-04"], "2025-12-21 to 2025-12-28"),
    // A fortnight with a 25-hour day in it, after one without.
    (
      [
        "--since", "2026-10-19", "--until", "2026-11-02", "--timezone", "Europe/Berlin",
      ], "2026-10-05 to 2026-10-19"
    ),
  ]

  @Test(arguments: previous.indices)
  func `finds the period before, across years`(index: Int) throws {
    let (period, name) = Self.previous[index]
    let outcome = try Program().run(
      list: ["diff", "samples/gateway", "--against", "previous", "--format", "json"] + period)
    #expect(outcome.status == 0, "\(outcome.errors)")
    let file = try Scratch.file()
    try Data(outcome.output.utf8).write(to: file)
    #expect(try JSONTree(contentsOf: file)["before", "name"].text == name)
  }

  @Test func `fails a build on an increase of more than a percentage, and not on just that`() throws
  {
    let folder = try example()
    // 20 to 51 is +155 %.
    for (gate, status) in [("155%", 0), ("154.99%", 1), ("155.01%", 0)] {
      let outcome = try run(
        folder, "diff", "september.ndjson", "october.ndjson", "--prices", "prices.yaml",
        "--fail-on", "increase:\(gate)")
      #expect(outcome.status == Int32(status), "\(gate): \(outcome.errors)")
      #expect(outcome.output.contains("**Difference** | **+31.00**"))
      #expect(status == 0 || outcome.errors.contains("USD 20.00"), "\(outcome.errors)")
      #expect(status == 0 || outcome.errors.contains("51.00"), "\(outcome.errors)")
    }
  }

  @Test func `a report shows the same changes, and fails on the same increase`() throws {
    let folder = try example()
    let saved = try run(
      folder, "report", "september.ndjson", "--prices", "prices.yaml", "-o", "september.json")
    #expect(saved.status == 0, "\(saved.errors)")
    let outcome = try run(
      folder, "report", "october.ndjson", "--prices", "prices.yaml", "--against", "september.json",
      "--format", "json", "--format", "markdown", "--format", "xml", "--format", "html", "-o",
      "out/", "--fail-on", "increase:100%")
    #expect(outcome.status == 1, "\(outcome.errors)")
    #expect(outcome.errors.contains("increase:100%: USD 20.00"), "\(outcome.errors)")
    let changes = try JSONTree(contentsOf: folder.appending(path: "out/report.json"))["changes"]
    #expect(changes["against"].text == "september.json")
    #expect(changes["cost", "difference"].number == 31)
    #expect(changes["totals", "requests", "before"].number == 20)
    #expect(changes["totals", "tokens", "after"].number == 4100)
    let a = changes["backends"].elements.first { $0["name"].text == "a" }
    #expect(a?["cost", "percent"].number == 260)
    let xml = try String(contentsOf: folder.appending(path: "out/report.xml"), encoding: .utf8)
    let schema = try Program().run("report", "--schema", "--format", "xml").output
    #expect(MarkupValidation.errorCount(xml: xml, xsd: schema) == 0)
    let html = try String(contentsOf: folder.appending(path: "out/report.html"), encoding: .utf8)
    #expect(MarkupValidation.errorCount(html: html) == 0)
    #expect(html.contains("Against september.json"))
    #expect(html.contains("+31.00 (+155.0 %)"))
    let markdown = try String(
      contentsOf: folder.appending(path: "out/report.md"), encoding: .utf8)
    #expect(markdown.contains("| Cost | USD 51.00 | +31.00 (+155.0 %) |"))
    #expect(markdown.contains("| 36.00 | +26.00 (+260.0 %) |"))
    let read = try run(
      folder, "report", "september.ndjson", "october.ndjson", "--prices", "prices.yaml", "--month",
      "2026-10", "--against", "previous", "--format", "json", "-o", "both.json")
    #expect(read.status == 0, "\(read.errors)")
    let both = try JSONTree(contentsOf: folder.appending(path: "both.json"))["changes"]
    #expect(both["cost", "difference"].number == 31)
    #expect(both["period", "start"].text == "2026-09-01T00:00:00.000Z")
  }

  static let mistakes: [(arguments: [String], status: Int32, message: String)] = [
    (["diff", "samples/gateway"], 64, "name a second path"),
    (["diff"], 64, "expected BEFORE AFTER"),
    (["diff", "samples/gateway", "--against", "previous"], 64, "add --month"),
    (["diff", "samples/gateway", "--since", "2026-10-01", "--against", "previous"], 64, "an end"),
    (["diff", "samples/gateway", "--month", "2026-10", "--against", "autumn"], 64, "'autumn'"),
    (["diff", "a", "b", "--against", "previous"], 64, "leave one out"),
    (["diff", "a", "b", "--fail-on", "increase:ten"], 64, "increase:10%"),
    (["diff", "a", "b", "--fail-on", "budget"], 64, "increase:10%"),
    (["diff", "a", "b", "--format", "pdf"], 64, "markdown"),
    (["diff", "no/such", "samples/gateway"], 66, "no/such"),
    (["report", "samples/gateway", "--fail-on", "increase:10%"], 64, "expected --against"),
    (["report", "samples/gateway", "--against", "no.json"], 64, "'no.json'"),
  ]

  @Test(arguments: mistakes.indices)
  func `says what is wrong`(index: Int) throws {
    let expected = Self.mistakes[index]
    let outcome = try Program().run(list: expected.arguments)
    #expect(outcome.status == expected.status, "\(outcome.errors)")
    #expect(outcome.errors.contains(expected.message), "\(outcome.errors)")
  }

  @Test func `refuses two currencies, an edited report and a broken one`() throws {
    let folder = try example()
    for (currency, rate) in [("USD", "1"), ("EUR", "0.5")] {
      let book = Self.prices + "\nfx:\n  EUR: [{rate: \(rate)}]\n"
      try Data(book.utf8).write(to: folder.appending(path: "\(currency).yaml"))
      let outcome = try run(
        folder, "report", "october.ndjson", "--prices", "\(currency).yaml", "--currency", currency,
        "-o", "\(currency).json")
      #expect(outcome.status == 0, "\(outcome.errors)")
    }
    let currencies = try run(folder, "diff", "USD.json", "EUR.json")
    #expect(currencies.status == 65)
    #expect(currencies.errors.contains("in USD and those after in EUR"), "\(currencies.errors)")

    let report = try String(contentsOf: folder.appending(path: "USD.json"), encoding: .utf8)
    let edited = report.replacing("\"amount\": 36,", with: "\"amount\": 35,")
    try Data(edited.utf8).write(to: folder.appending(path: "edited.json"))
    let sums = try run(folder, "diff", "USD.json", "edited.json")
    #expect(sums.status == 65)
    #expect(sums.errors.contains("found a total of 51, but charges"), "\(sums.errors)")

    let other = report.replacing("\"schema_version\": \"1\"", with: "\"schema_version\": \"9\"")
    try Data(other.utf8).write(to: folder.appending(path: "other.json"))
    let version = try run(folder, "diff", "USD.json", "other.json")
    #expect(version.status == 65)
    #expect(version.errors.contains("other.json: found a report of another schema version"))

    try Data(report.dropLast(40).utf8).write(to: folder.appending(path: "broken.json"))
    let broken = try run(folder, "diff", "USD.json", "broken.json")
    #expect(broken.status == 65)
    #expect(broken.errors.contains("found no valid JSON"), "\(broken.errors)")
    let period = try run(folder, "diff", "USD.json", "USD.json", "--month", "2026-10")
    #expect(period.status == 64, "\(period.errors)")
  }

  @Test func `does not let names break its tables`() throws {
    let folder = try Scratch.folder()
    let name = #"a | b\n<img src=x> \u0000"#
    let line = #"{"timestamp":"2026-09-10T10:00:00Z","backend_used":"\#(name)","input_tokens":5}"#
    try Data(line.utf8).write(to: folder.appending(path: "one.json"))
    try Data("".utf8).write(to: folder.appending(path: "none.ndjson"))
    let prices =
      "tariff: prices/1\ncurrency: USD\nprices:\n  - id: x\n    match: [\"*\"]\n"
      + "    rates: [{per: 1, input: 1}]\n"
    try Data(prices.utf8).write(to: folder.appending(path: "p.yaml"))
    let outcome = try run(folder, "diff", "none.ndjson", "one.json", "--prices", "p.yaml")
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.output.contains(#"\<img"#), "\(outcome.output)")
    let rows = outcome.output.split(separator: "\n").filter { $0.hasPrefix("| a") }
    #expect(rows.count == 1, "\(outcome.output)")
  }
}
