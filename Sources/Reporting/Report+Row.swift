/// The fields of the JSON report, in their order.
extension Report: ReportRow {
  package static let fields: [Field<Report>] = [
    Field("schema_version", "The version of this schema: 1.") { _ in "1" },
    Field("generator", "The program and its version.") { $0.generator },
    Field(optional: "generated_at", "When the report was made; only where that was asked for.") {
      $0.generatedAt
    },
    Field("options", "What was asked.") { $0.options },
    Field("period", "The time that the report is about.") { $0.period },
    Field(
      "inputs",
      "What was read, and what became of it: used + outside_period + filtered + "
        + "duplicates + rejected + not_usage = records."
    ) { $0.inputs },
    Field("prices", "The price books in use, a later one over an earlier one.") { $0.prices },
    Field("rules", "The recommendation rules in use.") { $0.rules },
    Field("totals", "All usage of the period.") { $0.totals },
    Field("backends", "By backend, sorted by name.") { $0.backends },
    Field("models", "By model, sorted by name; \"\" where events name none.") { $0.models },
    Field("tools", "By tool, sorted by name.") { $0.tools },
    Field("routes", "By routing method and backend, sorted by name.") { $0.routes },
    Field("hours", "By local hour of the day.") { $0.hours },
    Field("days", "A row for every day of the period.") { $0.days },
    Field("weekday_hours", "By local weekday and hour.") { $0.weekdayHours },
    Field("errors", "The ten most frequent error patterns.") { $0.errors },
    Field("errors_not_shown", "Failures that errors does not list.") { $0.errorsNotShown },
    Field("sessions", "Usage by session.") { $0.sessions },
    Field(optional: "groups", "By the dimensions of --group-by; absent without it.") { $0.groups },
    Field("cost", "What it cost.") { $0.cost },
    Field("changes", "What differs from an earlier report; null without --against.") {
      $0.changes
    },
    Field("recommendations", "What the rules found.") { $0.recommendations },
    Field("failure_costs", "What failed requests used and cost.") { $0.failureCosts },
    Field(
      "routing_costs",
      "What each routing method's choices cost against the cheapest backend that "
        + "succeeds as often on the same tool."
    ) { $0.routingCosts },
  ]
}
