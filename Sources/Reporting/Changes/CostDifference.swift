import CostModeling
package import ExactNumbers
package import Templating

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

  /// The effects in their order.
  package var effects: TemplateValue { Self.list(variance.effects) }

  private static func list(_ effects: CostEffects) -> TemplateValue {
    .list(
      CostEffect.allCases.map {
        ["name": .text($0.rawValue), "amount": .decimal(effects[$0])]
      })
  }

  /// The JSON of `tariff diff`.
  package var tree: TemplateValue {
    [
      "schema_version": "1", "before": before.side, "after": after.side,
      "difference": .decimal(amount), "effects": effects,
      "rows": .list(variance.rows.map(Self.row)), "currency": .text(currency),
      "percent": percent.map { .decimal($0) } ?? .null, "complete": .bool(isComplete),
      "unpriced": .list(unpriced),
    ]
  }

  private static func row(_ row: CostVariance.Row) -> TemplateValue {
    var effects = TemplateObject()
    for effect in CostEffect.allCases where effect != .contract {
      effects[effect.rawValue] = .decimal(row.effects[effect])
    }
    return [
      "backend": .text(row.key.backend), "model": .text(row.key.model),
      "meter": .text(row.key.meter), "before": sum(row.before), "after": sum(row.after),
      "difference": .decimal(row.difference), "effects": .object(effects),
    ]
  }

  private static func sum(_ sum: CostedPeriod.Sum?) -> TemplateValue {
    guard let sum else { return .null }
    // A price of one token needs more than the 12 digits of other quotients.
    let price = sum.amount.divided(by: sum.quantity, digits: ExactDecimal.fractionDigits)
    return [
      "requests": .integer(sum.requests), "quantity": .decimal(sum.quantity),
      "unit_price": price.map { .decimal($0) } ?? .null, "amount": .decimal(sum.amount),
    ]
  }

  /// Usage without a price on either side, by key.
  private var unpriced: [TemplateValue] {
    let (old, new) = (before.costs.unpriced, after.costs.unpriced)
    func usage(_ usage: CostedPeriod.Unpriced?) -> TemplateValue {
      guard let usage else { return .null }
      return ["requests": .integer(usage.requests), "quantity": .decimal(usage.quantity)]
    }
    return Set(old.keys).union(new.keys).sorted().map { key in
      [
        "backend": .text(key.backend), "model": .text(key.model), "meter": .text(key.meter),
        "before": usage(old[key]), "after": usage(new[key]),
      ]
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
