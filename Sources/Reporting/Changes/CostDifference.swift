package import CostModeling
package import ExactNumbers

/// Why the costs of two reports differ: the answer of `tariff diff`.
package struct CostDifference: Sendable {
  package let before: CostedReport
  package let after: CostedReport
  private let variance: CostVariance

  /// Throws ``CurrencyMismatch`` where the two are in different currencies.
  package init(from before: CostedReport, to after: CostedReport) throws {
    guard before.currency == after.currency else {
      throw CurrencyMismatch(before: before.currency, after: after.currency)
    }
    self.before = before
    self.after = after
    variance = try CostVariance(from: before.costs, to: after.costs)
  }

  package var currency: String { after.currency }
  package var amount: ExactDecimal { variance.difference }
  package var isComplete: Bool { before.isComplete && after.isComplete }
  package var rows: [CostVariance.Row] { variance.rows }

  /// The difference in percent of what was; nil of nothing.
  package var percent: ExactDecimal? { Self.percent(amount, of: before.amount) }

  static func percent(_ difference: ExactDecimal, of before: ExactDecimal) -> ExactDecimal? {
    guard let quotient = try? difference.times(ExactDecimal(100), dividedBy: before.magnitude)
    else { return nil }
    return quotient.rounded(to: 12)
  }

  /// Whether the cost rose by more than so many percent: of nothing, by anything at all.
  package func rose(byMoreThan percent: ExactDecimal) -> Bool {
    guard let limit = try? before.amount.times(percent, dividedBy: ExactDecimal(100)) else {
      return false
    }
    return amount > max(.zero, limit)
  }

  /// The effects in their order; they add up to the difference.
  package var effects: [EffectRow] {
    CostEffect.allCases.map { EffectRow(effect: $0, amount: variance.effects[$0]) }
  }

  /// What the terms of contracts change.
  package var contract: ExactDecimal { variance.effects[.contract] }

  /// Where the two sides were asked differently.
  package var askedDifferently: [AskedDifference] { AskedDifference.all(before, after) }

  /// Usage without a price on either side, by key.
  package var unpriced: [UnpricedChange] {
    let (old, new) = (before.costs.unpriced, after.costs.unpriced)
    return Set(old.keys).union(new.keys).sorted().map {
      UnpricedChange(key: $0, before: old[$0], after: new[$0])
    }
  }
}

/// Amounts in different currencies have no difference.
package struct CurrencyMismatch: Error, CustomStringConvertible {
  let before: String
  let after: String

  package var description: String {
    "the costs before are in \(before) and those after in \(after); "
      + "give --currency, or make both reports in one currency"
  }
}
