import Foundation
import TestSupport
import Testing

/// The month's estimate where days to come don't cost what those before them did.
///
/// Law: usage that goes on as it was is estimated at what it then costs, whatever the book, the zone
/// and the day on which it is asked.
struct `What is expected is priced as what comes` {
  /// 10 tokens at noon (UTC) of every day from 1 August to 31 October 2026.
  private static let events = (0..<92).map { day in
    let noon = 1_785_542_400 + day * 86_400 + 43_200
    return """
      {"timestamp": \(noon * 1000), "backend_used": "b", "model": "m", "input_tokens": 10}
      """
  }

  private static func usage(_ rates: String, _ terms: String) -> PricedUsage {
    PricedUsage(
      PricedUsage.book(rates, terms.isEmpty ? "" : "contract: [\(terms)]"), events: events)
  }

  private static let books = [
    ("- {per: 1, input: 1}", "{name: c, credit: 100, from: 2026-10-01, until: 2026-11-01}"),
    ("- {per: 1, input: 1}", "{name: c, commitment: 700}"),
    ("- {per: 1, input: 1}", "{name: c, free: 60, meter: input}, {name: d, discount: 10%}"),
    (
      "- {per: 1, input: 1}",
      "{name: c, graduated: [{above: 100, price: 0.5, per: 1}], meter: input}"
    ),
    (
      "- {per: 1, input: 1}",
      "{name: c, volume: [{above: 0, discount: 0%}, {above: 200, discount: 50%}]}"
    ),
    ("- {fixed: 310, per: 1 month}", ""),
    ("- {per: 1, input: 1}\n- {from: 2026-10-14, per: 1, input: 0.5}", ""),
    (
      "- {per: 1, input: 1}\n- {from: 2026-10-25, fixed: 620, per: 1 month}",
      "{name: d, discount: 25%, from: 2026-10-20}"
    ),
  ]

  @Test(arguments: books, ["UTC", "America/New_York", "Asia/Kolkata"])
  func `usage that goes on as it was costs what it then costs`(
    book: (rates: String, terms: String), zone: String
  ) throws {
    let usage = Self.usage(book.rates, book.terms)
    let options = ["--month", "2026-10", "--timezone", zone]
    let whole = try usage.report(options)
    #expect(whole["cost", "month", "method"].text == "actual")
    let cost = try #require(whole.total)
    for now in ["2026-10-05", "2026-10-16", "2026-10-28"] {
      let month = try usage.report(options + ["--now", now])["cost", "month"]
      let estimate = try #require(month["amount", "amount"].number)
      #expect(abs(estimate - cost) < decimal("0.000000001"), "\(now): \(estimate), not \(cost)")
      let low = try #require(month["interval", "low"].number)
      let high = try #require(month["interval", "high"].number)
      #expect(low <= estimate && estimate <= high)
    }
  }

  @Test func `a credit that is used up is not expected again`() throws {
    let (rates, terms) = Self.books[0]
    let asked = ["--month", "2026-10", "--now", "2026-10-16", "--budget", "200"]
    let month = try Self.usage(rates, terms).report(asked)["cost"]
    #expect(month["month", "amount", "amount"].number == 210)
    #expect(month["month", "actual_to_date"].number == 50)
    #expect(month["budget", "forecast_breach_date"].text == "2026-10-31")
  }

  @Test func `a filter sees its part of what the whole contract will be`() throws {
    // Half of the tokens are another backend's; the discount is reached by both together.
    var usage = Self.usage(
      "- {per: 1, input: 1}",
      "{name: c, volume: [{above: 0, discount: 0%}, {above: 500, discount: 50%}]}")
    usage.events += Self.events.map { $0.replacing("\"b\"", with: "\"other\"") }
    usage.options = ["--month", "2026-10", "--where", "backend=b"]
    #expect(try usage.report().total == 155)
    let month = try usage.report("--now", "2026-10-16")["cost", "month"]
    #expect(month["amount", "amount"].number == 155)
    #expect(month["actual_to_date"].number == 150)
  }

  @Test func `an assumed split widens the interval, as past errors can't see it`() throws {
    var usage = PricedUsage(PricedUsage.book("- {per: 1, input: 1, output: 5}"))
    usage.events = Self.events.map { $0.replacing("input_tokens", with: "tokens_used") }
    let asked = ["--month", "2026-10", "--now", "2026-10-16"]
    let month = try usage.report(asked)["cost", "month"]
    #expect(
      try #require(month["interval", "low"].number) <= #require(month["amount", "low"].number))
    #expect(
      try #require(month["interval", "high"].number) >= #require(month["amount", "high"].number))
  }

  @Test(arguments: [Int](0..<6))
  func `the last day's interval is the month's, and no day's is outside its neighbours'`(
    index: Int
  ) throws {
    var usage = Self.usage(Self.books[index].0, Self.books[index].1)
    usage.events = usage.events.enumerated().map {
      $0.offset % 3 == 0 ? $0.element.replacing("input_tokens", with: "tokens_used") : $0.element
    }
    let asked = ["--month", "2026-10", "--now", "2026-10-16T06:00:00Z", "--format", "json"]
    let forecast = try JSONTree(usage.run("forecast", asked).output)
    let days = forecast["days"].elements
    let interval = forecast["month", "interval"]
    #expect(days.last?["low"].number == interval["low"].number)
    #expect(days.last?["high"].number == interval["high"].number)
    for day in days {
      let (low, high) = (try #require(day["low"].number), try #require(day["high"].number))
      let least = try #require(day["cumulative"].number) + decimal("0.000000001")
      #expect(low <= high && low <= least, "\(low) of \(least), \(high)")
    }
  }
}
