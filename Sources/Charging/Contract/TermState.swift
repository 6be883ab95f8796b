import ExactNumbers
import PriceBooks

/// What a term did in its month so far, by one of the bounds of the cost.
struct TermState {
  /// Money or units that it counted.
  private var used = ExactDecimal.zero
  /// Money at the price before the term.
  private var spend = ExactDecimal.zero
  /// What it has taken off, or what was to be paid.
  private var settled = ExactDecimal.zero

  /// What a term sees of one day.
  struct Day {
    /// In the report's currency, at the price before the term.
    let amounts: [ExactDecimal]
    let quantities: [ExactDecimal]
    /// Of the term's currency in the report's.
    let exchange: Exchange
    /// What of a commitment has accrued by the day's end, in the report's currency.
    let committed: ExactDecimal

    var total: ExactDecimal { amounts.reduce(.zero, +) }
  }

  /// What the term changes of each amount, and what it adds beside them.
  mutating func apply(
    _ term: ContractTerm, to day: Day
  ) throws -> (changes: [ExactDecimal], shortfall: ExactDecimal) {
    switch term.kind {
    case .discount(let share): return (try day.amounts.map { -(try $0.times(share)) }, .zero)
    case .credit(let credit): return (try pay(credit, day), .zero)
    case .free(let quantity): return (try allow(quantity, day), .zero)
    case .commitment: return (day.amounts.map { _ in .zero }, commit(day))
    case .graduated(let steps): return (try graduate(steps, day, byMeter: term.meter != nil), .zero)
    case .volume(let steps): return (try reprice(steps, day, byMeter: term.meter != nil), .zero)
    }
  }

  /// Pays with what is left of a credit, never more than there is to pay.
  private mutating func pay(_ credit: ExactDecimal, _ day: Day) throws -> [ExactDecimal] {
    let due = day.amounts.map { max($0, .zero) }
    let total = due.reduce(.zero, +)
    let left = try day.exchange.convert(credit - used)
    if total <= left {
      used = used + (try day.exchange.revert(total))
      return due.map { -$0 }
    }
    used = credit
    return left.shared(by: due.map(\.units)).map { -$0 }
  }

  /// Takes off what an allowance covers, of each amount alike.
  private mutating func allow(_ allowance: ExactDecimal, _ day: Day) throws -> [ExactDecimal] {
    let quantity = day.quantities.reduce(.zero, +)
    let left = allowance - used
    if quantity <= left {
      used = used + quantity
      return day.amounts.map { -$0 }
    }
    used = allowance
    return try day.amounts.map { -(try $0.times(left, dividedBy: quantity)) }
  }

  /// The day's part of what is paid beyond the usage: less than nothing where usage catches up.
  private mutating func commit(_ day: Day) -> ExactDecimal {
    spend = spend + day.total
    let payable = max(spend, day.committed)
    let shortfall = payable - settled - day.total
    settled = payable
    return shortfall
  }

  /// Prices each part of the day's usage by the step that the month has reached there.
  private mutating func graduate(
    _ steps: [VolumeStep], _ day: Day, byMeter: Bool
  ) throws -> [ExactDecimal] {
    let quantities = try byMeter ? day.quantities : day.amounts.map(day.exchange.revert)
    let quantity = quantities.reduce(.zero, +)
    let before = used
    used = used + quantity
    var changes = day.amounts.map { _ in ExactDecimal.zero }
    guard quantity > .zero else { return changes }
    for (index, step) in steps.enumerated() {
      let end = index + 1 < steps.count ? min(steps[index + 1].above, used) : used
      let inside = end - max(step.above, before)
      guard inside > .zero else { continue }
      for item in changes.indices {
        let amount = try day.amounts[item].times(inside, dividedBy: quantity)
        let part = try quantities[item].times(inside, dividedBy: quantity)
        let change = try step.price.cost(ofAmount: amount, quantity: part, day.exchange) - amount
        changes[item] = changes[item] + change
      }
    }
    return changes
  }

  /// Prices the month so far by the step that it has reached, and books the difference to what the
  /// days before have paid.
  private mutating func reprice(
    _ steps: [VolumeStep], _ day: Day, byMeter: Bool
  ) throws -> [ExactDecimal] {
    let quantities = try byMeter ? day.quantities : day.amounts.map(day.exchange.revert)
    used = quantities.reduce(used, +)
    spend = spend + day.total
    // Without usage to book it on, a change of exchange waits for the next day with some.
    guard !day.amounts.isEmpty else { return [] }
    let reached = steps.last { $0.above < used }
    let cost = try reached?.price.cost(ofAmount: spend, quantity: used, day.exchange) ?? spend
    let change = cost - spend - settled
    settled = cost - spend
    return change.shared(by: day.amounts.map { max($0, .zero).units })
  }
}

extension VolumeStep.Price {
  /// What usage costs that has an amount so far; `quantity` is that of the term's meter.
  fileprivate func cost(
    ofAmount amount: ExactDecimal, quantity: ExactDecimal, _ exchange: Exchange
  ) throws -> ExactDecimal {
    switch self {
    case .discount(let share): amount - (try amount.times(share))
    case .rate(let rate): try exchange.convert(rate.cost(of: quantity))
    }
  }
}
