import ExactNumbers
import Metering

/// Periods without usage, and what was read instead: a report of zeros has a reason.
///
///     no usage in 2026-12-01 to 2027-01-01; what was read is of 2026-09-21 to 2026-11-01
enum EmptyPeriods {
  /// What to say of summaries that hold nothing; each thing once. `besideFilters` are notes that say
  /// already why a filter left everything out.
  static func notes(_ summaries: [UsageSummary], besideFilters said: [String]) -> [String] {
    var notes: [String] = []
    for summary in summaries where summary.filtered == 0 || said.isEmpty {
      guard let note = note(summary), !notes.contains(note) else { continue }
      notes.append(note)
    }
    return notes
  }

  private static func note(_ summary: UsageSummary) -> String? {
    guard summary.used == 0, summary.firstRead <= summary.lastRead else { return nil }
    let zone = summary.plan.zone
    let days = [summary.firstRead, summary.lastRead].map { zone.local($0).date.description }
    let read = days[0] == days[1] ? days[0] : "\(days[0]) to \(days[1])"
    let period = summary.plan.period
    if summary.filtered > 0 {
      let `where` = period.edges.isEmpty ? "" : " in \(text(period, zone))"
      let count = ExactDecimal(summary.filtered).grouped
      let records = summary.filtered == 1 ? "record" : "records"
      return "no usage\(`where`) passes --where, which leaves out \(count) \(records)"
    }
    return "no usage in \(text(period, zone)); what was read is of \(read)"
  }

  /// `2026-12-01 to 2027-01-01`, the end exclusive; `from 2027-01-01 on` where it is open.
  private static func text(_ period: TimeRange, _ zone: ZoneOffsets) -> String {
    func text(_ instant: Instant) -> String {
      let local = zone.local(instant)
      return zone.start(of: local.date) == instant
        ? local.date.description : zone.timestamp(instant)
    }
    switch (period.from, period.until) {
    case (let from?, let until?): return "\(text(from)) to \(text(until)) (end exclusive)"
    case (let from?, nil): return "the time from \(text(from)) on"
    case (nil, let until?): return "the time before \(text(until))"
    case (nil, nil): return "what was read"
    }
  }
}
