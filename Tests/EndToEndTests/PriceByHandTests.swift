import Foundation
import TestSupport
import Testing

/// What usage costs by date, hour, context and currency, worked out by hand.
struct `Prices by hand` {
  private static let million = "\"input_tokens\":1000000"

  @Test(arguments: [
    ("context: 200000", 50_000, "0.14"), ("context: 200000", 50_001, "0.280004"),
    ("at_least: 200000", 49_999, "0.139998"), ("at_least: 200000", 50_000, "0.28"),
  ])
  func `the whole request moves to the tier of its context, cached tokens counted`(
    boundary: String, input: Int, cost: String
  ) throws {
    let book = PricedUsage.book(
      """
      - per: 1M tokens
        input: 2
        output: 10
        cache_read: 0.2
        above: [{\(boundary), input: 4, output: 20, cache_read: 0.4}]
      """)
    let counts = "\"input_tokens\":\(input),\"cache_read_tokens\":150000,\"output_tokens\":1000"
    let usage = PricedUsage(
      book, events: [PricedUsage.event("2026-10-01T00:00:00Z", counts)])
    #expect(try usage.report().total == decimal(cost))
  }

  @Test(arguments: [
    ("2026-03-29T03:00:00+02:00", "2026-03-29T01:59:59.999+01:00", "2026-03-29T03:00:00+02:00"),
    ("2026-10-25T02:00:00+01:00", "2026-10-25T02:59:59.999+02:00", "2026-10-25T02:00:00+01:00"),
    ("2026-10-01", "2026-10-01T01:59:59.999+02:00", "2026-09-30T20:00:00.000-04:00"),
    ("2026-10-01T05:30:00+05:30", "2026-09-30T23:59:59.999Z", "2026-10-01T00:00:00Z"),
  ])
  func `a price changes at its instant, whatever the zone and over changes of the clock`(
    from: String, before: String, after: String
  ) throws {
    let book = PricedUsage.book(
      """
      - {per: 1M tokens, input: 1}
      - {from: \(from), per: 1M tokens, input: 2}
      """)
    for (time, cost) in [(before, 1), (after, 2)] {
      let usage = PricedUsage(book, events: [PricedUsage.event(time)])
      for zone in ["UTC", "Europe/Berlin", "America/New_York"] {
        #expect(try usage.report("--timezone", zone).total == Decimal(cost), "\(time) \(zone)")
      }
    }
  }

  @Test(arguments: [
    ("2026-10-01", "UTC", "2026-10-01"), ("2026-10-01", "America/New_York", "2026-10-01"),
    ("2026-10-01T00:00:00Z", "Asia/Kolkata", "2026-10-01"),
    ("2026-10-01T16:30:00Z", "UTC", "2026-10-01T16:30:00.000Z"),
    ("2026-10-01T16:30:00Z", "Asia/Kolkata", "2026-10-01T22:00:00.000+05:30"),
    ("2026-10-01T00:00:00+02:00", "Europe/Berlin", "2026-10-01T00:00:00.000+02:00"),
  ])
  func `a price's date in documents is the one of its book, in every zone`(
    from: String, zone: String, shown: String
  ) throws {
    let book = PricedUsage.book("- {from: \(from), per: 1M tokens, input: 2}")
    let usage = PricedUsage(book, events: [PricedUsage.event("2026-10-05T12:00:00Z")])
    let page = try usage.run(format: "markdown", options: ["--timezone", zone]).output
    #expect(page.contains(" hand: m | \(shown) |"))
  }

  @Test(arguments: ["reported_cost", "fixed_idle", "fixed_tokens", "web_searches"])
  func `a count is shared by itself, even where a charge without counts has its name`(
    name: String
  ) throws {
    // Books write counts of tokens without the ending, and `fixed` is not a count there.
    let row = name == "fixed_tokens" ? "fix*: input, input: 2" : "\(name): 2"
    let event = PricedUsage.event("2026-10-05T12:00:00Z", "\"meters\":{\"\(name)\":1}")
    let other = event.replacing("\"t\"", with: "\"u\"").replacing(":1}", with: ":3}")
    let usage = PricedUsage(PricedUsage.book("- {per: 1, \(row)}"), events: [event, other])
    let costs = try usage.report()["tools"].elements.map { $0["cost", "amount"].number }
    #expect(costs.compactMap(\.self).sorted() == [2, 6])
  }

  @Test(arguments: [
    // Over midnight, in UTC.
    ("hours: \"16:30-00:30\"", "2026-10-05T16:29:59.999Z", 2),
    ("hours: \"16:30-00:30\"", "2026-10-05T16:30:00Z", 1),
    ("hours: \"16:30-00:30\"", "2026-10-06T00:29:59.999Z", 1),
    ("hours: \"16:30-00:30\"", "2026-10-06T00:30:00Z", 2),
    // 02:30 comes twice on 25 October in Berlin, and not at all on 29 March.
    ("hours: \"02:00-03:00\", timezone: Europe/Berlin", "2026-10-24T23:59:59.999Z", 2),
    ("hours: \"02:00-03:00\", timezone: Europe/Berlin", "2026-10-25T00:30:00Z", 1),
    ("hours: \"02:00-03:00\", timezone: Europe/Berlin", "2026-10-25T01:30:00Z", 1),
    ("hours: \"02:00-03:00\", timezone: Europe/Berlin", "2026-10-25T02:00:00Z", 2),
    ("hours: \"02:00-03:00\", timezone: Europe/Berlin", "2026-03-29T00:59:59.999Z", 2),
    ("hours: \"02:00-03:00\", timezone: Europe/Berlin", "2026-03-29T01:00:00Z", 2),
    // 3 October 2026 is a Saturday; in Berlin it begins at 22:00 UTC.
    ("weekdays: [sat, sun], timezone: Europe/Berlin", "2026-10-02T21:59:59.999Z", 2),
    ("weekdays: [sat, sun], timezone: Europe/Berlin", "2026-10-02T22:00:00Z", 1),
    ("weekdays: [sat], hours: \"22:00-02:00\"", "2026-10-03T01:00:00Z", 1),
    ("weekdays: [sat], hours: \"22:00-02:00\"", "2026-10-04T01:00:00Z", 2),
  ])
  func `hours and weekdays are local ones`(when: String, time: String, cost: Int) throws {
    let book = PricedUsage.book(
      """
      - {per: 1M tokens, input: 2}
      - {per: 1M tokens, when: {\(when)}, input: 1}
      """)
    let usage = PricedUsage(book, events: [PricedUsage.event(time)])
    #expect(try usage.report().total == Decimal(cost))
  }

  @Test(arguments: [
    ("per: 1M tokens, input: 3", "1000000000000", "3000000"),
    ("per: 1, input: 0.000000001", "1234567", "0.001234567"),
    ("per: 1, input: 0.000000000000000001", "7", "0.000000000000000007"),
    // 1/3 is rounded once.
    ("per: 3, input: 1", "1", "0.333333333333333333"),
    ("per: 3, input: 2", "1", "0.666666666666666667"),
  ])
  func `charges are exact to the last digit`(row: String, tokens: String, cost: String) throws {
    let usage = PricedUsage(
      PricedUsage.book("- {\(row)}"),
      events: [PricedUsage.event("2026-10-01T00:00:00Z", "\"input_tokens\":\(tokens)")])
    #expect(try usage.report().total == decimal(cost))
  }

  @Test func `amounts are converted at the rate of their day, unit prices are not`() throws {
    let book = PricedUsage.book(
      "- {per: 1, input: 1.08}",
      "fx: {EUR: [{from: 2026-10-01, rate: 1.08}, {from: 2026-10-15, rate: 1.2}]}")
    let usage = PricedUsage(
      book,
      events: [
        PricedUsage.event("2026-10-14T23:59:59.999Z", "\"input_tokens\":10"),
        PricedUsage.event("2026-10-15T00:00:00Z", "\"input_tokens\":10"),
      ])
    let report = try usage.report("--currency", "EUR")
    #expect(report.chargeAmounts == [9, 10])
    #expect(report["cost", "charges"].elements.map { $0["list_amount"].number } == [10.8, 10.8])
    #expect(report["cost", "charges"].elements.map { $0["currency"].text } == ["USD", "USD"])
    #expect(report["cost", "currency"].text == "EUR")
  }

  @Test func `usage without a rate of exchange has no price, and the day is named`() throws {
    let book = PricedUsage.book(
      "- {per: 1, input: 1.08}", "fx: {EUR: [{from: 2026-10-06, rate: 1.08}]}")
    let usage = PricedUsage(
      book,
      events: [
        PricedUsage.event("2026-10-05T23:59:59.999Z", "\"input_tokens\":7"),
        PricedUsage.event("2026-10-06T00:00:00Z", "\"input_tokens\":100"),
      ])
    let report = try usage.report("--currency", "EUR")
    let unpriced = report["cost", "unpriced"].elements
    #expect(unpriced.map { $0["reason"].text } == ["no_fx"])
    #expect(unpriced.map { $0["quantity"].number } == [7])
    #expect(report.total == 100)
    #expect(report["cost", "total", "high"].isNull)
    let notes = report["inputs", "notes"].elements.compactMap { $0["first"].text }
    #expect(notes == ["no rate for USD in EUR on 2026-10-05"])
  }

  @Test func `what sources say that it cost is converted at the rate of its day`() throws {
    let usage = PricedUsage(
      PricedUsage.book(
        "- {per: 1, input: 1}",
        "fx: {EUR: [{from: 2026-10-01, rate: 1.08}, {from: 2026-10-15, rate: 1.2}]}"),
      events: [
        PricedUsage.event("2026-10-02T00:00:00Z", "\"cost_usd\":2.16,\"input_tokens\":5"),
        PricedUsage.event("2026-10-15T00:00:00Z", "\"cost_usd\":0.6,\"input_tokens\":5"),
      ])
    #expect(try usage.report("--cost", "reported").total == 2.76)
    let report = try usage.report("--cost", "reported", "--currency", "EUR")
    #expect(report.chargeAmounts == [0.5, 2])
    #expect(report["cost", "unpriced"].elements.isEmpty)
  }

  @Test func `a later book's entry wins for the instants that it covers`() throws {
    let early = PricedUsage.book("- {per: 1M tokens, input: 1}")
    let late = PricedUsage.book(
      "- {from: 2026-10-10, until: 2026-10-20, per: 1M tokens, input: 2}"
    ).replacing("name: hand", with: "name: late")
    let times = ["09T23:59:59.999", "10T00:00:00", "19T23:59:59.999", "20T00:00:00"]
    let costs = [1, 2, 2, 1]
    for (time, cost) in zip(times, costs) {
      let report = try PricedUsage(
        early, late, events: [PricedUsage.event("2026-10-\(time)Z")]
      ).report()
      #expect(report.total == Decimal(cost), "\(time)")
      let book = report["cost", "charges"].elements.first?["book"].text
      #expect(book == (cost == 2 ? "late" : "hand"), "\(time)")
    }
  }

  @Test func `what ends has no price after it`() throws {
    let book = PricedUsage.book("- {until: 2026-10-10, per: 1M tokens, input: 1}")
    let usage = PricedUsage(
      book,
      events: ["09T23:59:59.999", "10T00:00:00"].map { PricedUsage.event("2026-10-\($0)Z") })
    let report = try usage.report()
    #expect(report.total == 1)
    #expect(report["cost", "total", "complete"].number == nil)
    #expect(report["cost", "unpriced"].elements.map { $0["reason"].text } == ["no_row_at_date"])
  }

  @Test func `two prices for a name price nothing, and so does no book`() throws {
    let twins = PricedUsage.book("- {per: 1, input: 1}").replacing(
      "id: m\n", with: "id: a\n    match: m\n")
    let rows = "  - {id: c, match: [m], rates: [{per: 1, input: 2}]}\n"
    let event = PricedUsage.event("2026-10-01T00:00:00Z")
    let ambiguous = try PricedUsage(twins + "\n" + rows, events: [event]).report()
    #expect(ambiguous["cost", "unpriced"].elements.map { $0["reason"].text } == ["ambiguous"])
    var nothing = PricedUsage(events: [event])
    nothing.books = []
    let report = try nothing.report()
    #expect(report["cost", "unpriced"].elements.map { $0["reason"].text } == ["no_match"])
    #expect(report.total == nil)
  }

  @Test(arguments: [
    ("-1", "'-1'"), ("\"1,000\"", "'1,000'"), ("1_000", "'1_000'"), ("1e-6", "'1e-6'"),
    ("0.075 USD", "'0.075 USD'"), ("12abc", "'12abc'"), ("+1", "'+1'"), (".5", "'.5'"),
  ])
  func `a number that is none stops the report at its place`(number: String, found: String) throws {
    let usage = PricedUsage(
      PricedUsage.book("- {per: 1, input: \(number)}"),
      events: [PricedUsage.event("2026-10-01T00:00:00Z")])
    let outcome = try usage.run()
    #expect(outcome.status == 65)
    #expect(outcome.errors.contains("book0.yaml:8:25: found \(found); expected"))
    #expect(outcome.output.isEmpty)
  }
}
