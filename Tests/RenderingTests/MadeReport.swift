import Metering
import PriceBooks
import Recommendations
import Reporting
import Templating

/// Usage of one backend at one hour, of which one token costs one unit of money.
struct Use {
  var backend = "a"
  /// 1 is 2026-10-01, a Thursday; 0 is the day before it.
  var day = 1
  var hour = 10
  var requests = 1
  /// Its tokens, and so what it costs; nil is usage that has no price.
  var cost: Int? = 0
  var model = "m"
  var tool = "t"
  var method = "rules"
  /// An error's type, code and message.
  var error: String?

  var date: CivilDate { CivilDate(year: 2026, month: 10, day: 1).advanced(by: day - 1) }
}

/// A report of usage that a test makes by hand, without files and without a program.
struct MadeReport {
  var uses: [Use]
  /// What a token costs, as a book writes it.
  var price = "1"
  /// Terms of a contract, as a book writes them.
  var terms: [String] = []
  /// The day before which the data end; nil is the last event.
  var end: CivilDate?
  var earlier: (name: String, report: Report)?
  /// What else has a name: the book, and where rejected records are.
  var name = "made"

  init(_ uses: [Use], until end: CivilDate? = nil) {
    self.uses = uses
    self.end = end
  }

  func report() throws -> Report {
    let books = PriceBooks([try book()])
    var plan = SummaryPlan()
    plan.boundaries = books.boundaries
    plan.period.until = end.map(ZoneOffsets.utc.start)
    var (summary, names) = (UsageSummary(plan: plan), NameTable())
    for use in uses { try summary.add(use.event(&names), names: &names) }
    var inputs = InputFigures()
    inputs.rejections = [(reason: "not_json", count: 1, first: name)]
    inputs.notes = [(note: "ignored_field", count: 1, first: name)]
    var request = ReportRequest(
      summary: summary, names: names, inputs: inputs, books: books, currency: "USD",
      rules: try RuleSet(parsing: Self.rules, file: "made.yaml"),
      options: ["paths": [.text(name)]], generator: "tariff")
    request.earlier = try earlier.map {
      EarlierReport(name: $0.name, report: try CostedReport($0.report))
    }
    return try Report(request)
  }

  private func book() throws -> PriceBook {
    let text = """
      tariff: prices/1
      name: made
      currency: USD
      prices:
        - {id: made, match: ["*"], rates: [{per: 1, input: \(price)}]}
      contract: [\(terms.joined(separator: ", "))]
      """
    var book = try PriceBook(parsing: text, file: "made.yaml")
    book.name = name
    return book
  }

  private static let rules = """
    tariff: rules/1
    rules:
      used-backend:
        about: A backend is used.
        rows: backends
        where: {requests: "> 0"}
        severity: warning
        message: "{{name}} is used"
        suggestion: "Look at {{name}}."
      any-usage:
        about: There is usage.
        rows: totals
        where: {requests: "> 0"}
        severity: info
        message: "{{requests}} requests"
        suggestion: "None."
    """
}

extension Use {
  fileprivate func event(_ names: inout NameTable) -> UsageEvent {
    var event = UsageEvent()
    event.timestamp = ZoneOffsets.utc.start(of: date) + .hour * hour
    event.backend = names.id(of: backend)
    event.model = names.id(of: model)
    event.tool = names.id(of: tool)
    event.routingMethod = names.id(of: method)
    event.serviceTier = names.id(of: "standard")
    event.duration = 1_000
    event.requests = requests
    // The book has no rate for output.
    event.tokens[cost == nil ? .output : .input] = cost ?? 1
    event.isSuccess = error == nil
    event.error = error.map { error in
      var failure = UsageEvent.UsageError()
      failure.type = names.id(of: error)
      failure.code = names.id(of: error)
      failure.message = names.id(of: error)
      return failure
    }
    return event
  }
}
