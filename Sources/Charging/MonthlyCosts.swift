import ExactNumbers
package import Metering
import PriceBooks

/// All usage that was read, before filters: what costs of the month depend on.
package struct UsageRead: Sendable {
  /// By the number of the lane: usage before the period, in it, and of all the time that was read.
  package var before: [LaneUsage]
  package var inside: [LaneUsage]
  package var all: [LaneUsage]
  /// The first instant read, and the period; the end is exclusive.
  package var firstRead: Instant
  package var start: Instant
  package var end: Instant

  package init(
    before: [LaneUsage], inside: [LaneUsage], all: [LaneUsage], firstRead: Instant, start: Instant,
    end: Instant
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
package struct MonthlyCosts: Sendable {
  let read: UsageRead
  let fixed: [PricedPart: FixedCosts]
  let contract: ContractRun
  /// Whether usage may be missing from the first month that terms were run over.
  package let isMonthIncomplete: Bool

  init(_ books: PriceBooks, _ read: UsageRead, currency: String) throws {
    self.read = read
    let begin = min(read.firstRead.utcMidnight, read.start)
    let month = UtcMonth(containing: read.start)
    isMonthIncomplete =
      !books.terms.isEmpty && read.firstRead < .distantFuture
      && read.firstRead >= month.start + .day
    fixed = [
      .history: try FixedCosts(books, lanes: read.before, from: begin, to: read.start),
      .period: try FixedCosts(books, lanes: read.inside, from: read.start, to: read.end),
    ]
    contract = try ContractRun(
      books, lanes: read.all, fixed: fixed, currency: currency, from: begin, to: read.end)
  }

  /// Time that costs without usage: to be added to the usage before that is priced.
  package var idleTimes: [IdleTime] {
    let fixed = [PricedPart.history, .period].flatMap { self.fixed[$0]?.idleTimes ?? [] }
    return fixed + contract.idleTimes
  }

  /// Terms that were not applied for want of a rate of exchange, with the first such day.
  package var missingExchange: [(term: String, currency: String, day: Instant)] {
    contract.missingExchange
  }

  /// What the terms change for some lanes; `fixedParts` are their parts in fixed costs, by piece.
  func lines(
    for lanes: [LaneUsage], _ part: PricedPart, fixedParts: [Int: [LanePart]]
  ) -> [ContractLine] {
    var idleLanes: [IdleKey: [Int]] = [:]
    for (index, lane) in lanes.enumerated() where lane.origin == .accrued {
      guard lane.backend == ContractRun.backend, let term = lane.model, let day = lane.utcDay
      else { continue }
      idleLanes[IdleKey(term: term, day: Instant(utcDay: day)), default: []].append(index)
    }
    return contract.lines.compactMap { line in
      let isInForce = line.term.time.overlaps(TimeRange(start: read.start, end: read.end))
      var sum = ContractLine(line.term)
      for (target, change) in line.changes {
        let falls: (measure: UsageMeasure, parts: [LanePart], total: ExactDecimal, meter: String?)
        switch target {
        case .usage(let lane, let measure, let meter):
          let used = lanes[lane].quantity(of: measure)
          let part = LanePart(lane: lane, quantity: used)
          falls = (measure, [part], read.all[lane].quantity(of: measure), meter)
        case .fixed(let itsPart, let index):
          guard itsPart == part, let piece = fixed[part]?.pieces[index] else { continue }
          falls = (piece.measure, fixedParts[index] ?? [], piece.total, piece.meter)
        case .idle(let day):
          let key = IdleKey(term: line.term.name, day: day)
          let parts = (idleLanes[key] ?? []).map {
            LanePart(lane: $0, quantity: lanes[$0].quantity(of: .idleTime))
          }
          let total = contract.idleTimes.first {
            $0.model == key.term && $0.time.start.utcMidnight == day
          }.map { ($0.time.end - $0.time.start).exactMilliseconds }
          falls = (.idleTime, parts, total ?? .zero, nil)
        }
        sum.add(change, falls.measure, falls.parts, of: falls.total, meter: falls.meter)
      }
      sum.shares = sum.shares.map { (order: $0.order, share: $0) }
        .sorted { $0.order.precedes($1.order) }.map(\.share)
      return isInForce || !sum.shares.isEmpty ? sum : nil
    }
  }

  private struct IdleKey: Hashable {
    let term: String
    let day: Instant
  }
}

extension ContractLine {
  fileprivate init(_ term: ContractTerm) {
    let ids = term.patterns.map(\.description).joined(separator: ", ")
    self.init(
      name: term.name, kind: term.kind.name, isNegotiatedPrice: term.kind.isNegotiatedPrice,
      match: ids.isEmpty ? "*" : ids, base: .zero, amount: .zero, low: .zero, high: .zero,
      shares: [])
  }

  /// Adds the part of a change that falls on some usage of all that was read.
  fileprivate mutating func add(
    _ change: ContractRun.Change, _ measure: UsageMeasure, _ parts: [LanePart],
    of total: ExactDecimal, meter: String?
  ) {
    let used = parts.reduce(ExactDecimal.zero) { $0 + $1.quantity }
    guard used > .zero else { return }
    let weights = [used.units, max(0, total.units - used.units)]
    let amounts = change.amounts.map { $0.shared(by: weights)[0] }
    base = base + change.base.shared(by: weights)[0]
    amount = amount + amounts[0]
    low = low + amounts[1]
    high = high + amounts[2]
    shares.append(
      CostShare(
        measure: measure, amount: amounts[0], low: amounts[1], high: amounts[2], parts: parts,
        meter: meter))
  }
}

extension CostShare {
  /// A text that differs between shares of one line and does not depend on how they were found.
  fileprivate var order: [String] {
    [measure.text, parts.map { String($0.lane) }.joined(separator: " "), meter ?? ""]
  }
}

extension UsageMeasure {
  /// A text of its own for each measure, without the cost of reflection.
  fileprivate var text: String {
    switch self {
    case .meter(let name): "meter(\(name))"
    case .other(let name): "other(\(name))"
    case .tokens: "tokens"
    case .requests: "requests"
    case .reportedCost: "reportedCost"
    case .idleTime: "idleTime"
    }
  }
}
