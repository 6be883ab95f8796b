import Foundation
import Rendering
import TestSupport
import Testing

/// `--fail-on`: the report is written, and standard error says what tripped, with the figures.
struct `A gate` {
  private static let book = PricedUsage.book("- {per: 1, input: 1, output: 2}")

  private func event(_ model: String, _ tokens: Int, _ time: String = "2026-10-05") -> String {
    "{\"timestamp\":\"\(time)T10:00:00Z\",\"backend_used\":\"b\",\"model\":\"\(model)\","
      + "\"input_tokens\":\(tokens)}"
  }

  private func usage(_ events: String...) -> PricedUsage {
    PricedUsage(Self.book, events: events)
  }

  @Test(arguments: [
    (["--fail-on", "budget"], "found 'budget'; expected --budget AMOUNT with it"),
    (["--fail-on", "budget-watch"], "found 'budget-watch'; expected --budget AMOUNT with it"),
    (["--fail-on", "increase:0%"], "found 'increase:0%'; expected --against"),
    (["--fail-on", "critical", "--rules", "none"], "found 'critical'; expected rules"),
    (["--fail-on", "warning", "--rules", "none"], "found 'warning'; expected rules"),
    (["--fail-on", "budgets"], "did you mean 'budget'?"),
  ])
  func `that nothing could trip is wrong usage`(options: [String], message: String) throws {
    for command in ["report", "forecast"] {
      let outcome = try usage(event("m", 5)).run(command, options)
      #expect(outcome.status == 64 && outcome.output.isEmpty, "\(outcome.errors)")
      #expect(outcome.errors.contains(message), "\(outcome.errors)")
    }
  }

  @Test func `that nothing could trip is at fault in tariff.yaml`() throws {
    var asked = usage(event("m", 5))
    asked.files = ["tariff.yaml": "fail-on: [rejected, budget]\n"]
    let outcome = try asked.run()
    #expect(outcome.status == 65, "\(outcome.errors)")
    #expect(outcome.errors.hasPrefix("tariff: tariff.yaml:1:21: fail-on: found 'budget'"))
    asked.files = ["tariff.yaml": "fail-on: [rejected, budget]\nbudget: 100\n"]
    #expect(try asked.run().status == 0)
  }

  @Test func `on usage without a price names it, with its tokens and requests`() throws {
    var asked = usage(event("m", 5), event("x", 40_000), event("x", 7_915), event("y", 1))
    asked.events.append(
      "{\"timestamp\":\"2026-10-05T10:00:00Z\",\"backend_used\":\"z\",\"meters\":{\"seconds\":90}}")
    let outcome = try asked.run("report", ["--fail-on", "unpriced"])
    #expect(outcome.status == 1)
    #expect(
      outcome.errors
        == "tariff: unpriced: b/x (47,915 tokens, 2 requests), b/y (1 token, 1 request), "
        + "z (90 seconds, 1 request); the total: at least USD 5.00\n")
    asked.events += ["u", "v", "w"].map { event($0, 1) }
    let many = try asked.run("report", ["--fail-on", "unpriced"])
    #expect(many.errors.contains(", and 3 more; the total"), "\(many.errors)")
  }

  @Test func `on rejected records says how many, why, and where`() throws {
    let asked = usage(event("m", 5), "{}x", "{}y", event("m", -1))
    let outcome = try asked.run("report", ["--fail-on", "rejected"])
    #expect(outcome.status == 1)
    #expect(
      outcome.errors.hasPrefix("tariff: rejected: 3 records could not be used: "),
      "\(outcome.errors)")
    #expect(outcome.errors.contains("1 invalid_number, first at events.ndjson:4"))
    #expect(outcome.errors.contains("2 not_json, first at events.ndjson:2"))
  }

  @Test(arguments: [
    ("400", "USD 412.50 (spent) is more than the budget of 400.00"),
    ("412.499", "USD 412.500 (spent) is more than the budget of 412.499"),
  ])
  func `on a budget names both figures, and never as one`(budget: String, message: String) throws {
    var asked = PricedUsage(PricedUsage.book("- {per: 2, input: 1}"), events: [event("m", 825)])
    asked.options = ["--month", "2026-10", "--budget", budget]
    for gate in ["budget", "budget-watch"] {
      let outcome = try asked.run("report", ["--fail-on", gate])
      #expect(outcome.status == 1 && outcome.errors == "tariff: \(gate): \(message)\n")
    }
    asked.options[3] = "412.5"
    #expect(try asked.run("report", ["--fail-on", "budget"]).status == 0)
  }

  @Test(arguments: [
    ("USD", "1,655.19", "1,700.00"), ("KWD", "1,655.190", "1,700.000"), ("JPY", "1,655", "1,700"),
  ])
  func `shows amounts as their currency has them`(
    currency: String, budget: String, spent: String
  ) throws {
    let book = PricedUsage.book("- {per: 1, input: 1}")
      .replacing("currency: USD", with: "currency: \(currency)")
    var asked = PricedUsage(book, events: [event("m", 1700)])
    asked.options = ["--month", "2026-10", "--budget", "1655.19"]
    let outcome = try asked.run(
      "report", ["--fail-on", "budget", "--fail-on", "critical", "--fail-on", "unpriced"])
    #expect(outcome.status == 1)
    #expect(
      outcome.errors.contains(
        "budget: \(currency) \(spent) (spent) is more than the budget of \(budget)\n"),
      "\(outcome.errors)")
    #expect(
      outcome.errors.contains("The budget of \(budget) \(currency) is 102.7 % used"),
      "\(outcome.errors)")
  }

  /// September costs the first, October the second; more tokens of `x` have no price.
  private func increase(
    _ before: [String], _ after: [String], by limit: String
  ) throws -> Program.Outcome {
    var asked = usage()
    asked.events = before + after
    return try asked.run(
      "report", ["--month", "2026-10", "--against", "2026-09", "--fail-on", "increase:\(limit)"])
  }

  @Test(arguments: [
    ([100_000], [100_001], "0%", "USD 100,000.00 (2026-09) to 100,001.00 (2026-10) is +0.001 %"),
    ([100_000], [110_000], "9.9999%", "is +10.0000 %, more than 9.9999 %"),
    ([100_000], [110_001], "10%", "is +10.001 %, more than 10 %"),
    ([], [1], "10%", "USD 0.00 (2026-09) to 1.00 (2026-10) is from nothing, more than 10 %"),
  ])
  func `on an increase shows enough digits to see it`(
    before: [Int], after: [Int], limit: String, message: String
  ) throws {
    let outcome = try increase(
      before.map { event("m", $0, "2026-09-05") }, after.map { event("m", $0) }, by: limit)
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains(message), "\(outcome.errors)")
  }

  @Test func `on an increase trips where more usage than before has no price`() throws {
    let priced = [event("m", 100, "2026-09-05"), event("m", 100)]
    let same = try increase(
      [priced[0], event("x", 7, "2026-09-05")], [priced[1], event("x", 7)], by: "10%")
    #expect(same.status == 0, "\(same.errors)")
    let less = try increase(
      [priced[0], event("x", 8, "2026-09-05")], [priced[1], event("x", 7)], by: "10%")
    #expect(less.status == 0, "\(less.errors)")
    let more = try increase(
      [priced[0], event("x", 7, "2026-09-05")], [priced[1], event("x", 8)], by: "10%")
    #expect(more.status == 1)
    #expect(
      more.errors
        == "tariff: increase:10%: can't be excluded, as more of the usage has no price; what has "
        + "one: USD 100.00 (2026-09) to 100.00 (2026-10) is 0.0 %; before: b/x (7 tokens, 1 request) "
        + "without a price; after: b/x (8 tokens, 1 request) without a price\n")
    // Less of one name does not make up for more of another.
    let other = try increase(
      [priced[0], event("x", 9, "2026-09-05")], [priced[1], event("y", 1)], by: "10%")
    #expect(other.status == 1)
  }

  @Test func `on an increase compares equal lengths, where no period says otherwise`() throws {
    var asked = usage(event("m", 5, "2026-09-30"), event("m", 5))
    let folder = try asked.folder()
    let saved = try asked.run(
      "report", ["--day", "2026-10-05", "-o", "day.json"], in: folder)
    #expect(saved.status == 0, "\(saved.errors)")
    let gate = ["--against", "day.json", "--fail-on", "increase:10%"]
    for command in ["report", "diff"] {
      let outcome = try asked.run(command, gate, in: folder)
      #expect(outcome.status == 64 && outcome.output.isEmpty, "\(outcome.errors)")
      #expect(outcome.errors.contains("found 6 days of usage against the 1 of 2026-10-05"))
      let day = try asked.run(command, gate + ["--day", "2026-09-30"], in: folder)
      #expect(day.status == 0, "\(day.errors)")
      // A period was asked for: whoever did knows how long it is.
      let week = try asked.run(command, gate + ["--week", "2026-W40"], in: folder)
      #expect(week.status == 0, "\(week.errors)")
    }
    asked.events = [event("m", 5, "2026-11-01")]
    let one = try asked.folder()
    try FileManager.default.copyItem(
      at: folder.appending(path: "day.json"), to: one.appending(path: "day.json"))
    #expect(try asked.run("report", gate, in: one).status == 0)
  }

  @Test func `is a test case of the JUnit document, whether it tripped or not`() throws {
    var asked = usage(event("m", 5), event("x", 1), "{}x")
    asked.options = ["--month", "2026-10", "--budget", "100", "--against", "2026-09"]
    let names = [
      "budget", "budget-watch", "unpriced", "rejected", "warning", "critical", "increase:10%",
    ]
    let gates = names.flatMap { ["--fail-on", $0] }
    let outcome = try asked.run("report", ["--template", "junit.xml"] + gates)
    #expect(outcome.status == 1)
    #expect(MarkupValidation.isWellFormed(xml: outcome.output))
    let suite = try #require(
      outcome.output.split(separator: "<testsuite name=\"recommendations\"").first)
    #expect(suite.contains("<testsuite name=\"gates\" tests=\"7\">"))
    for name in names {
      #expect(suite.contains("<testcase classname=\"gate\" name=\"\(name)\">"), "\(suite)")
      let failed = suite.contains("<failure type=\"gate\" message=\"\(name)\">")
      #expect(failed == outcome.errors.contains("tariff: \(name): "), "\(name)")
    }
    #expect(outcome.errors.contains("tariff: unpriced: "))
    #expect(!outcome.errors.contains("tariff: budget: "))
    let without = try asked.run("report", ["--template", "junit.xml"])
    #expect(without.status == 0 && !without.output.contains("name=\"gates\""))
  }
}
