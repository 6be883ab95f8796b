import ExactNumbers
import PriceBooks

/// What a term sees of one UTC day, by one of the bounds of the cost.
struct DayCosts {
  /// In the report's currency, at the price before the term.
  let amounts: [ExactDecimal]
  /// Units of the meter of each amount.
  let quantities: [ExactDecimal]
  /// Of the term's currency in the report's.
  let exchange: Exchange
  /// What of a commitment accrues on the day, in the report's currency.
  let committed: ExactDecimal

  var total: ExactDecimal { amounts.reduce(.zero, +) }

  /// What ``VolumeStep/above`` counts: units of the term's meter, or money in its currency.
  func counted(byMeter: Bool) throws -> [ExactDecimal] {
    byMeter ? quantities : try amounts.map(exchange.revert)
  }
}

/// What a term changes of one day.
struct DayChange {
  /// Of each amount.
  var amounts: [ExactDecimal]
  /// What is asked beside all amounts.
  var beside = ExactDecimal.zero
}

extension ContractTerm {
  /// What the term changes of the days of a month.
  func changes(of days: [DayCosts]) throws -> [DayChange] {
    switch kind {
    case .discount(let share):
      try days.map { DayChange(amounts: try $0.amounts.map { -(try $0.times(share)) }) }
    case .credit(let credit): try Self.pay(credit, for: days)
    case .free(let quantity): try Self.allow(quantity, of: days)
    case .commitment: Self.commit(days)
    case .graduated(let steps): try graduate(steps, days)
    case .volume(let steps): try reprice(steps, days)
    }
  }

  /// Pays day by day with what is left of a credit, never more than there is to pay.
  private static func pay(_ credit: ExactDecimal, for days: [DayCosts]) throws -> [DayChange] {
    var used = ExactDecimal.zero
    return try days.map { day in
      let due = day.amounts.map { max($0, .zero) }
      let total = due.reduce(.zero, +)
      let left = try day.exchange.convert(credit - used)
      if total <= left {
        used = used + (try day.exchange.revert(total))
        return DayChange(amounts: due.map { -$0 })
      }
      used = credit
      return DayChange(amounts: left.shared(by: due.map(\.units)).map { -$0 })
    }
  }

  /// Takes off, day by day, what is left of an allowance, of each amount alike.
  private static func allow(_ allowance: ExactDecimal, of days: [DayCosts]) throws -> [DayChange] {
    var used = ExactDecimal.zero
    return try days.map { day in
      let quantity = day.quantities.reduce(.zero, +)
      let left = allowance - used
      if quantity <= left {
        used = used + quantity
        return DayChange(amounts: day.amounts.map { -$0 })
      }
      used = allowance
      return DayChange(
        amounts: try day.amounts.map { -(try $0.times(left, dividedBy: quantity)) })
    }
  }

  /// Asks, day by day, what is to be paid beyond the usage so far: less than nothing where usage
  /// catches up with what earlier days have paid.
  private static func commit(_ days: [DayCosts]) -> [DayChange] {
    var (spent, committed, paid) = (ExactDecimal.zero, ExactDecimal.zero, ExactDecimal.zero)
    return days.map { day in
      spent = spent + day.total
      committed = committed + day.committed
      let payable = max(spent, committed)
      let shortfall = payable - paid - day.total
      paid = payable
      return DayChange(amounts: day.amounts.map { _ in .zero }, beside: shortfall)
    }
  }

  /// Prices each part of a day's usage by the step that the month has reached there.
  private func graduate(_ steps: [VolumeStep], _ days: [DayCosts]) throws -> [DayChange] {
    var used = ExactDecimal.zero
    return try days.map { day in
      let counted = try day.counted(byMeter: meter != nil)
      let quantity = counted.reduce(.zero, +)
      let before = used
      used = used + quantity
      var change = DayChange(amounts: day.amounts.map { _ in .zero })
      guard quantity > .zero else { return change }
      for (index, step) in steps.enumerated() {
        let end = index + 1 < steps.count ? min(steps[index + 1].above, used) : used
        let inside = end - max(step.above, before)
        guard inside > .zero else { continue }
        for item in change.amounts.indices {
          let amount = try day.amounts[item].times(inside, dividedBy: quantity)
          let part = try counted[item].times(inside, dividedBy: quantity)
          let cost = try step.price.cost(ofAmount: amount, quantity: part, day.exchange)
          change.amounts[item] = change.amounts[item] + cost - amount
        }
      }
      return change
    }
  }

  /// Prices all usage by the step that the month reaches: the days before it too.
  private func reprice(_ steps: [VolumeStep], _ days: [DayCosts]) throws -> [DayChange] {
    let counted = try days.map { try $0.counted(byMeter: meter != nil) }
    let used = counted.joined().reduce(.zero, +)
    let price = steps.last { $0.above < used }?.price
    return try zip(days, counted).map { day, counted in
      DayChange(
        amounts: try zip(day.amounts, counted).map { amount, quantity in
          guard let price else { return .zero }
          return try price.cost(ofAmount: amount, quantity: quantity, day.exchange) - amount
        })
    }
  }
}

extension VolumeStep.Price {
  /// What usage costs that costs an amount before; `quantity` is that of the term's meter.
  fileprivate func cost(
    ofAmount amount: ExactDecimal, quantity: ExactDecimal, _ exchange: Exchange
  ) throws -> ExactDecimal {
    switch self {
    case .discount(let share): amount - (try amount.times(share))
    case .rate(let rate): try exchange.convert(rate.cost(of: quantity))
    }
  }
}
