import ExactNumbers
import Metering
import PriceBooks

/// The terms of contracts, run in their order over calendar months (UTC), on all usage that was read.
struct ContractRun {
  /// What one term changes.
  struct Line {
    let term: ContractTerm
    fileprivate(set) var changes: [Target: Change] = [:]
  }

  /// What a change falls on.
  enum Target: Hashable {
    case usage(lane: Int, measure: UsageMeasure, meter: String)
    case fixed(piece: Int)
    /// The time of a UTC day in which a commitment accrues.
    case idle(time: TimeRange)
  }

  struct Change {
    /// What the term applied to.
    var base = ExactDecimal.zero
    /// What it changes, by the amount and its two bounds.
    var amounts = Array(repeating: ExactDecimal.zero, count: 3)
  }

  private(set) var lines: [Line] = []
  /// Terms that could not be applied on a day for want of a rate of exchange.
  private(set) var missingExchange: [(term: String, currency: String, day: Instant)] = []
  /// Days of commitments that run beside all usage.
  private(set) var idleTimes: [IdleTime] = []

  static let backend = "(contract)"

  /// Runs the terms over some months.
  init(_ books: PriceBooks, _ costs: CostItems, currency: String, months: [UtcMonth]) throws {
    var items = costs.days
    for (term, book) in books.terms {
      lines.append(Line(term: term))
      for month in months {
        let seen = month.days.compactMap { day in
          termDay(
            day, of: term, items[day] ?? [],
            books.exchange(
              from: book.currency, to: currency, at: Instant(utcDay: day)), book.currency)
        }
        try apply(term, month, seen, to: &items)
      }
    }
  }

  /// A day as a term sees it; nil, and noted, where there is no rate of exchange.
  private mutating func termDay(
    _ day: Int, of term: ContractTerm, _ items: [CostItems.Item], _ exchange: Exchange?,
    _ currency: String
  ) -> TermDay? {
    guard let exchange else {
      missingExchange.append((term.name, currency, Instant(utcDay: day)))
      return nil
    }
    let matching = items.indices.filter { term.applies(to: items[$0]) }
    return TermDay(day: day, term: term, matching: matching, exchange: exchange)
  }

  /// Applies a term to a month, by the amount and its two bounds.
  private mutating func apply(
    _ term: ContractTerm, _ month: UtcMonth, _ days: [TermDay],
    to items: inout [Int: [CostItems.Item]]
  ) throws {
    let line = lines.count - 1
    for day in days {
      for index in day.matching {
        guard let item = items[day.day]?[index] else { continue }
        lines[line].add(item.amounts[0], toBaseOf: item.target)
      }
    }
    for bound in 0..<3 {
      let costs = try days.map { try $0.costs(items[$0.day] ?? [], bound, month) }
      for (day, change) in zip(days, try term.changes(of: costs)) {
        for (index, amount) in zip(day.matching, change.amounts) where amount != .zero {
          guard let item = items[day.day]?[index] else { continue }
          items[day.day]?[index].amounts[bound] = item.amounts[bound] + amount
          lines[line].add(amount, bound, to: item.target)
        }
        if change.beside != .zero {
          lines[line].add(change.beside, bound, to: .idle(time: day.time))
        }
      }
    }
    if case .commitment = term.kind {
      idleTimes += days.filter { !$0.time.isEmpty }.map {
        IdleTime(backend: Self.backend, model: term.name, time: $0.time)
      }
    }
  }
}

/// A UTC day as a term sees it.
private struct TermDay {
  let day: Int
  /// When the term is in force on it.
  let time: TimeRange
  /// The day's costs that it applies to.
  let matching: [Int]
  /// Of the term's currency in the report's.
  let exchange: Exchange
  private let term: ContractTerm

  init(day: Int, term: ContractTerm, matching: [Int], exchange: Exchange) {
    (self.day, self.term, self.matching, self.exchange) = (day, term, matching, exchange)
    let whole = TimeRange(start: Instant(utcDay: day), end: Instant(utcDay: day + 1))
    time = term.time.intersection(whole)
  }

  /// The day's costs by one bound, at the price before the term.
  func costs(_ items: [CostItems.Item], _ bound: Int, _ month: UtcMonth) throws -> DayCosts {
    DayCosts(
      amounts: matching.map { items[$0].amounts[bound] },
      quantities: matching.map { items[$0].quantity }, exchange: exchange,
      committed: try exchange.convert(committed(month)))
  }

  /// What of a commitment accrues on the day, in the term's currency.
  private func committed(_ month: UtcMonth) throws -> ExactDecimal {
    guard case .commitment(let amount) = term.kind, !time.isEmpty else { return .zero }
    return try month.accrued(amount, by: time.end) - month.accrued(amount, by: time.start)
  }
}

extension ContractRun.Line {
  fileprivate mutating func add(
    _ amount: ExactDecimal, toBaseOf target: ContractRun.Target
  ) {
    let base = changes[target]?.base ?? .zero
    changes[target, default: ContractRun.Change()].base = base + amount
  }

  fileprivate mutating func add(
    _ amount: ExactDecimal, _ bound: Int, to target: ContractRun.Target
  ) {
    var change = changes[target] ?? ContractRun.Change()
    change.amounts[bound] = change.amounts[bound] + amount
    changes[target] = change
  }
}

extension ContractTerm {
  fileprivate func applies(to item: CostItems.Item) -> Bool {
    holds(at: item.instant) && (meter == nil || meter == item.meter) && applies(to: item.priceID)
  }
}
