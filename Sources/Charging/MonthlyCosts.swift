import ExactNumbers
package import Metering
import PriceBooks

/// All usage that was read, before filters: what costs of the month depend on.
package struct UsageRead: Sendable {
  /// By the number of the lane: usage before the period, in it, and of all the time that was read.
  package var before: [LaneUsage]
  package var inside: [LaneUsage]
  package var all: [LaneUsage]
  /// The first instant read, and the period; the end exclusive.
  package var firstRead: Instant
  package var start: Instant
  package var end: Instant

  package init(
    before: [LaneUsage], inside: [LaneUsage], all: [LaneUsage], firstRead: Instant,
    start: Instant, end: Instant
  ) {
    self.before = before
    self.inside = inside
    self.all = all
    self.firstRead = firstRead
    self.start = start
    self.end = end
  }
}

/// Which part of what was read is priced.
package enum PricedPart: Hashable, Sendable {
  case history
  case period
}

/// The costs of calendar months (UTC) beside the prices of usage: fixed costs, by day, and what the
/// terms of contracts change.
///
/// They are run over whole months, whatever the period is, and each period has the part of a UTC day's
/// costs that falls on its usage and its hours. So all ways to cut a month show the same days.
package struct MonthlyCosts: Sendable {
  let read: UsageRead
  let fixed: FixedCosts
  let contract: ContractRun
  /// Whether usage may be missing from the first month that terms were run over.
  package let isMonthIncomplete: Bool
  /// From the first day that was read to the period's end.
  private let shown: TimeRange

  init(_ books: PriceBooks, _ read: UsageRead, currency: String) throws {
    self.read = read
    shown = TimeRange(start: min(read.firstRead.utcMidnight, read.start), end: read.end)
    isMonthIncomplete =
      !books.terms.isEmpty && read.firstRead < .distantFuture
      && read.firstRead >= UtcMonth(containing: read.start).start + .day
    let months = UtcMonth.months(in: shown)
    fixed = try FixedCosts(books, lanes: read.all, months: months)
    contract = try ContractRun(
      books, CostItems(books, read.all, fixed, currency: currency), currency: currency,
      months: months)
  }

  /// Time that costs without usage: to be added to the usage before that is priced.
  package var idleTimes: [IdleTime] {
    (fixed.idleTimes + contract.idleTimes).compactMap { idle in
      var shown = idle
      shown.time = idle.time.intersection(self.shown)
      return shown.time.isEmpty ? nil : shown
    }
  }

  /// Terms that were not applied for want of a rate of exchange, with the first such day.
  package var missingExchange: [(term: String, currency: String, day: Instant)] {
    var seen: Set<String> = []
    return contract.missingExchange.filter { missing in
      let day = TimeRange(start: missing.day, end: missing.day + .day)
      return day.overlaps(shown) && seen.insert(missing.term).inserted
    }
  }

  /// Where a part of what was read begins.
  func start(of part: PricedPart) -> Instant { part == .history ? shown.start : read.start }
}
