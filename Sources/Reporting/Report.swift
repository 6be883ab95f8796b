import Charging
package import ExactNumbers
import Metering
import PriceBooks
package import Recommendations
package import Templating

/// A report as plain data: the one view that every format, template and rule sees.
package struct Report: Sendable {
  /// The tree of the JSON report, keys in order.
  package let tree: TemplateValue
  package let findings: [Finding]
  package let total: RowCost
  package let month: MonthFigures?
  package let rejected: Int
  package let budget: ExactDecimal?
  /// Only where it was asked for.
  package let focus: FocusTable?
  /// What differs from an earlier report, where one was given.
  package let changes: CostDifference?

  package init(_ request: ReportRequest) throws {
    var builder = try ReportBuilder(request)
    tree = try builder.tree()
    findings = builder.findings
    total = builder.tables.totals.cost(of: 0)
    month = builder.month
    rejected = request.inputs.rejections.reduce(0) { $0 + $1.count }
    budget = request.budget
    focus = request.formatTables.contains(.focus) ? try builder.focusTable() : nil
    changes = builder.changes
  }
}

/// Builds the sections of a report, in their order.
struct ReportBuilder {
  /// With the time that costs without usage, added to the usage that was read.
  let request: ReportRequest
  let zone: ZoneOffsets
  let measures: MeasuresTree
  let period: ReportPeriod
  var tables: UsageTables
  let costs: CostSummary
  /// Of what was read before the period.
  let earlierCosts: CostSummary
  let monthly: MonthlyCosts?
  let failures: FailureTables
  let toolUses: ToolUses
  var month: MonthFigures?
  var findings: [Finding] = []
  var changes: CostDifference?

  init(_ request: ReportRequest) throws {
    var request = request
    zone = request.summary.plan.zone
    period = ReportPeriod(request.summary)
    monthly = try request.monthlyCosts(period)
    for var idle in monthly?.idleTimes ?? [] {
      // Without a period option all that was read is inside; what passed before its days is not.
      if request.summary.plan.period.from == nil, let start = period.start {
        idle.time.start = max(idle.time.start, start)
      }
      try request.summary.add(idle, names: &request.names)
    }
    self.request = request
    measures = MeasuresTree(names: request.names)
    tables = try UsageTables(request.summary, names: request.names)
    costs = try request.price(tables.lanes, monthly, .period)
    tables.takeCosts(costs)
    failures = try FailureTables(
      request.summary, costs, meters: tables.meterNames, names: request.names)
    toolUses = try ToolUses(request.summary, names: request.names)
    earlierCosts = try request.price(tables.earlierLanes, monthly, .history)
    let days = try request.days(tables, inPeriod: costs, before: earlierCosts)
    month = try MonthFigures.estimate(request, period, costs: days).map {
      try MonthFigures($0, days: days)
    }
  }

  mutating func tree() throws -> TemplateValue {
    var report = TemplateObject()
    report["schema_version"] = "1"
    report["generator"] = .text(request.generator)
    if let time = request.generatedAt { report["generated_at"] = .text(zone.timestamp(time)) }
    report["options"] = request.options
    report["period"] = period.tree(zone)
    report["inputs"] = inputs
    report["prices"] = .list(booksInUse.map(Self.book))
    report["rules"] = ["digest": .text(request.rules.digest)]
    addTables(to: &report)
    report["cost"] = try cost()
    let (failureCosts, routingCosts) = (try failureCosts(), try routingCosts())
    report["changes"] = try changes(in: report)
    var seen = report
    seen["failure_costs"] = failureCosts
    seen["routing_costs"] = routingCosts
    findings = try request.rules.findings(in: try seenByRules(seen))
    report["recommendations"] = recommendations(findings)
    report["failure_costs"] = failureCosts
    report["routing_costs"] = routingCosts
    return .object(report)
  }

  private mutating func changes(in report: TemplateObject) throws -> TemplateValue {
    guard let earlier = request.earlier else { return .null }
    let report = try CostedReport(.object(report), label: "this report")
    let difference = try CostDifference(from: earlier.report, to: report)
    changes = difference
    return ReportChanges(against: earlier.name, difference: difference).tree
  }

  /// The books that people gave, and the built-in ones that price something here.
  private var booksInUse: [PriceBook] {
    let used = Set(costs.charges.map(\.book))
    return request.books.books.filter { !$0.isPrepared || used.contains($0.name) }
  }

  private static func book(_ book: PriceBook) -> TemplateValue {
    [
      "name": .text(book.name), "digest": .text(book.digest),
      "checked": book.checked.map(TemplateValue.text) ?? .null, "currency": .text(book.currency),
    ]
  }

  private var inputs: TemplateValue {
    let figures = request.inputs
    return [
      "files": .integer(figures.files),
      "bytes": .integer(figures.bytes),
      "records": .integer(figures.records),
      "used": .integer(request.summary.used),
      "outside_period": .integer(request.summary.outsidePeriod),
      "filtered": .integer(request.summary.filtered),
      "duplicates": .integer(figures.duplicates),
      "rejected": .integer(figures.rejections.reduce(0) { $0 + $1.count }),
      "not_usage": .integer(figures.notUsage),
      "rejections": .list(
        figures.rejections.map {
          ["reason": .text($0.reason), "count": .integer($0.count), "first": .text($0.first)]
        }),
      "notes": .list(
        (figures.notes + costNotes).map {
          ["note": .text($0.note), "count": .integer($0.count), "first": .text($0.first)]
        }),
      "gaps": .list(gaps),
      "digest": .text(request.summary.digest.text),
    ]
  }

  /// Runs of whole days without usage between the first and the last event.
  private var gaps: [TemplateValue] {
    let used = zip(tables.days.keys, tables.days.measures).filter { $1.requests > 0 }.map(\.0)
    var gaps: [TemplateValue] = []
    for (day, next) in zip(used.sorted(), used.sorted().dropFirst()) where next > day + 1 {
      gaps.append([
        "start": .text(zone.timestamp(zone.start(of: CivilDate(dayNumber: day + 1)))),
        "end": .text(zone.timestamp(zone.start(of: CivilDate(dayNumber: next)))),
      ])
    }
    return gaps
  }
}
