import Foundation
import TestSupport
import Testing

/// The built-in rules over real events: just over their thresholds, just not, and their effects.
struct `Built-in rules over events` {
  private func usage(_ rates: [String: String], checked: String = "2026-10-30") -> PricedUsage {
    let prices = rates.sorted { $0.key < $1.key }.map { PricedUsage.price($0.key, $0.value) }
    return usage(PricedUsage.list(checked: checked, prices.joined(separator: "\n")))
  }

  private func usage(_ book: String) -> PricedUsage {
    var usage = PricedUsage(book)
    usage.options = ["--month", "2026-10"]
    return usage
  }

  @Test func `a cache saves what each request's own context tier charges`() throws {
    var cached = usage(
      PricedUsage.list(
        """
          - id: m
            rates:
              - {per: 1M tokens, input: 10, cache_read: 1,
                 above: [{context: 100000, input: 20, cache_read: 2}]}
        """))
    cached.add(100, "\"backend_used\":\"m\",\"input_tokens\":80000")
    cached.add(50, "\"backend_used\":\"m\",\"input_tokens\":200000")
    // 8M × (10 − 1) × 60 % below the tier, 10M × (20 − 2) × 60 % above it.
    let findings = try cached.findings("cache-opportunity")
    #expect(findings.map(\.subject) == ["m"])
    #expect(findings.first?.effect == Decimal(string: "151.2"))
  }

  @Test(arguments: [
    (1_670_000, 0, true), (1_660_000, 0, false), (1_800_000, 200_000, false),
    (1_801_000, 200_000, true),
  ])
  func `a cache is worth more than ten a month below a tenth of reads`(
    input: Int, read: Int, fires: Bool
  ) throws {
    var asked = usage(["m": "input: 10, cache_read: 0"])
    asked.add(
      1, "\"backend_used\":\"m\",\"input_tokens\":\(input),\"cache_read_tokens\":\(read)")
    let findings = try asked.findings("cache-opportunity")
    #expect(findings.count == (fires ? 1 : 0))
    let target = Decimal(input + read) * 6 / 10 - Decimal(read)
    if fires { #expect(findings.first?.effect == target / 100_000) }
  }

  @Test(arguments: [("2026-08-01", true), ("2026-08-02", false)])
  func `prices are stale after 90 days`(checked: String, fires: Bool) throws {
    var asked = usage(["m": "input: 1"], checked: checked)
    asked.add(1, "\"backend_used\":\"m\",\"input_tokens\":1000")
    let findings = try asked.findings("stale-prices")
    #expect(findings.map(\.subject) == (fires ? ["by hand"] : []))
    #expect(findings.allSatisfy { $0.effect == nil })
  }

  @Test func `a book that says no date of its check is not called stale`() throws {
    var asked = usage(
      PricedUsage.list(PricedUsage.price("m", "input: 1")).replacing(
        "checked: 2026-10-30\n", with: ""))
    asked.add(1, "\"backend_used\":\"m\",\"input_tokens\":1000")
    asked.rules = """
      tariff: rules/1
      rules:
        never-checked:
          {rows: price_ages, where: {is_known: "== false"}, severity: info, message: "{{name}}"}
      """
    #expect(try asked.findings("stale-prices").isEmpty)
    #expect(try asked.findings("never-checked").map(\.subject) == ["by hand"])
  }

  @Test(arguments: [(81, 11, true), (80, 11, false), (81, 10, false)])
  func `a backend has nearly all of the cost above 80 percent and ten requests`(
    percent: Int, requests: Int, fires: Bool
  ) throws {
    var asked = usage(["a": "input: 1", "b": "input: 1"])
    asked.add(requests, "\"backend_used\":\"a\",\"input_tokens\":\(percent * 110)")
    asked.add(requests, "\"backend_used\":\"b\",\"input_tokens\":\((100 - percent) * 110)")
    let findings = try asked.findings("single-backend-concentration")
    #expect(findings.map(\.subject) == (fires ? ["a"] : []))
  }

  @Test(arguments: [(10_010_000, true), (10_000_000, false)])
  func `failures of one kind cost more than ten, and state it by the month`(
    tokens: Int, fires: Bool
  ) throws {
    var asked = usage(["a": "input: 1"])
    asked.add(
      1,
      "\"backend_used\":\"a\",\"input_tokens\":\(tokens),\"success\":false,"
        + "\"error\":{\"type\":\"timeout\",\"code\":504}")
    asked.add(1, "\"backend_used\":\"a\",\"input_tokens\":7000")
    let findings = try asked.findings("cost-of-failures")
    #expect(findings.map(\.subject) == (fires ? ["timeout/504"] : []))
    #expect(findings.allSatisfy { $0.effect == Decimal(tokens) / 1_000_000 })
  }

  @Test(arguments: [(10_010_000, 10, true), (10_000_000, 10, false), (10_010_000, 9, false)])
  func `another backend is cheaper by more than ten, from ten requests on`(
    tokens: Int, requests: Int, fires: Bool
  ) throws {
    var asked = usage(["a": "input: 2", "b": "input: 1"])
    asked.add(1, "\"backend_used\":\"a\",\"input_tokens\":\(tokens)")
    asked.add(requests, "\"backend_used\":\"b\",\"input_tokens\":1")
    let findings = try asked.findings("cost-optimization")
    #expect(findings.map(\.subject) == (fires ? ["a"] : []))
    #expect(findings.allSatisfy { $0.effect == Decimal(tokens) / 1_000_000 })
  }

  @Test(arguments: [(2, true), (1, false)])
  func `an unreliable backend states what its failures cost a month`(
    failing: Int, fires: Bool
  ) throws {
    var asked = usage(["a": "input: 1"])
    asked.add(failing, "\"backend_used\":\"a\",\"input_tokens\":3000000,\"success\":false")
    asked.add(11 - failing, "\"backend_used\":\"a\",\"input_tokens\":1000000")
    let findings = try asked.findings("backend-reliability")
    #expect(findings.map(\.subject) == (fires ? ["a"] : []))
    #expect(findings.allSatisfy { $0.effect == Decimal(3 * failing) })
  }

  @Test func `a file adds, changes and turns off rules`() throws {
    var asked = usage(["a": "input: 20", "b": "input: 1"])
    asked.add(11, "\"backend_used\":\"a\",\"input_tokens\":1000000,\"processing_time_ms\":3000")
    asked.add(11, "\"backend_used\":\"b\",\"input_tokens\":1000")
    asked.rules = """
      tariff: rules/1
      rules:
        backend-performance: {where: {duration_ms.mean: "> 2000"}}
        cost-optimization: {off: true}
        dear:
          rows: concentration
          where: {cost_percent: "> 99", cost.amount: ">= 220"}
          severity: critical
          effect: cost.amount
          message: "{{name}} takes {{cost_percent | 0}} % of {{report.cost.currency}}"
      """
    let items = try asked.report()["recommendations", "items"].elements
    #expect(
      items.map { $0["rule"].text }
        == ["dear", "backend-performance", "single-backend-concentration"])
    #expect(items.first?["monthly_effect"].number == 220)
    #expect(items.first?["message"].text == "a takes 100 % of USD")
    asked.rules = nil
    #expect(try asked.findings("cost-optimization").map(\.effect) == [209])
    #expect(try asked.findings("backend-performance").isEmpty)
  }

  @Test func `the rows that files are checked against are those of reports`() throws {
    var asked = usage(["a": "input: 20, cache_read: 1", "b": "input: 1"])
    asked.add(11, "\"backend_used\":\"a\",\"input_tokens\":1000000")
    asked.add(11, "\"backend_used\":\"b\",\"input_tokens\":1000,\"success\":false,\"error\":{}")
    asked.add(11, "\"backend_used\":\"a\",\"tool_name\":\"u\",\"input_tokens\":1000000")
    asked.add(11, "\"backend_used\":\"b\",\"tool_name\":\"u\",\"input_tokens\":1000")
    let tables = [
      "alternatives": "name backend to monthly_saving tools",
      "cache_opportunities": "name hit_percent target_percent monthly_saving input cache_read",
      "price_ages": "name checked days is_known",
      "concentration": "name cost_percent requests cost",
      "errors": "per_month", "backends": "failures_per_month",
    ]
    let rules = tables.sorted { $0.key < $1.key }.map { table, keys in
      let conditions = keys.split(separator: " ").map { "\($0): \"!= ''\"" }
      return
        "  all-\(table): {rows: \(table), severity: info, message: \"{{report.schema_version}}\","
        + " where: {\(conditions.joined(separator: ", "))}}"
    }
    asked.rules = "tariff: rules/1\nrules:\n" + rules.joined(separator: "\n") + "\n"
    // A key that no row has is an error of the report's.
    let found = try asked.report()["recommendations", "items"].elements.compactMap {
      $0["rule"].text
    }
    for table in ["alternatives", "cache_opportunities", "price_ages", "errors", "backends"] {
      #expect(found.contains("all-\(table)"), "\(table)")
    }
  }
}
