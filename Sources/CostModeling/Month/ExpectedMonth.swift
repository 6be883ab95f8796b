package import Charging
package import ExactNumbers
package import Metering
package import PriceBooks

/// What the days to come of a month cost where it is not what the days before them did: a price
/// changes, something costs by the month, or a contract has terms.
///
/// Usage is estimated, at the list prices of the last day read; the month's dated prices, fixed costs
/// and terms are then run over what was read and what is expected together.
package struct ExpectedMonth: Sendable {
  /// Of the usage at the list prices of one day.
  package let estimate: MonthEstimate
  /// What each day of the month costs, those that are over included: a volume price that the month
  /// will reach holds for them too.
  package let days: [CivilDate: CostAmount]
  /// The month's cost at the ends of the usage's 80 % interval, by its low and high bound.
  package let interval: (low: ExactDecimal, high: ExactDecimal)

  /// The whole month.
  package var total: CostAmount { days.values.total }

  /// The month up to and with a day.
  package func cumulative(through day: CivilDate) -> CostAmount {
    days.filter { $0.key <= day }.values.total
  }
}

extension ExpectedMonth {
  /// nil where the days to come cost what those before them did, and an estimate of costs is right.
  package init?(
    _ summary: UsageSummary, names: NameTable, books: PriceBooks, currency: String,
    period: ComparedPeriod, window: MonthWindow
  ) throws {
    let earliest = window.month.advanced(by: -DailyCosts.historyLength)
    let instant = summary.plan.zone.start(of: earliest)
    guard books.dependOnMonths || summary.hasPriceChange(after: instant, names) else { return nil }
    let usage = ScenarioUsage(summary, columns: MeasureColumns(summary, names: names))
    let pricing = ScenarioPricing(summary, names: names, currency: currency, period: period)
    guard let month = try pricing.month(usage, books, window) else { return nil }
    self = month
  }
}

extension ScenarioPricing {
  /// What the month costs where an estimate of costs is not right.
  func month(
    _ usage: ScenarioUsage, _ books: PriceBooks, _ window: MonthWindow
  ) throws -> ExpectedMonth? {
    let listed = PricedScenario(usage, boundaries: plan.boundaries, names: names)
    let instant = plan.zone.start(of: window.completeUntil)
    let costs = try listed.days(books, pricesAt: instant, currency: currency).mapValues(\.amount)
    guard let estimate = try MonthEstimate(window, costs: costs), estimate.method != .actual
    else { return nil }
    let expected = ExpectedUsage(usage, estimate.projection, plan)
    guard books.dependOnMonths || isRepriced(usage, expected, books, estimate) else { return nil }
    let known = usage.before(estimate.expectedFrom, splitsDays: plan.boundaries.splitsDays)
    let run = MonthRun(
      pricing: self, books: books, estimate: estimate, known: known, expected: expected)
    let factors = try estimate.usageFactors(costs)
    let amounts = try [factors.low, .one, factors.high].map { try run.days(times: $0) }
    let totals = amounts.map(\.values.total)
    return ExpectedMonth(
      estimate: estimate, days: amounts[1],
      interval: (
        totals.map(\.low).reduce(totals[1].low, min), totals.map(\.high).reduce(totals[1].high, max)
      ))
  }

  /// Whether a row that prices usage on the days the estimate rests on is another one on those to come.
  private func isRepriced(
    _ usage: ScenarioUsage, _ expected: ExpectedUsage, _ books: PriceBooks,
    _ estimate: MonthEstimate
  ) -> Bool {
    var names = KeyIndex<Lane>()
    var rows: [String] = []
    func isRepriced(_ lane: Lane) -> Bool {
      let row = row(of: lane, books)
      var key = lane
      (key.window, key.utcDay) = (0, 0)
      let (index, isNew) = names.index(of: key)
      if isNew { rows.append(row) }
      return rows[index] != row
    }
    let past = estimate.historyFrom..<estimate.window.completeUntil
    for (lane, flow) in zip(usage.lanes.keys, usage.flows)
    where flow.places.contains(where: { $0.isShown && past.contains($0.date) }) {
      if isRepriced(lane) { return true }
    }
    var windows: Set<[Int32]> = []
    return estimate.expectedDays.contains { day in
      let lanes = expected.lanes(on: day)
      return windows.insert(lanes.map(\.window)).inserted && lanes.contains(where: isRepriced)
    }
  }

  private func row(of lane: Lane, _ books: PriceBooks) -> String {
    let usage = LaneUsage(lane, boundaries: plan.boundaries, names: names)
    guard case .priced(let priced) = books.resolve(usage) else { return "" }
    return "\(priced.book.digest) \(priced.entry.id) \(priced.row.place)"
  }
}

/// A month's usage with what is expected, priced as a whole.
private struct MonthRun {
  let pricing: ScenarioPricing
  let books: PriceBooks
  let estimate: MonthEstimate
  /// What was read of the days that count for what they cost.
  let known: ScenarioUsage
  let expected: ExpectedUsage

  /// What each day of the month costs where so many times the usage comes that is expected.
  func days(times factor: ExactDecimal) throws -> [CivilDate: CostAmount] {
    let window = estimate.window
    let end = pricing.plan.zone.start(of: window.nextMonth)
    var month = known
    for day in estimate.expectedDays {
      try expected.add(to: &month, on: day, times: factor)
    }
    var pricing = ScenarioPricing(pricing, until: end)
    let priced = try pricing.price(month, books)
    return try priced.days(books, currency: pricing.currency).filter {
      window.month <= $0.key && $0.key < window.nextMonth
    }
  }
}

extension UsageSummary {
  /// Whether some price of its names changes after an instant.
  fileprivate func hasPriceChange(after instant: Instant, _ names: NameTable) -> Bool {
    guard plan.boundaries.instants.contains(where: { $0 > instant }) else { return false }
    guard let find = plan.boundariesByName else { return true }
    var seen: Set<Pair> = []
    return lanes.keys.contains { lane in
      guard seen.insert(Pair(backend: lane.backend, model: lane.model)).inserted else {
        return false
      }
      let own = find(names[lane.backend], lane.model == .none ? nil : names[lane.model])
      return own.instants.contains { $0 > instant }
    }
  }

  private struct Pair: Hashable {
    let backend: NameID
    let model: NameID
  }
}

extension MonthEstimate {
  /// How many times the usage that is expected comes at the ends of its 80 % interval.
  fileprivate func usageFactors(
    _ costs: [CivilDate: ExactDecimal]
  ) throws -> (low: ExactDecimal, high: ExactDecimal) {
    let total = try total(of: costs)
    let known = try cumulative(through: expectedFrom.advanced(by: -1), of: costs)
    let left = total - known
    guard left > .zero else { return (.one, .one) }
    let interval = try interval(around: total, toDate: toDate(costs))
    return (
      try max(.zero, interval.low - known).times(.one, dividedBy: left),
      try max(.zero, interval.high - known).times(.one, dividedBy: left)
    )
  }
}
