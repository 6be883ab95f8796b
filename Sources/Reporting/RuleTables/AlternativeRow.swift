import Charging
import ExactNumbers
import Metering
import PriceBooks

/// What a month of a backend's usage would save on the cheapest backend that serves its tools.
struct AlternativeRow: ReportRow {
  let backend: String
  let other: String
  fileprivate(set) var monthlySaving: ExactDecimal
  fileprivate(set) var tools: [String]

  static let fields: [Field<AlternativeRow>] = [
    Field("name", "The move: from → to.") { "\($0.backend) → \($0.other)" },
    Field("backend", "The backend in use.") { $0.backend },
    Field("to", "The cheaper one.") { $0.other },
    Field("monthly_saving", "What it would save a month.", in: .money) { $0.monthlySaving },
    Field("tools", "The tools that it is about.") { $0.tools.joined(separator: ", ") },
  ]

  /// By the bytes of both names.
  static func rows(_ usage: PricedUsage) throws -> [AlternativeRow] {
    guard usage.month != nil else { return [] }
    var rows: [String: AlternativeRow] = [:]
    for use in usage.toolUses.byBackend where !usage.toolUses.alternatives(to: use).isEmpty {
      guard let choice = try usage.choice(of: use), let best = choice.best,
        let saving = try usage.monthlySaving(use.part, now: choice.now, then: best.costs)
      else { continue }
      let (from, to) = (usage.name(use.backend), usage.name(best.backend))
      var row =
        rows[from + "\0" + to]
        ?? AlternativeRow(backend: from, other: to, monthlySaving: .zero, tools: [])
      row.monthlySaving = row.monthlySaving + saving
      row.tools.append(usage.name(use.tool))
      rows[from + "\0" + to] = row
    }
    return rows.sorted { $0.key.precedesBytewise($1.key) }.map(\.value)
  }
}

extension PricedUsage {
  /// nil where nothing is saved.
  fileprivate func monthlySaving(
    _ part: UsagePart, now: CostSummary, then: CostSummary
  ) throws -> ExactDecimal? {
    guard let now = try perMonth(part.byDay(now, meters: tables.meterNames)),
      let then = try perMonth(part.byDay(then, meters: tables.meterNames)), now > then
    else { return nil }
    return now - then
  }
}
