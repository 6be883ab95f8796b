import ExactNumbers
import Metering
import PriceBooks
import Templating
import Testing

/// Pricing the summary gives what pricing event by event gives, for random books of the whole
/// language and random events. A seed that fails is named, and stays.
struct `Pricing the summary` {
  private func report(
    _ books: [PriceBook], _ parts: [[LawEvent]], currency: String, from start: Int64, to end: Int64
  ) throws -> TemplateValue {
    let period = TimeRange(
      start: Instant(milliseconds: start), end: Instant(milliseconds: end))
    return try LawReport(books: books, currency: currency).tree(parts, period)
  }

  private func text(_ value: TemplateValue?) -> String {
    switch value {
    case .text(let text): text
    case .integer(let value): String(value)
    case .decimal(let value): value.description
    case .bool(let value): String(value)
    default: "null"
    }
  }

  private func number(_ value: TemplateValue?) -> ExactDecimal { value?.number ?? .zero }

  private func isClose(_ one: ExactDecimal, _ other: ExactDecimal) -> Bool {
    (one - other).magnitude <= ExactDecimal(units: 1_000_000_000)
  }

  /// Quantities and amounts of the charges, by all that names them.
  private func charges(_ costs: NaiveCosts) throws -> [String: [ExactDecimal]] {
    var sums: [String: [ExactDecimal]] = [:]
    for item in costs.items {
      let isAssumed = item.event.counts["unsplit"] != nil && item.meter != "requests"
      let key = [
        item.event.backend, item.event.model, item.meter, item.book, item.id,
        item.from.map { ZoneOffsets.utc.timestamp(Instant(milliseconds: $0)) } ?? "null",
        item.event.serviceTier,
        item.tier.map(String.init) ?? "null", String(isAssumed),
      ].joined(separator: "|")
      let values = [item.quantity, item.listAmount] + item.amounts
      sums[key] = zip(sums[key] ?? values.map { _ in .zero }, values).map { $0 + $1 }
    }
    return sums
  }

  private func charges(_ report: TemplateValue) throws -> [String: [ExactDecimal]] {
    var sums: [String: [ExactDecimal]] = [:]
    for charge in report["cost"]?["charges"]?.elements ?? [] {
      let meter = text(charge["meter"]).replacing("input_audio_tokens", with: "input_audio")
      let quantities = [charge["quantity"], charge["unit_price"], charge["per"]].map(number)
      let list = try quantities[0].times(quantities[1], dividedBy: quantities[2])
      #expect(list == number(charge["list_amount"]))
      if meter.hasPrefix("fixed") { continue }
      let names = ["book", "price_id", "effective_from", "service_tier", "context_tier", "assumed"]
      let key =
        ([text(charge["backend"]), text(charge["model"]), meter]
        + names.map { text(charge[$0]) }).joined(separator: "|")
      let values = [quantities[0], list] + ["amount", "low", "high"].map { number(charge[$0]) }
      sums[key] = zip(sums[key] ?? values.map { _ in .zero }, values).map { $0 + $1 }
    }
    return sums
  }

  @Test(arguments: 1...300)
  func `is pricing event by event`(seed: Int) throws {
    var random = LawRandom(seed: seed)
    let lawBooks = random.books()
    let books = try lawBooks.map { try PriceBook(parsing: $0.yaml, file: $0.name) }
    var names = NameTable()
    let events = random.events(&names)
    let currency = random.pick(["USD", "USD", "EUR"])
    let start = (events.map(\.time).min() ?? 0) / NaiveCosts.day * NaiveCosts.day
    let end = (events.map(\.time).max() ?? 0) / NaiveCosts.day * NaiveCosts.day + NaiveCosts.day
    let naive = try NaiveCosts(lawBooks, events, currency: currency, from: start, to: end)
    let whole = try report(books, [events], currency: currency, from: start, to: end)

    #expect(try charges(whole) == charges(naive))
    var unpriced: [String: Int] = [:]
    for usage in whole["cost"]?["unpriced"]?.elements ?? [] {
      let meter = text(usage["meter"]).replacing("input_audio_tokens", with: "input_audio")
      let key =
        "\(text(usage["backend"]))/\(text(usage["model"]))/\(meter)/\(text(usage["reason"]))"
      unpriced[key, default: 0] += Int(text(usage["quantity"])) ?? 0
    }
    #expect(unpriced == naive.unpriced)
    for line in whole["cost"]?["contract"]?.elements ?? [] {
      let expected = naive.terms[text(line["name"])]?[0] ?? .zero
      #expect(isClose(number(line["amount"]), expected), "\(text(line["name"])) \(expected)")
    }
    for day in whole["days"]?.elements ?? [] {
      let date = CivilDate(parsing: text(day["date"])) ?? CivilDate(dayNumber: 0)
      let expected = naive.days[Int64(date.dayNumber) * NaiveCosts.day] ?? .zero
      #expect(isClose(number(day["cost"]?["amount"]), expected), "\(date) \(expected)")
    }
    try expectSums(whole)
    // In two parts, the other way round.
    let half = events.count / 2
    let parts = [Array(events[half...].reversed()), Array(events[..<half])]
    #expect(try report(books, parts, currency: currency, from: start, to: end) == whole)
  }

  /// The sum of every table is the total, and the total that of charges and contract lines.
  private func expectSums(_ report: TemplateValue) throws {
    let cost = report["cost"]
    let total = number(cost?["total"]?["amount"])
    let lines = (cost?["charges"]?.elements ?? []) + (cost?["contract"]?.elements ?? [])
    #expect(lines.reduce(.zero) { $0 + number($1["amount"]) } == total)
    for table in ["backends", "models", "tools", "routes", "hours", "days", "weekday_hours"] {
      let rows = report[table]?.elements ?? []
      #expect(rows.reduce(.zero) { $0 + number($1["cost"]?["amount"]) } == total, "\(table)")
    }
  }
}
