package import Foundation
import Testing

/// Events and the books that price them, and the report that the program makes of them: what most
/// tests of the whole program are made of.
///
///     var usage = PricedUsage(.book("- {per: 1, input: 10}"))
///     usage.add(3, "\"backend_used\":\"m\",\"input_tokens\":5")
///     try usage.report("--month", "2026-10").total      // 150
package struct PricedUsage {
  /// Text of price books, the later over the earlier; none of the built-in ones is used.
  package var books: [String]
  /// Lines of native records.
  package var events: [String]
  /// Text of a rule file over the built-in rules.
  package var rules: String?
  /// Further files that options name, by their names.
  package var files: [String: String] = [:]
  /// Options that every report of it is asked with.
  package var options: [String] = []

  package init(_ books: String..., events: [String] = []) {
    self.books = books
    self.events = events
  }

  /// Records with these keys, on 5 October 2026, so that the month is whole and its estimate is the
  /// actual cost.
  package mutating func add(_ count: Int, _ keys: String) {
    let line =
      "{\"timestamp\":\"2026-10-05T10:00:00Z\",\"tool_name\":\"t\",\"routing_confidence\":1,"
    events += Array(repeating: line + keys + "}", count: count)
  }
}

// MARK: - What the program makes of it

extension PricedUsage {
  /// A new folder with `events.ndjson`, `book0.yaml` and on, and `rules.yaml`.
  package func folder() throws -> URL {
    let folder = try Scratch.folder()
    var files = files
    files["events.ndjson"] = events.map { $0 + "\n" }.joined()
    for (index, book) in books.enumerated() { files["book\(index).yaml"] = book }
    files["rules.yaml"] = rules
    for (name, text) in files { try Data(text.utf8).write(to: folder.appending(path: name)) }
    return folder
  }

  /// What names the folder's files to a command about usage.
  package var arguments: [String] {
    let prices = books.indices.flatMap { ["--prices", "book\($0).yaml"] }
    let rules = rules == nil ? [] : ["--rules", "rules.yaml"]
    return ["events.ndjson", "--prices", "none"] + prices + rules + options
  }

  /// Runs a command over it, a report in JSON by default.
  package func run(
    _ command: String = "report", _ options: [String] = ["--format", "json"], in folder: URL? = nil
  ) throws -> Program.Outcome {
    try Program().run(
      list: [command] + arguments + options, in: try folder ?? self.folder())
  }

  package func report(_ options: String...) throws -> JSONTree { try report(options) }

  package func report(_ options: [String]) throws -> JSONTree {
    let outcome = try run("report", ["--format", "json"] + options)
    try #require(outcome.status == 0, "\(outcome.errors)")
    return try JSONTree(outcome.output)
  }

  /// What a rule found: subjects and effects.
  package func findings(_ rule: String) throws -> [(subject: String?, effect: Decimal?)] {
    try report()["recommendations", "items"].elements.filter { $0["rule"].text == rule }.map {
      ($0["subject"].text, $0["monthly_effect"].number)
    }
  }
}

// MARK: - Books and events in few words

extension PricedUsage {
  /// A book of one price `m`, with these rows, and more sections below.
  package static func book(_ rates: String, _ sections: String = "") -> String {
    """
    tariff: prices/1
    name: hand
    currency: USD
    prices:
      - id: m
        source: by hand
        rates:
    \(rates.split(separator: "\n").map { "      " + $0 }.joined(separator: "\n"))
    \(sections)
    """
  }

  /// A book of these prices, checked shortly before the month's end.
  package static func list(checked: String = "2026-10-30", _ prices: String...) -> String {
    """
    tariff: prices/1
    name: by hand
    currency: USD
    checked: \(checked)
    prices:
    \(prices.joined(separator: "\n"))

    """
  }

  /// A price in dollars a million tokens.
  package static func price(_ id: String, _ rates: String) -> String {
    "  - {id: \(id), rates: [{per: 1M tokens, \(rates)}]}"
  }

  /// A record of the backend `b` and the model `m`.
  package static func event(
    _ time: String, _ counts: String = "\"input_tokens\":1000000"
  ) -> String {
    """
    {"timestamp":"\(time)","backend_used":"b","model":"m","tool_name":"t","success":true,\(counts)}
    """
  }
}

extension JSONTree {
  /// What each day of a report cost that cost anything.
  package var dayCosts: [String: Decimal] {
    var costs: [String: Decimal] = [:]
    for day in self["days"].elements {
      if let date = day["date"].text, let cost = day["cost", "amount"].number, cost != 0 {
        costs[date] = cost
      }
    }
    return costs
  }

  package var total: Decimal? { self["cost", "total", "amount"].number }

  /// The amounts of charges, ascending.
  package var chargeAmounts: [Decimal] {
    self["cost", "charges"].elements.compactMap { $0["amount"].number }.sorted()
  }

  package func contract(_ name: String) -> Decimal? {
    self["cost", "contract"].elements.first { $0["name"].text == name }?["amount"].number
  }
}
