import Charging
import Metering
import PriceBooks

extension ReportRequest {
  /// Runs the months that the period touches; nil where no cost depends on them.
  func monthlyCosts(_ period: ReportPeriod) throws -> MonthlyCosts? {
    guard summary.plan.boundaries.splitsDays, let start = period.start, let end = period.end
    else { return nil }
    func lanes(_ phases: Set<UsageSummary.Phase>) throws -> [LaneUsage] {
      try UsageTables.lanes(of: summary, names, in: summary.everything) { key in
        UsageSummary.Phase(rawValue: key.other).map(phases.contains) == true ? Int(key.lane) : nil
      }
    }
    let read = UsageRead(
      before: try lanes([.before]), inside: try lanes([.inside]),
      all: try lanes([.before, .inside, .after]), firstRead: summary.firstRead, start: start,
      end: end)
    return try books.monthlyCosts(of: read, currency: currency)
  }

  func price(
    _ lanes: [LaneUsage], _ monthly: MonthlyCosts?, _ part: PricedPart
  ) throws -> CostSummary {
    guard let monthly else { return try books.price(lanes, currency: currency) }
    return try books.price(lanes, currency: currency, monthly: monthly, part)
  }
}

extension ReportBuilder {
  /// What the reader of a cost must know of the data that it rests on.
  var costNotes: [(note: String, count: Int, first: String)] {
    var notes: [(note: String, count: Int, first: String)] = []
    if month == nil, request.summary.used > 0 {
      notes.append(("no_month_estimate", 1, "less than one complete day of data"))
    }
    if let monthly, monthly.isMonthIncomplete {
      let first = zone.local(request.summary.firstRead).date
      notes.append(("month_incomplete", 1, "contract terms: data begin on \(first)"))
    }
    for (term, currency, day) in monthly?.missingExchange ?? [] {
      let day = day.utcDate
      notes.append(
        ("no_fx", 1, "contract term '\(term)': no rate for \(pair(currency)) on \(day)"))
    }
    for (currency, missing) in missingExchange.sorted(by: { $0.key.precedesBytewise($1.key) }) {
      notes.append(("no_fx", missing.requests, "no rate for \(pair(currency)) on \(missing.day)"))
    }
    return notes
  }

  private func pair(_ currency: String) -> String { "\(currency) in \(request.currency)" }

  /// By currency: requests without a rate of exchange, and the first local day of them.
  private var missingExchange: [String: (requests: Int, day: CivilDate)] {
    let refused = costs.unpriced.filter { $0.reason == .noExchangeRate }.flatMap(\.parts)
    let lanes = Set(refused.map(\.lane))
    guard !lanes.isEmpty else { return [:] }
    var missing: [String: (requests: Int, day: CivilDate)] = [:]
    for (key, usage) in zip(request.summary.cells.keys, request.summary.cells.measures)
    where lanes.contains(Int(key.lane)) {
      let currency = request.books.currency(of: tables.lanes[Int(key.lane)])
      let day = CivilDate(dayNumber: Int(key.day))
      let known = missing[currency] ?? (0, day)
      missing[currency] = (known.requests + usage.requests, min(known.day, day))
    }
    return missing
  }
}
