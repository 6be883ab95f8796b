import Foundation
import TestSupport
import Testing

/// What the report says of copies of records that it did not count again.
struct `Copies that are not counted again` {
  private func report(_ path: String, _ options: [String]) throws -> [String: Any] {
    let outcome = try Program().run(list: ["report", path, "--format", "json"] + options)
    #expect(outcome.status == 0, "\(outcome.errors)")
    let object = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8))
    return try #require(object as? [String: Any])
  }

  private func section(_ report: [String: Any], _ name: String) throws -> [String: Any] {
    try #require(report[name] as? [String: Any])
  }

  private func tokens(_ report: [String: Any]) throws -> Int {
    let tokens = try section(try section(report, "totals"), "tokens")
    return try #require(tokens["total"] as? Int)
  }

  private static let logs = "Tests/IngestionTests/Fixtures"

  @Test(arguments: [
    ("\(logs)/claude-code/2026", []), ("\(logs)/codex/archived-fork", []),
    ("samples/gateway", []), ("samples/gateway", ["--day", "2026-10-05"]),
    ("samples/gateway", ["--where", "backend=gemini"]),
  ])
  func `are what the naive figure has more`(path: String, options: [String]) throws {
    let once = try report(path, options)
    let naive = try report(path, options + ["--dedup", "none"])
    let inputs = try section(once, "inputs")
    let rows = try #require(inputs["collapsed"] as? [[String: Any]])
    #expect(rows.reduce(0) { $0 + ($1["records"] as? Int ?? 0) } == inputs["duplicates"] as? Int)
    let copies = rows.reduce(0) { $0 + ($1["tokens"] as? Int ?? 0) }
    #expect(try tokens(once) + copies == tokens(naive))
  }

  @Test func `cost what the naive figure costs more`() throws {
    let path = "\(Self.logs)/claude-code/2026"
    func amount(_ row: [String: Any]) throws -> Decimal {
      let cost = try #require(row["cost"] as? [String: Any])
      return try #require(cost["amount"] as? NSNumber).decimalValue
    }
    let once = try report(path, [])
    let rows = try #require(try section(once, "inputs")["collapsed"] as? [[String: Any]])
    let naive = try amount(section(try report(path, ["--dedup", "none"]), "totals"))
    let sum = try rows.reduce(try amount(section(once, "totals"))) { $0 + (try amount($1)) }
    #expect(abs(sum - naive) < 1e-9)
  }
}
