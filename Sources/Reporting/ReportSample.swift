import Charging
import ExactNumbers
import Metering
import PriceBooks
import Recommendations
package import Templating

/// A report with something under every key, and at least one row in every table: what templates and
/// rules are checked against before there is any usage.
///
/// It is made as every report is, from a few events and a small book, so it can't lack a field.
extension Report {
  package static func sample() throws -> Report { try Report(ReportSample.request()) }

  /// The sample as rules see it, with the tables that no document shows.
  package static func sampleForRules() throws -> TemplateValue {
    let request = try ReportSample.request()
    let seen = try RuleTables(Report(request), PricedUsage(request))
    return .object(seen.tree)
  }
}

private enum ReportSample {
  /// 2026-10-01T10:00:00Z, after which the events come day by day.
  private static let start = Instant(milliseconds: 1_790_848_800_000)

  static func request() throws -> ReportRequest {
    var request = try usage()
    request.options["dedup"] = "none"
    let earlier = try Report(request)
    request.options["dedup"] = "auto"
    request.earlier = EarlierReport(name: "previous", report: try CostedReport(earlier))
    return request
  }

  private static func usage() throws -> ReportRequest {
    let books = PriceBooks([try PriceBook(parsing: book, file: "sample.yaml")])
    var plan = SummaryPlan()
    plan.boundaries = books.boundaries
    plan.groups = [.backend]
    var (summary, names) = (UsageSummary(plan: plan), NameTable())
    for event in events(&names) { try summary.add(event, names: &names) }
    var inputs = InputFigures()
    inputs.rejections = [(reason: "not_json", count: 1, first: "events.ndjson:1")]
    inputs.notes = [(note: "ignored_field", count: 1, first: "events.ndjson:2")]
    inputs.formats = [
      FormatRow(
        format: "native", files: 1, records: 65, used: 63, duplicates: 1, rejected: 1, notUsage: 0)
    ]
    inputs.unrecognised = [UnrecognisedRow(file: "events/notes.csv", why: "no known format")]
    inputs.collapsed = [CollapsedRecords(rule: "same_id", records: 1, usage: summary)]
    var request = ReportRequest(
      summary: summary, names: names, inputs: inputs, books: books, currency: "USD",
      rules: try RuleSet(parsing: rules, file: "sample.yaml"),
      options: ["paths": ["events"], "group_by": "backend"], generator: "tariff")
    request.generatedAt = start
    request.budget = .one
    return request
  }

  /// Two months of usage, with a gap, a spike on its last day, failures, a cheaper backend, local
  /// usage, and usage without a price, without a split and with a meter of its own.
  private static func events(_ names: inout NameTable) -> [UsageEvent] {
    var events: [UsageEvent] = []
    for number in 0..<60 where number != 3 {
      var event = event(&names, backend: "gemini", model: "m", day: number)
      event.tokens[.input] = number == 59 ? 900_000_000 : 1_000_000
      event.tokens[.cacheRead] = 1_000
      // Of one request the context is known, and with it the tier.
      if number == 5 { event.requests = 1 }
      event.otherMeters = [.init(name: names.id(of: "web_searches"), quantity: 1)]
      events.append(event)
    }
    var failed = event(&names, backend: "gemini", model: "m", day: 1)
    failed.tokens[.input] = 1_000_000
    failed.isSuccess = false
    failed.error = .init()
    failed.error?.type = names.id(of: "rate_limit")
    failed.error?.code = names.id(of: "429")
    failed.error?.message = names.id(of: "slow down")
    events.append(failed)
    for (backend, model) in [("local", nil), ("mystery", nil), ("cheap", "m")] {
      var event = event(&names, backend: backend, model: model, day: 2)
      event.tokens[model == nil ? .unsplit : .input] = 1_000
      events.append(event)
    }
    return events
  }

  private static func event(
    _ names: inout NameTable, backend: String, model: String?, day number: Int
  ) -> UsageEvent {
    var event = UsageEvent()
    event.timestamp = start + .day * number
    event.backend = names.id(of: backend)
    event.model = model.map { names.id(of: $0) } ?? .none
    event.tool = names.id(of: "summarize")
    event.routingMethod = names.id(of: "rules")
    event.routingConfidence = 900_000_000
    event.serviceTier = names.id(of: "standard")
    event.session = names.id(of: "s1")
    event.duration = 1_000
    event.requests = 10
    return event
  }

  private static let book = """
    tariff: prices/1
    name: Sample
    currency: USD
    checked: 2026-10-01
    backends: {gemini: sample/m, local: sample/local, cheap: sample/cheap}
    prices:
      - {id: sample/cheap, match: [cheap, cheap/m], rates: [{per: 1M tokens, input: 0.01}]}
      - id: sample/m
        match: [m, gemini]
        rates:
          - from: 2024-01-01
            per: 1M tokens
            input: 1
            output: 2
            cache_read: 0.1
            web_searches: {price: 1, per: 1}
            above: [{context: 1000, input: 2}]
      - {id: sample/local, rates: [{per: 1M tokens, input: 0.1, output: 0.2}]}
    contract:
      - {name: discount, match: sample/m, discount: 10%}
    """

  private static let rules = """
    tariff: rules/1
    rules:
      any-usage:
        about: There is usage.
        rows: totals
        where: {requests: "> 0"}
        severity: info
        message: "{{requests}} requests"
        suggestion: "None."
        effect: requests
    """
}
