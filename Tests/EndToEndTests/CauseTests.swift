import Foundation
import TestSupport
import Testing

/// What failures cost, what routes cost, and what moves the total: laws, and cases by hand.
struct `Costs of failures and routes` {
  private static let prices = PricedUsage.list(
    PricedUsage.price(
      "a", "input: 0.125, output: 3.17, cache_read: 0.01, requests: {price: 0.01, per: 1}"),
    PricedUsage.price("b", "input: 2, output: 7.5"))

  private func usage(_ book: String, _ events: [String] = []) -> PricedUsage {
    var usage = PricedUsage(book)
    usage.options = ["--month", "2026-10"]
    for event in events { usage.add(1, event) }
    return usage
  }

  private func events(_ count: Int) -> [(text: String, succeeds: Bool)] {
    var numbers = SeededNumbers(2026)
    return (0..<count).map { _ in
      let succeeds = numbers.below(3) > 0
      let backend = ["a", "b"][numbers.below(2)]
      let tokens =
        numbers.below(4) > 0
        ? "\"input_tokens\":\(numbers.below(9999)),\"output_tokens\":\(numbers.below(999))"
        : "\"tokens_used\":\(numbers.below(9999) * 10)"
      let error = ["", ",\"error\":{\"type\":\"x\",\"code\":\(numbers.below(3))}"][numbers.below(2)]
      return (
        "\"backend_used\":\"\(backend)\",\"tool_name\":\"t\(numbers.below(4))\","
          + "\"routing_method\":\"m\(numbers.below(2))\",\(tokens)"
          + (succeeds ? "" : ",\"success\":false\(error)"), succeeds
      )
    }
  }

  @Test func `what failed and what succeeded make the total, in every table`() throws {
    let events = events(500)
    let all = try usage(Self.prices, events.map(\.text)).report()
    let good = try usage(Self.prices, events.filter(\.succeeds).map(\.text)).report()
    let failed = all["failure_costs", "total"]
    #expect(failed["requests"].number == all["totals", "failures"].number)
    for bound in ["amount", "low", "high"] {
      let total = try #require(all["cost", "total", bound].number)
      let rest = try #require(good["cost", "total", bound].number)
      #expect(try #require(failed["cost", bound].number) == total - rest, "\(bound)")
      #expect(total > rest)
    }
    for table in ["backends", "tools", "routes", "errors"] {
      let rows = all["failure_costs", table].elements
      func sum(_ value: (JSONTree) -> Decimal?) -> Decimal {
        rows.reduce(0) { $0 + (value($1) ?? 0) }
      }
      #expect(sum { $0["cost", "amount"].number } == failed["cost", "amount"].number, "\(table)")
      #expect(sum { $0["tokens"].number } == failed["tokens"].number, "\(table)")
      #expect(sum { $0["requests"].number } == failed["requests"].number, "\(table)")
    }
    let costs = all["errors"].elements.compactMap { $0["cost", "amount"].number }
    let rows = all["failure_costs", "errors"].elements.filter { $0["has_error"].isTrue }
    #expect(costs == rows.compactMap { $0["cost", "amount"].number })
  }

  @Test func `a method's choice is compared with the cheapest that succeeds as often`() throws {
    let book = PricedUsage.list(
      PricedUsage.price("a", "input: 3"), PricedUsage.price("b", "input: 1"))
    func question(failing: Int) -> PricedUsage {
      var asked = usage(book)
      func event(_ backend: String, _ method: String, _ more: String = "") -> String {
        "\"backend_used\":\"\(backend)\",\"routing_method\":\"\(method)\",\"input_tokens\":1000000"
          + more
      }
      asked.add(5, event("a", "rule"))
      asked.add(5, event("a", "llm"))
      asked.add(10 - failing, event("b", "llm"))
      asked.add(failing, event("b", "llm", ",\"success\":false"))
      return asked
    }
    let rows = try question(failing: 0).report()["routing_costs"].elements
    #expect(rows.map { $0["method"].text } == ["llm", "rule"])
    #expect(rows.map { $0["list"].number } == [25, 15])
    #expect(rows.map { $0["cheapest"].number } == [15, 5])
    #expect(rows.map { $0["difference"].number } == [10, 10])
    #expect(rows.map { $0["compared"].number } == [15, 5])
    let failing = try question(failing: 1).report()["routing_costs"].elements
    #expect(failing.map { $0["difference"].number } == [0, 0])
  }

  @Test func `usage without a price is not compared`() throws {
    var asked = usage(PricedUsage.list(PricedUsage.price("a", "input: 3")))
    asked.add(2, "\"backend_used\":\"z\",\"routing_method\":\"r\",\"input_tokens\":5")
    let row = try asked.report()["routing_costs"].elements.first
    #expect(row?["requests"].number == 2 && row?["compared"].number == 0)
    #expect(row?["difference"].isNull == true && row?["cost", "amount"].isNull == true)
  }

  @Test func `each assumption alone moves the total as far as it can`() throws {
    var asked = usage(
      PricedUsage.list(
        """
          - id: x
            rates:
              - {per: 1M tokens, input: 1, output: 3, above: [{context: 1000, input: 2, output: 5}]}
        \(PricedUsage.price("acme/a", "input: 2"))
        \(PricedUsage.price("acme/b", "input: 7"))
        """))
    asked.add(1, "\"backend_used\":\"x\",\"tokens_used\":1000000")
    asked.add(1, "\"backend_used\":\"x\",\"requests\":2,\"input_tokens\":1000000")
    asked.add(1, "\"backend_used\":\"q\",\"model\":\"acme/new\",\"input_tokens\":1000000")
    asked.add(1, "\"backend_used\":\"q\",\"model\":\"new\",\"input_tokens\":1000000")
    let report = try asked.report()
    #expect(report["cost", "total", "amount"].number == Decimal(string: "3.4"))
    let rows = report["cost", "sensitivity"].elements
    #expect(
      rows.map { $0["what"].text } == [
        "q/acme/new has no price: at those of acme", "split of unsplit tokens: x",
        "context tiers where the context is not known",
        "q/new has no price and no known maker",
      ])
    let expected = [("5.4", "10.4", 5), ("2", "6", 4), ("3.4", "4.4", 1)]
    for (row, figures) in zip(rows, expected) {
      #expect(row["low"].number == Decimal(string: figures.0))
      #expect(row["high"].number == Decimal(string: figures.1))
      #expect(row["span"].number == Decimal(figures.2))
    }
    #expect(rows.first?["share_percent"].number == Decimal(string: "147.058823529412"))
    #expect(rows.last?["span"].isNull == true)
  }
}

extension JSONTree {
  fileprivate var isTrue: Bool { if case .bool(true) = self { true } else { false } }
}
