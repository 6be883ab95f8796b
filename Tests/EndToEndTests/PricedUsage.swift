import Foundation
import TestSupport
import Testing

/// Events and books of a test's own, and the report that the program makes of them.
struct PricedUsage {
  /// Text of price books, the later over the earlier; none of the built-in ones is used.
  var books: [String]
  /// Lines of native records.
  var events: [String] = []

  init(_ books: String..., events: [String] = []) {
    self.books = books
    self.events = events
  }

  /// A book of one price `m` for input, with more rows or sections below.
  static func book(_ rates: String, _ sections: String = "") -> String {
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

  /// A record of the backend `b` and the model `m`.
  static func event(_ time: String, _ counts: String = "\"input_tokens\":1000000") -> String {
    """
    {"timestamp":"\(time)","backend_used":"b","model":"m","tool_name":"t","success":true,\(counts)}
    """
  }

  func run(_ options: String...) throws -> Program.Outcome { try run(options: options) }

  func run(format: String = "json", options: [String]) throws -> Program.Outcome {
    let folder = try Scratch.folder()
    var arguments = ["report", "events.ndjson", "--format", format, "--prices", "none"]
    for (index, book) in books.enumerated() {
      try Data(book.utf8).write(to: folder.appending(path: "book\(index).yaml"))
      arguments += ["--prices", "book\(index).yaml"]
    }
    let lines = events.joined(separator: "\n")
    try Data(lines.utf8).write(to: folder.appending(path: "events.ndjson"))
    return try Program().run(list: arguments + options, in: folder)
  }

  func report(_ options: String...) throws -> JSONTree {
    let outcome = try run(options: options)
    try #require(outcome.status == 0, "\(outcome.errors)")
    return try JSONDecoder().decode(JSONTree.self, from: Data(outcome.output.utf8))
  }
}

extension JSONTree {
  /// What each day of a report cost that cost anything.
  var dayCosts: [String: Decimal] {
    var costs: [String: Decimal] = [:]
    for day in self["days"].elements {
      if let date = day["date"].text, let cost = day["cost", "amount"].number, cost != 0 {
        costs[date] = cost
      }
    }
    return costs
  }

  var total: Decimal? { self["cost", "total", "amount"].number }

  /// The amounts of charges, ascending.
  var chargeAmounts: [Decimal] {
    self["cost", "charges"].elements.compactMap { $0["amount"].number }.sorted()
  }

  func contract(_ name: String) -> Decimal? {
    self["cost", "contract"].elements.first { $0["name"].text == name }?["amount"].number
  }
}

/// A decimal number as it is written.
func decimal(_ text: String) -> Decimal { Decimal(string: text) ?? .nan }
