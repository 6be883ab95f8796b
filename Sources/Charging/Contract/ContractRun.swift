import ExactNumbers
import Metering
import PriceBooks

/// The terms of contracts, run over calendar months (UTC), day by day, on all usage that was read.
struct ContractRun {
  /// What one term changes.
  struct Line {
    let term: ContractTerm
    var changes: [Target: Change] = [:]
  }

  /// What a change falls on.
  enum Target: Hashable {
    case usage(lane: Int, measure: UsageMeasure, meter: String)
    case fixed(part: PricedPart, piece: Int)
    /// A UTC day of a commitment, by its start.
    case idle(day: Instant)
  }

  struct Change {
    var base = ExactDecimal.zero
    /// By the amount and its two bounds.
    var amounts = Array(repeating: ExactDecimal.zero, count: 3)
  }

  private(set) var lines: [Line]
  /// Terms that could not be applied for want of a rate of exchange, with the first such day.
  private(set) var missingExchange: [(term: String, currency: String, day: Instant)] = []
  /// Days of commitments that run beside all usage.
  private(set) var idleTimes: [IdleTime] = []

  static let backend = "(contract)"

  /// A cost before the terms.
  fileprivate struct Item {
    let target: Target
    let priceID: String
    let meter: String
    let instant: Instant
    let quantity: ExactDecimal
    /// The amount and its two bounds.
    var amounts: [ExactDecimal]
  }

  /// Runs the terms over lanes, which hold all that was read of their days, from `start` to `end`.
  init(
    _ books: PriceBooks, lanes: [LaneUsage], fixed: [PricedPart: FixedCosts], currency: String,
    from start: Instant, to end: Instant
  ) throws {
    let terms = books.terms
    lines = terms.map { Line(term: $0.term) }
    guard !terms.isEmpty, start < end else { return }
    let days = try Self.items(books, lanes, fixed, currency)
    var month = UtcMonth(containing: start)
    while month.start < end {
      var states = terms.map { _ in Array(repeating: TermState(), count: 3) }
      var day = max(month.start, start.utcMidnight)
      let first = max(month.start, start)
      while day < min(month.end, end) {
        var items = days[day] ?? []
        let dayEnd = min(day + .day, end)
        for (index, (term, book)) in terms.enumerated() {
          let exchange = books.exchange(from: book.currency, to: currency, at: max(day, first))
          guard let exchange else {
            noteMissing(term, book.currency, day)
            continue
          }
          let committed = try Self.committed(term, month, from: first, to: dayEnd)
          try apply(
            index, to: &items, &states[index], exchange: exchange,
            committed: exchange.convert(committed), day: day)
          if case .commitment = term.kind { addIdleTime(term, max(day, start), dayEnd) }
        }
        day = day + .day
      }
      month = UtcMonth(containing: month.end)
    }
  }

  /// What of a commitment has accrued since the first day that was read.
  private static func committed(
    _ term: ContractTerm, _ month: UtcMonth, from start: Instant, to end: Instant
  ) throws -> ExactDecimal {
    guard case .commitment(let amount) = term.kind else { return .zero }
    let time = term.time.intersection(TimeRange(start: start, end: end))
    guard !time.isEmpty else { return .zero }
    return try month.accrued(amount, by: time.end) - month.accrued(amount, by: time.start)
  }

  private mutating func noteMissing(_ term: ContractTerm, _ currency: String, _ day: Instant) {
    guard !missingExchange.contains(where: { $0.term == term.name }) else { return }
    missingExchange.append((term.name, currency, day))
  }

  private mutating func addIdleTime(_ term: ContractTerm, _ start: Instant, _ end: Instant) {
    let time = term.time.intersection(TimeRange(start: start, end: end))
    guard !time.isEmpty else { return }
    idleTimes.append(IdleTime(backend: Self.backend, model: term.name, time: time))
  }

  private mutating func apply(
    _ index: Int, to items: inout [Item], _ states: inout [TermState], exchange: Exchange,
    committed: ExactDecimal, day: Instant
  ) throws {
    let term = lines[index].term
    let matching = items.indices.filter { term.applies(to: items[$0]) }
    for item in matching {
      lines[index].changes[items[item].target, default: Change()].base =
        (lines[index].changes[items[item].target]?.base ?? .zero) + items[item].amounts[0]
    }
    for bound in 0..<3 {
      let seen = TermState.Day(
        amounts: matching.map { items[$0].amounts[bound] },
        quantities: matching.map { items[$0].quantity }, exchange: exchange, committed: committed)
      let (changes, shortfall) = try states[bound].apply(term, to: seen)
      for (item, change) in zip(matching, changes) where change != .zero {
        items[item].amounts[bound] = items[item].amounts[bound] + change
        add(change, bound, index, items[item].target)
      }
      if shortfall != .zero { add(shortfall, bound, index, .idle(day: day)) }
    }
  }

  private mutating func add(
    _ amount: ExactDecimal, _ bound: Int, _ line: Int, _ target: Target
  ) {
    var change = lines[line].changes[target] ?? Change()
    change.amounts[bound] = change.amounts[bound] + amount
    lines[line].changes[target] = change
  }

  /// All costs at list prices, by UTC day, in an order that does not depend on how they were read.
  private static func items(
    _ books: PriceBooks, _ lanes: [LaneUsage], _ fixed: [PricedPart: FixedCosts],
    _ currency: String
  ) throws -> [Instant: [Item]] {
    var days: [Instant: [(order: [String], item: Item)]] = [:]
    for (index, lane) in lanes.enumerated()
    where lane.origin == .counted && lane.requests > .zero {
      for charge in LaneCharges(lane, books: books, currency: currency).charges {
        let quantity = try charge.quantity
        let rates = [charge.rate, charge.lowest, charge.highest]
        let item = Item(
          target: .usage(lane: index, measure: charge.measure, meter: charge.meter),
          priceID: charge.priced.entry.id, meter: charge.meter.meterName, instant: lane.windowStart,
          quantity: quantity,
          amounts: try rates.map { try charge.exchange.convert($0.cost(of: quantity)) })
        days[Instant(utcDay: lane.utcDay ?? 0), default: []].append((lane.order(charge), item))
      }
    }
    for (part, costs) in fixed {
      for (index, piece) in costs.pieces.enumerated() {
        let exchange = books.exchange(
          from: piece.priced.book.currency, to: currency, at: piece.start)
        guard let amount = try exchange?.convert(piece.amount) else { continue }
        let item = Item(
          target: .fixed(part: part, piece: index), priceID: piece.priced.entry.id,
          meter: "fixed", instant: piece.start, quantity: .zero,
          amounts: [amount, amount, amount])
        let order = ["", piece.priced.entry.id, String(piece.start.milliseconds)]
        days[Instant(utcDay: piece.day), default: []].append((order, item))
      }
    }
    return days.mapValues { day in
      day.sorted { $0.order.precedes($1.order) }.map(\.item)
    }
  }
}

extension ContractTerm {
  fileprivate func applies(to item: ContractRun.Item) -> Bool {
    holds(at: item.instant) && (meter == nil || meter == item.meter) && applies(to: item.priceID)
  }
}

extension LaneUsage {
  private static func text(_ schedule: Schedule) -> String {
    let days = (schedule.weekdays ?? []).sorted().map(String.init).joined()
    return "\(schedule.zone.identifier) \(schedule.hoursText ?? "") \(days)"
  }

  fileprivate func order(_ charge: LaneCharge) -> [String] {
    [
      backend, model ?? "", serviceTier, String(windowStart.milliseconds),
      String(contextFloor ?? -1),
      charge.meter, charge.share?.description ?? "", model == nil ? "0" : "1",
      schedules.map(Self.text).joined(separator: " "), pricedAs ?? "",
    ]
  }
}
