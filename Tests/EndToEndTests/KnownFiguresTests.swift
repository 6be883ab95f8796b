import Foundation
import TestSupport
import Testing

/// Figures that were counted by others than this program.
struct `Known figures` {
  private func report(_ arguments: String...) throws -> [String: Any] {
    let folder = try Scratch.folder()
    let file = folder.appending(path: "report.json")
    let outcome = try Program().run("report", arguments[0], "-o", file.path)
    #expect(outcome.status == 0, "\(outcome.errors)")
    let tree = try JSONSerialization.jsonObject(with: Data(contentsOf: file))
    return try #require(tree as? [String: Any])
  }

  private func number(_ tree: Any?, _ path: String...) -> NSDecimalNumber? {
    let value = path.reduce(tree) { ($0 as? [String: Any])?[$1] }
    return (value as? NSNumber).map { NSDecimalNumber(decimal: $0.decimalValue) }
  }

  @Test func `coding agents' events are all there, and bound what they really cost`() throws {
    let report = try report("samples/coding-agents")
    #expect(number(report, "inputs", "used") == 877)
    #expect(number(report, "totals", "tokens", "total") == 39_677_294)
    #expect(number(report, "totals", "failures") == 0)
    #expect((report["backends"] as? [Any])?.count == 8)
    let cost = (report["cost"] as? [String: Any])?["total"]
    let real = NSDecimalNumber(string: "33.4159737")
    #expect(try #require(number(cost, "low")).compare(real) != .orderedDescending)
    #expect(try #require(number(cost, "high")).compare(real) != .orderedAscending)
    #expect(try #require(number(cost, "amount")).compare(0) == .orderedDescending)
  }

  @Test func `the gateway's records are accounted for one by one`() throws {
    let report = try report("samples/gateway")
    let expected = [
      "records": 1555, "used": 1533, "duplicates": 15, "rejected": 7, "outside_period": 0,
      "filtered": 0, "not_usage": 0,
    ]
    for (key, count) in expected {
      #expect(number(report, "inputs", key) == NSDecimalNumber(value: count), "\(key)")
    }
    #expect(number(report, "totals", "tokens", "total") == 20_941_819)
    let backends = report["backends"] as? [[String: Any]] ?? []
    let costs = [
      "gemini": "0.563088915", "nvidia_deepseek": "1.580487849", "nvidia_qwen": "2.529061065",
      "local": "0",
    ]
    for (name, cost) in costs {
      let row = backends.first { $0["name"] as? String == name }
      #expect(number(row, "cost", "amount") == NSDecimalNumber(string: cost), "\(name)")
    }
    let unknown = backends.first { $0["name"] as? String == "mystery-gpu" }
    #expect((unknown?["cost"] as? [String: Any])?["amount"] is NSNull)
  }
}
