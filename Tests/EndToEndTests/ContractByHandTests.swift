import Foundation
import TestSupport
import Testing

/// Terms of contracts and costs of the month, worked out by hand.
struct `Contracts by hand` {
  private static func events(_ counts: [(day: String, tokens: Int)]) -> [String] {
    counts.map { PricedUsage.event("\($0.day)T12:00:00Z", "\"input_tokens\":\($0.tokens)") }
  }

  private static func usage(
    _ price: String, _ terms: String, _ counts: [(day: String, tokens: Int)]
  ) -> PricedUsage {
    PricedUsage(
      PricedUsage.book("- {\(price)}", "contract: [\(terms)]"), events: events(counts))
  }

  @Test func `a credit pays what a discount leaves, until it runs out`() throws {
    // 50, 30 and 10 at list; 40, 24 and 8 after the discount; the credit pays 40 and 10 of them.
    let usage = Self.usage(
      "per: 1, input: 10", "{name: ours, discount: 20%}, {name: welcome, credit: 50.00}",
      [("2026-10-01", 5), ("2026-10-02", 3), ("2026-10-03", 1)])
    let report = try usage.report()
    #expect(report["cost", "list"].number == 90)
    #expect(report["cost", "contracted"].number == 72)
    #expect(report.total == 22)
    #expect(report.contract("ours") == -18)
    #expect(report.contract("welcome") == -50)
    #expect(report["cost", "contract"].elements.map { $0["base"].number } == [90, 72])
    #expect(report.dayCosts == ["2026-10-02": 14, "2026-10-03": 8])
    // A period gets its days' part of the month's run.
    #expect(try usage.report("--since", "2026-10-02").total == 22)
    #expect(try usage.report("--since", "2026-10-03").total == 8)
    #expect(try usage.report("--since", "2026-10-02").contract("welcome") == -10)
    #expect(try usage.report("--day", "2026-10-01").total == 0)
  }

  @Test func `a credit is given anew each month, and what is left of it is not`() throws {
    let usage = Self.usage(
      "per: 1, input: 10", "{name: welcome, credit: 50, from: 2026-10-01, until: 2026-12-01}",
      [("2026-10-31", 3), ("2026-11-01", 7), ("2026-12-01", 1)])
    #expect(try usage.report().dayCosts == ["2026-11-01": 20, "2026-12-01": 10])
  }

  @Test(arguments: [
    // Above 10,000 a half: 8; 2 + 1; a half.
    ("graduated: [{above: 10K, discount: 50%}]", ["8", "3", "0.5"]),
    ("graduated: [{above: 10K, price: 0.4, per: 1K}]", ["8", "2.8", "0.4"]),
    // The month reaches 13,000, and all of it is at a half, the day before that too.
    ("volume: [{above: 10K, discount: 50%}]", ["4", "2", "0.5"]),
    (
      "volume: [{above: 0, price: 1, per: 1K}, {above: 12K, price: 0.1, per: 1K}]",
      ["0.8", "0.4", "0.1"]
    ),
    ("free: 10K", ["0", "2", "1"]),
  ])
  func `steps and allowances count the month, and are crossed within a day`(
    term: String, days: [String]
  ) throws {
    let usage = Self.usage(
      "per: 1K, input: 1", "{name: steps, meter: input, \(term)}",
      [("2026-10-01", 8000), ("2026-10-02", 4000), ("2026-10-03", 1000)])
    let report = try usage.report()
    let costs = report["days"].elements.compactMap { $0["cost", "amount"].number }
    #expect(costs == days.map(decimal))
    #expect(report.total == days.map(decimal).reduce(0, +))
    #expect(report["cost", "contracted"].number == report.total)
  }

  @Test func `steps begin anew with the month`() throws {
    let usage = Self.usage(
      "per: 1K, input: 1", "{name: s, meter: input, graduated: [{above: 10K, discount: 50%}]}",
      [("2026-10-31", 20_000), ("2026-11-01", 10_000)])
    #expect(try usage.report().dayCosts == ["2026-10-31": 15, "2026-11-01": 10])
  }

  @Test func `a commitment accrues by day, and usage pays for it first`() throws {
    // 10 a day. On the first day 15 are used: nothing is missing. On the second 5 are.
    let usage = Self.usage(
      "per: 1, input: 1", "{name: minimum, commitment: 310.00}", [("2026-10-01", 15)])
    let report = try usage.report("--month", "2026-10")
    #expect(report.total == 310)
    #expect(report.contract("minimum") == 295)
    #expect(report.dayCosts["2026-10-01"] == 15)
    #expect(report.dayCosts["2026-10-02"] == 5)
    #expect(report.dayCosts["2026-10-31"] == 10)
    let more = Self.usage(
      "per: 1, input: 1", "{name: minimum, commitment: 310.00}",
      [("2026-10-01", 15), ("2026-10-31", 400)])
    #expect(try more.report("--month", "2026-10").total == 415)
    #expect(try more.report("--month", "2026-10").contract("minimum") == 0)
  }

  @Test func `a commitment is whole where prices change within its days`() throws {
    let book = PricedUsage.book(
      """
      - {per: 1, input: 1}
      - {from: "2026-10-05T10:00:00Z", per: 1, input: 1}
      - {per: 1, input: 1, when: {hours: "08:00-20:00"}}
      """, "contract: [{name: minimum, commitment: 310.00}]")
    let usage = PricedUsage(book, events: Self.events([("2026-10-01", 1)]))
    #expect(try usage.report("--month", "2026-10").total == 310)
    #expect(try usage.report("--day", "2026-10-05").total == 10)
    // From 21:10 on: 170 of the day's 1440 minutes.
    let late = try usage.report(
      "--since", "2026-10-05T21:10:00Z", "--until", "2026-10-06")
    #expect(late.total == decimal("1.180555555555555556"))
  }

  @Test(arguments: [
    ("2026-02", 28), ("2024-02", 29), ("2026-04", 30), ("2026-10", 31),
  ])
  func `a cost of the month is shared over its days, used or not`(
    month: String, days: Int
  ) throws {
    let usage = PricedUsage(
      PricedUsage.book("- {fixed: 100, per: 1 month}"),
      events: [PricedUsage.event("\(month)-03T03:30:00Z", "\"input_tokens\":5")])
    let report = try usage.report("--month", month)
    #expect(report.total == 100)
    let costs = report["days"].elements.compactMap { $0["cost", "amount"].number }
    #expect(costs.count == days)
    for cost in costs {
      #expect(abs(cost - 100 / Decimal(days)) <= decimal("0.000000000000000001"))
    }
    let meters = report["cost", "charges"].elements.map { $0["meter"].text }
    #expect(meters == ["fixed", "fixed_idle"])
  }

  @Test func `an idle day is spread over its hours, a used one falls on what it served`() throws {
    // 10 a day: 30 idle days give each hour 12.5, and the used day's 10 fall on 03:00.
    let usage = PricedUsage(
      PricedUsage.book("- {fixed: 310, per: 1 month}"),
      events: [
        PricedUsage.event("2026-10-03T03:30:00Z", "\"input_tokens\":3"),
        PricedUsage.event("2026-10-03T03:40:00Z", "\"output_tokens\":1"),
      ])
    let report = try usage.report("--month", "2026-10")
    let hours = report["hours"].elements.compactMap { $0["cost", "amount"].number }
    // A day's 10 do not divide by 24: the last digit falls on its first hours.
    for (hour, cost) in hours.enumerated() {
      let even = decimal(hour == 3 ? "22.5" : "12.5")
      #expect(abs(cost - even) <= decimal("0.0000000000000001"), "\(hour): \(cost)")
    }
    #expect(hours.reduce(0, +) == 310)
    let idle = report["tools"].elements.first { $0["name"].text == "(idle)" }
    #expect(idle?["cost", "amount"].number == 300)
    #expect(report["routes"].elements.map { $0["method"].text }.contains("(idle)"))
  }

  @Test func `a cost of the month keeps each part of a day that other rows cut`() throws {
    // Half of 5 October is the first row's: 5 of 10; the batch row changes nothing.
    let usage = PricedUsage(
      PricedUsage.book(
        """
        - {fixed: 310, per: 1 month}
        - {from: "2026-10-05T12:00:00Z", fixed: 620, per: 1 month}
        - {from: "2026-10-06T06:00:00Z", per: 1, input: 1, when: {service_tier: batch}}
        """),
      events: [PricedUsage.event("2026-10-01T00:00:00Z", "\"input_tokens\":5")])
    let costs = try usage.report("--month", "2026-10").dayCosts
    #expect(costs["2026-10-04"] == 10)
    #expect(costs["2026-10-05"] == 15)
    #expect(costs["2026-10-06"] == 20)
  }

  @Test func `days before those of a report are not in it, whatever was read of them`() throws {
    // 10 a day (UTC); the local day of the event begins at 18:30 of the day before.
    let usage = PricedUsage(
      PricedUsage.book("- {fixed: 310, per: 1 month}"),
      events: [PricedUsage.event("2026-10-03T20:11:00Z", "\"input_tokens\":3")])
    let report = try usage.report("--timezone", "Asia/Kolkata")
    let days = report["days"].elements.compactMap { $0["cost", "amount"].number }
    #expect(days.reduce(0, +) == report.total)
  }

  @Test(arguments: [
    // 2 a day accrue; usage of 8 at list on 5 October (UTC) is paid by what has accrued.
    ("{per: 1, input: 1}", "{name: k, commitment: 62}", [8]),
    // 1 a day is fixed, the commitment takes it to 2.
    ("{fixed: 31, per: 1 month}", "{name: k, commitment: 62}", [8, 4, 4, 4]),
    (
      "{fixed: 31, per: 1 month}",
      "{name: k, volume: [{above: 0, discount: 0%}, {above: 12, discount: 50%}]}", [8, 4, 4, 4]
    ),
  ])
  func `a day in New York is the same alone and in its month`(
    price: String, term: String, tokens: [Int]
  ) throws {
    let times = ["05T12", "06T02", "06T12", "07T12"].map { "2026-10-\($0):00:00Z" }
    let events = [("2026-09-30T12:00:00Z", 1)] + zip(times, tokens)
    let usage = PricedUsage(
      PricedUsage.book("- \(price)", "contract: [\(term)]"),
      events: events.map { PricedUsage.event($0, "\"input_tokens\":\($1)") })
    let zone = ["--timezone", "America/New_York"]
    let month = try usage.report(zone + ["--month", "2026-10"])
    let rounding = decimal("0.0000000000001")
    for (date, cost) in month.dayCosts {
      #expect(cost >= 0)
      #expect(
        abs((try usage.report(zone + ["--day", date]).total ?? -1) - cost) < rounding, "\(date)")
    }
    #expect(abs(month.dayCosts.values.reduce(0, +) - (month.total ?? -1)) < rounding)
    if price.contains("input") {
      #expect(abs((month.dayCosts["2026-10-04"] ?? 0) - decimal("0.666666666666666667")) < rounding)
    }
  }
}
