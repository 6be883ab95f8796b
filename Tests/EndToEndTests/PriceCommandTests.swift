import Foundation
import TestSupport
import Testing

/// The price commands as people use them, with what people get wrong.
struct `Price commands` {
  private static let book = """
    tariff: prices/1
    name: card
    currency: EUR
    prices:
      - id: maker/one
        match: [one, "one-*", {regex: "^models/one(-\\\\d+)?$"}, "=1+1"]
        backend: [a, "b-*"]
        source: https://example.com/prices
        rates:
          - per: 1M tokens
            input: 0.075
            output: 0.30
            cache_read: input
            "input_*": input
            web_searches: {price: 10, per: 1K}
            requests: {price: 0.001, per: 1}
            above: [{context: 128000, input: 0.15}, {at_least: 200000, output: 0.6}]
          - {from: 2026-01-01, until: 2026-06-01, per: 1K, input: 0.000000000000000001}
          - {from: "2026-06-01T10:00:00.001Z", per: 1.5K, input: 3, output: 0}
          - {per: 1, input: 5, when: {service_tier: batch}}
          - {per: 1, input: 6, when: {service_tier: flex, hours: "16:30-00:30",
             weekdays: [sat, sun], timezone: Europe/Berlin}}
      - id: maker/two
        match: ["two, or 2", "zwei \\"2\\""]
        ignore_case: true
        rates: [{per: 1B, input: 1, reasoning: output, output: 2, source: elsewhere}]
      - {id: box, rates: [{fixed: 310.00, per: 1 month}]}
    """

  private func folder(_ files: [String: String] = ["book.yaml": book]) throws -> URL {
    let folder = try Scratch.folder()
    for (name, text) in files { try Data(text.utf8).write(to: folder.appending(path: name)) }
    return folder
  }

  @Test func `what is exported as a rate card imports as the same rates`() throws {
    let folder = try folder()
    func run(_ arguments: String...) throws -> Program.Outcome {
      let outcome = try Program().run(list: ["prices"] + arguments, in: folder)
      #expect(outcome.status == 0, "\(arguments) \(outcome.errors)")
      return outcome
    }
    _ = try run("export", "book.yaml", "--csv", "-o", "card.csv")
    _ = try run("import", "--from", "csv", "card.csv", "-o", "back.yaml")
    let difference = try run("diff", "book.yaml", "back.yaml")
    #expect(difference.output == "Nothing differs.\n")
    _ = try run("export", "back.yaml", "--csv", "-o", "again.csv")
    let (card, again) = (
      try String(contentsOf: folder.appending(path: "card.csv"), encoding: .utf8),
      try String(contentsOf: folder.appending(path: "again.csv"), encoding: .utf8)
    )
    #expect(card == again)
    // No cell of a rate card is a formula; the name is one all the same when it is back.
    #expect(!card.split(whereSeparator: { ",\"\r\n".contains($0) }).contains { $0.hasPrefix("=") })
    let found = try run(
      "resolve", "=1+1", "--backend", "a", "--prices", "none", "--prices", "back.yaml")
    #expect(found.output.contains("maker/one"))
  }

  @Test(arguments: [
    (["show", "nothing/there", "--prices", "none"], 64, "found 'nothing/there'"),
    (["list", "--prices", "missing.yaml"], 66, "missing.yaml: no such file"),
    (["check", "missing.yaml"], 66, "missing.yaml: no such file"),
    (["diff", "book.yaml", "missing.yaml"], 66, "missing.yaml: no such file"),
    (["diff", "book.yaml", "book.yaml", "--format", "xml"], 64, "--format: found 'xml'"),
    (["import", "--from", "excel", "bad.json"], 64, "--from: found 'excel'"),
    (["import", "--from", "litellm", "missing.json"], 66, "missing.json: no such file"),
    (["import", "--from", "litellm", "bad.json"], 65, "bad.json:3"),
    (["import", "--from", "genai-prices", "bad.json"], 65, "bad.json:3"),
    (["import", "--from", "models-dev", "bad.json"], 65, "bad.json:3"),
    (["import", "--from", "csv", "bad.csv"], 65, "bad.csv:2"),
    (["export", "book.yaml"], 64, "--csv"),
    (["export", "book.yaml", "--csv", "-o", "no/such/folder/card.csv"], 73, "can't be written"),
    (["import", "--from", "csv", "card.csv", "-o", "no/such/book.yaml"], 73, "can't be written"),
    (["resolve", "one", "--at", "yesterday"], 64, "--at: found 'yesterday'"),
    (["resolve", "one", "--context", "-1"], 64, "context"),
    (["resolve", "one", "--format", "yaml"], 64, "--format: found 'yaml'"),
    (["check", "bad.yaml"], 65, "1 error in price books"),
    (["list", "--prices", "bad.yaml"], 65, "bad.yaml:2:11"),
  ])
  func `say what is wrong, and with which status`(
    arguments: [String], status: Int32, words: String
  ) throws {
    let folder = try folder([
      "book.yaml": Self.book, "bad.json": "{\n  \"a\": {},\n  \"b\": nope\n}\n",
      "bad.csv": "id,meter,price\r\na,input,\"1,5\"\r\n",
      "card.csv": "id,meter,price\r\na,input,1.5\r\n",
      "bad.yaml": "tariff: prices/1\ncurrency: EURO\n",
    ])
    let outcome = try Program().run(list: ["prices"] + arguments, in: folder)
    #expect(outcome.status == status, "\(outcome.errors)")
    #expect(outcome.errors.contains(words), "\(outcome.errors)")
    #expect(!outcome.errors.contains("Fatal"))
  }

  @Test func `one entry that no book can hold costs no other`() throws {
    let folder = try folder([
      "map.json": """
      {"": {"input_cost_per_token": 1e-6}, "text": "none",
      "good": {"litellm_provider": "x", "input_cost_per_token": 2e-6}}
      """
    ])
    let outcome = try Program().run(
      list: ["prices", "import", "--from", "litellm", "map.json"], in: folder)
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("  - id: x/good\n"))
    #expect(outcome.errors.contains("1 × left out: a price that no book can hold: no id"))
    #expect(outcome.errors.contains("1 × left out: an entry that is no object; first in text"))
  }

  @Test func `diff says in words that the currency changed`() throws {
    let dollars = """
      tariff: prices/1
      name: A
      currency: USD
      prices:
        - {id: x, source: s, rates: [{per: 1M tokens, input: 0.5}]}
      """
    let folder = try folder([
      "old.yaml": dollars, "new.yaml": dollars.replacing("USD", with: "EUR"),
    ])
    func diff(_ format: String) throws -> String {
      try Program().run(
        list: ["prices", "diff", "old.yaml", "new.yaml", "--format", format], in: folder
      ).output
    }
    for format in ["text", "markdown"] {
      let words = try diff(format)
      #expect(words.contains("The currency changed from USD to EUR."))
      #expect(words.contains("0.5 USD") && words.contains("0.5 EUR"))
      #expect(words.contains("0 added, 0 removed, 2 changed"))
    }
    #expect(try diff("csv").contains("changed,x,,,input,0.5 USD,1M,0.5 EUR,1M,"))
  }

  @Test func `check looks at each of several books`() throws {
    let bad = "tariff: prices/1\ncurrency: EURO\nprices: []\n"
    let folder = try folder(["one.yaml": bad, "two.yaml": Self.book, "three.yaml": bad])
    let outcome = try Program().run(
      list: ["prices", "check", "one.yaml", "two.yaml", "three.yaml", "--now", "2026-11-01"],
      in: folder)
    #expect(outcome.status == 65)
    #expect(outcome.output.contains("one.yaml:2:11: error: "))
    #expect(outcome.output.contains("three.yaml:2:11: error: "))
    #expect(outcome.output.contains("two.yaml: 3 prices, 7 rows, no errors"))
    #expect(outcome.errors.contains("2 errors in price books"))
  }

  @Test func `the built-in books have nothing to be said about`() throws {
    let outcome = try Program().run("prices", "check", "--now", "2026-11-24")
    #expect(outcome.status == 0)
    #expect(!outcome.output.contains("error:"), "\(outcome.output)")
  }
}
