import Reporting

extension TableDefinition {
  /// Every table, in the order of the JSON report; every list of the report is one.
  static let all: [TableDefinition] =
    [
      TableDefinition("period", "period") { [$0.period] },
      TableDefinition("inputs", "inputs") { [$0.inputs] },
      TableDefinition("rejections", "inputs.rejections") { $0.inputs.rejections },
      TableDefinition("notes", "inputs.notes") { $0.inputs.notes },
      TableDefinition("gaps", "inputs.gaps") { $0.inputs.gaps },
      TableDefinition("formats", "inputs.formats") { $0.inputs.figures.formats },
      TableDefinition("unrecognised", "inputs.unrecognised") { $0.inputs.figures.unrecognised },
      TableDefinition("collapsed", "inputs.collapsed") { $0.inputs.collapsed },
      TableDefinition("prices", "prices") { $0.prices },
      TableDefinition("rules", "rules") { [$0.rules] },
      TableDefinition("totals", "totals") { [$0.totals] },
      TableDefinition("backends", "backends") { $0.backends },
      TableDefinition("models", "models") { $0.models },
      TableDefinition("tools", "tools") { $0.tools },
      TableDefinition("routes", "routes") { $0.routes },
      TableDefinition("hours", "hours") { $0.hours },
      TableDefinition("days", "days") { $0.days },
      TableDefinition("day_backends", "days.backends", "A day's cost by backend.") { report in
        report.days.flatMap { day in day.backends.map { DayBackendRow(date: day.date, cost: $0) } }
      },
      TableDefinition("weekday_hours", "weekday_hours") { $0.weekdayHours },
      TableDefinition("errors", "errors") { $0.errors },
      TableDefinition("error_messages", "errors.messages", "The messages of errors.") { report in
        report.errors.flatMap { error in
          error.messages.map { MessageRow(error: error, message: $0) }
        }
      },
      TableDefinition("errors_not_shown", "errors_not_shown") { [$0.errorsNotShown] },
      TableDefinition("sessions", "sessions.top", "The ten sessions with most tokens.") {
        $0.sessions.top
      },
      TableDefinition(groups: "groups"),
    ] + costs + others

  private static let costs: [TableDefinition] = [
    TableDefinition(
      "cost", "cost", "The total and what it is made of.",
      except: ["currency", "month", "savings", "budget"]
    ) { [$0.cost] },
    TableDefinition(
      "charges", "cost.charges",
      "Every charge with the price row that made it, then terms of contracts, then usage without a "
        + "price: the amounts add up to the total."
    ) { CostLine.lines($0.cost) },
    TableDefinition("contract", "cost.contract") { $0.cost.contract },
    TableDefinition("unpriced", "cost.unpriced") { $0.cost.unpriced },
    TableDefinition("assumptions", "cost.assumptions") { $0.cost.assumptions },
    TableDefinition("month", "cost.month") { $0.cost.month.list },
    TableDefinition("savings", "cost.savings") { $0.cost.savings.list },
    TableDefinition("budget", "cost.budget") { $0.cost.budget.list },
    TableDefinition("sensitivity", "cost.sensitivity") { $0.cost.sensitivity },
    TableDefinition("changes", "changes") { $0.changes.list },
    TableDefinition("changes_effects", "changes.effects") { report in
      report.changes.list.flatMap(\.difference.effects)
    },
  ]

  private static let others: [TableDefinition] =
    ComparedTable.allCases.map { table in
      TableDefinition("changes_\(table.rawValue)", "changes.\(table.rawValue)") { report in
        report.changes.list.flatMap { $0.rows(of: table) }
      }
    } + [
      TableDefinition("recommendations", "recommendations.items") { $0.recommendations.items },
      TableDefinition("failed_totals", "failure_costs.total") { [$0.failureCosts.total] },
      TableDefinition("failed_backends", "failure_costs.backends") { $0.failureCosts.backends },
      TableDefinition("failed_tools", "failure_costs.tools") { $0.failureCosts.tools },
      TableDefinition("failed_routes", "failure_costs.routes") { $0.failureCosts.routes },
      TableDefinition("failed_errors", "failure_costs.errors") { $0.failureCosts.errors },
      TableDefinition("routing_costs", "routing_costs") { $0.routingCosts },
      TableDefinition("options", nil, "What was asked, a row for each value of a list.") {
        OptionRow.rows($0.options)
      },
      TableDefinition(
        "meters", nil,
        "Counts of `meters{}`, whose names the data decide, by table and row of the report."
      ) { MeterRow.rows($0) },
      TableDefinition(
        "evidence", nil, "The figures that the recommendations rest on, one a row."
      ) { EvidenceRow.rows($0.recommendations.items) },
    ]
}

extension Optional {
  /// One row, or none.
  fileprivate var list: [Wrapped] { map { [$0] } ?? [] }
}
