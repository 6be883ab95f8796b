import Foundation
import TestSupport
import Testing

/// A report of some events at some prices, as a user asks for it.
struct Question {
  /// The keys of each event, but for the time and the tool.
  var events: [String] = []
  var book: String
  var rules: String?
  var options = ["--month", "2026-10"]

  /// Events on 5 October 2026, so that the month is whole and its estimate the actual cost.
  mutating func add(_ count: Int, _ keys: String) {
    events += Array(repeating: keys, count: count)
  }

  func report() throws -> JSONTree {
    let folder = try Scratch.folder()
    let lines = events.map {
      "{\"timestamp\":\"2026-10-05T10:00:00Z\",\"tool_name\":\"t\",\"routing_confidence\":1,\($0)}\n"
    }
    let files = [
      "events.ndjson": lines.joined(), "book.yaml": book, "rules.yaml": rules ?? "",
    ]
    for (name, text) in files { try Data(text.utf8).write(to: folder.appending(path: name)) }
    let output = folder.appending(path: "report.json").path
    var arguments = ["report", "events.ndjson", "--prices", "none", "--prices", "book.yaml"]
    if rules != nil { arguments += ["--rules", "rules.yaml"] }
    let outcome = try Program().run(list: arguments + options + ["-o", output], in: folder)
    #expect(outcome.status == 0, "\(outcome.errors)")
    return try JSONTree(contentsOf: URL(filePath: output))
  }

  /// What a rule found: subjects and effects.
  func findings(_ rule: String) throws -> [(subject: String?, effect: Decimal?)] {
    let items = try report()["recommendations", "items"].elements
    return items.filter { $0["rule"].text == rule }.map {
      ($0["subject"].text, $0["monthly_effect"].number)
    }
  }

  /// A book whose prices are dollars a million tokens.
  static func book(checked: String = "2026-10-30", _ prices: String) -> String {
    """
    tariff: prices/1
    name: by hand
    currency: USD
    checked: \(checked)
    prices:
    \(prices)

    """
  }

  static func price(_ id: String, _ rates: String) -> String {
    "  - {id: \(id), rates: [{per: 1M tokens, \(rates)}]}"
  }
}
