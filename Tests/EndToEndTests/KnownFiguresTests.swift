import Foundation
import TestSupport
import Testing

/// Figures that were counted by others than this program.
struct `Known figures` {
  private func report(_ path: String) throws -> JSONTree {
    let file = try Scratch.folder().appending(path: "report.json")
    let outcome = try Program().run("report", path, "-o", file.path)
    #expect(outcome.status == 0, "\(outcome.errors)")
    return try JSONTree(contentsOf: file)
  }

  @Test func `coding agents' events are all there, and bound what they really cost`() throws {
    let report = try report("samples/coding-agents")
    #expect(report["inputs", "used"].number == 877)
    #expect(report["totals", "tokens", "total"].number == 39_677_294)
    #expect(report["totals", "failures"].number == 0)
    #expect(report["backends"].elements.count == 8)
    #expect(report["cost", "unpriced"].elements.isEmpty)
    let real = try #require(Decimal(string: "33.4159737"))
    let total = report["cost", "total"]
    #expect(try #require(total["low"].number) <= real)
    #expect(try #require(total["high"].number) >= real)
    #expect(try #require(total["amount"].number) > 0)
  }

  @Test func `the gateway's records are accounted for one by one`() throws {
    let report = try report("samples/gateway")
    let expected: [String: Decimal] = [
      "records": 1555, "used": 1533, "duplicates": 15, "rejected": 7, "outside_period": 0,
      "filtered": 0, "not_usage": 0,
    ]
    for (key, count) in expected { #expect(report["inputs", key].number == count, "\(key)") }
    #expect(report["totals", "tokens", "total"].number == 20_941_819)
    let costs = [
      "gemini": "0.563088915", "nvidia_deepseek": "1.580487849", "nvidia_qwen": "2.529061065",
      "local": "0",
    ]
    for (name, cost) in costs {
      let row = report["backends"].elements.first { $0["name"].text == name }
      #expect(row?["cost", "amount"].number == Decimal(string: cost), "\(name)")
    }
    let unknown = report["backends"].elements.first { $0["name"].text == "mystery-gpu" }
    #expect(unknown?["cost", "amount"].isNull == true)
  }

  @Test(arguments: ["samples/coding-agents", "samples/gateway"])
  func `every table adds up to the totals, in requests, tokens and money`(path: String) throws {
    let report = try report(path)
    let totals = report["totals"]
    for table in ["backends", "models", "tools", "routes", "hours", "days"] {
      let rows = report[table].elements
      func sum(_ value: (JSONTree) -> Decimal?) -> Decimal {
        rows.reduce(0) { $0 + (value($1) ?? 0) }
      }
      #expect(sum { $0["requests"].number } == totals["requests"].number, "\(table)")
      #expect(sum { $0["tokens", "total"].number } == totals["tokens", "total"].number, "\(table)")
      #expect(sum { $0["cost", "amount"].number } == totals["cost", "amount"].number, "\(table)")
    }
    let charges = report["cost", "charges"].elements
    #expect(
      charges.reduce(0) { $0 + ($1["amount"].number ?? 0) } == totals["cost", "amount"].number)
    for charge in charges {
      let quantity = try #require(charge["quantity"].number)
      let product =
        try quantity / #require(charge["per"].number) * #require(charge["unit_price"].number)
      #expect(product == charge["list_amount"].number)
    }
  }
}
