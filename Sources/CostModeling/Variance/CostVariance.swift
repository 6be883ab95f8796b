package import ExactNumbers
import Metering

/// Why the costs of two periods differ, in parts that add up to the difference exactly.
///
/// For each (backend, model, meter) of both periods
///
///     cost = requests × share × quantity a request × price a unit
///
/// where `requests` are all of what is in both periods and `share` is the backend and model's part
/// of them. The change of the product is divided over its factors by Shapley's rule. What is in one
/// period only is wholly `new` or `gone`.
package struct CostVariance: Sendable {
  package struct Row: Sendable {
    package let key: CostedPeriod.Key
    /// nil where the period has no charge of it.
    package let before: CostedPeriod.Sum?
    package let after: CostedPeriod.Sum?
    package let effects: CostEffects

    package var difference: ExactDecimal {
      (after?.amount ?? .zero) - (before?.amount ?? .zero)
    }
  }

  /// By the size of their difference, the largest first, then by key.
  package let rows: [Row]
  package let effects: CostEffects
  package let difference: ExactDecimal

  /// Throws ``ExactNumberError`` where a figure is beyond what any usage costs.
  package init(from before: CostedPeriod, to after: CostedPeriod) throws {
    let keys = Set(before.sums.keys).union(after.sums.keys).sorted()
    let requests = Self.requests(keys, before, after)
    let rows = try keys.map { key in
      let (old, new) = (before.sum(of: key), after.sum(of: key))
      let effects =
        if let old, let new {
          try Change(key, old, new, requests).effects
        } else {
          Self.effects(of: key, onlyIn: new ?? old, isNew: new != nil, new == nil ? after : before)
        }
      return Row(key: key, before: old, after: new, effects: effects)
    }
    var effects = CostEffects()
    for row in rows { effects.add(row.effects) }
    effects[.contract] = after.contract - before.contract
    self.effects = effects
    difference = after.total - before.total
    self.rows = rows.sorted { left, right in
      let sizes = (left.difference.magnitude, right.difference.magnitude)
      return sizes.0 != sizes.1 ? sizes.0 > sizes.1 : left.key < right.key
    }
  }

  /// Of what one period alone has a charge for: `other` may have used it without a price.
  private static func effects(
    of key: CostedPeriod.Key, onlyIn sum: CostedPeriod.Sum?, isNew: Bool, _ other: CostedPeriod
  ) -> CostEffects {
    var effects = CostEffects()
    guard let sum else { return effects }
    let lacksPrice = other.lacksPrice(of: key, isAssumed: sum.isAssumed)
    effects[lacksPrice ? .unpriced : isNew ? .new : .gone] = isNew ? sum.amount : -sum.amount
    return effects
  }

  /// All requests of what is in both periods, each backend and model once.
  private static func requests(
    _ keys: [CostedPeriod.Key], _ before: CostedPeriod, _ after: CostedPeriod
  ) -> (before: Int, after: Int) {
    var sum = (before: 0, after: 0)
    var last: CostedPeriod.Key?
    for key in keys {
      guard let old = before.sums[key], let new = after.sums[key],
        Change.hasRequests(key, old, new)
      else { continue }
      let pair = key.meter("")
      if pair != last { sum = (sum.before + old.requests, sum.after + new.requests) }
      last = pair
    }
    return sum
  }
}

/// What is in both periods.
private struct Change {
  let old: CostedPeriod.Sum
  let new: CostedPeriod.Sum
  /// nil where there are no requests to speak of.
  let requests: (before: Int, after: Int)?

  init(
    _ key: CostedPeriod.Key, _ old: CostedPeriod.Sum, _ new: CostedPeriod.Sum,
    _ requests: (before: Int, after: Int)
  ) {
    (self.old, self.new) = (old, new)
    self.requests = Self.hasRequests(key, old, new) ? requests : nil
  }

  /// Time that passes unused is nobody's request.
  static func hasRequests(
    _ key: CostedPeriod.Key, _ old: CostedPeriod.Sum, _ new: CostedPeriod.Sum
  ) -> Bool {
    key.meter != ReservedMeter.fixedIdle.name && old.requests > 0 && new.requests > 0
  }

  private static let order: [CostEffect] = [.volume, .mix, .efficiency, .price, .unpriced]

  var effects: CostEffects {
    get throws {
      let difference = new.amount - old.amount
      var effects = CostEffects()
      guard old.quantity.units > 0 || new.quantity.units > 0 else {
        effects[.price] = difference
        return effects
      }
      let sides = [(old, requests?.before), (new, requests?.after)]
      var factors = sides.map { side, requests in
        Self.use(of: side, requests) + [price(side), pricedPart(side)]
      }
      // Without unpriced usage there are the four factors alone.
      if factors.allSatisfy({ $0[4] == .one }) { factors = factors.map { Array($0.prefix(4)) } }
      let parts = try ShapleyFactors(before: factors[0], after: factors[1])
        .effects(difference: difference.units)
      for (effect, units) in zip(Self.order, parts) { effects[effect] = ExactDecimal(units: units) }
      return effects
    }
  }

  /// Requests, share of them, and units a request.
  private static func use(of side: CostedPeriod.Sum, _ requests: Int?) -> [Fraction] {
    let units = side.quantity.units + side.unpriced.units
    guard let requests else { return [.one, .one, Fraction(units, over: 1)] }
    return [
      Fraction(Int128(requests), over: 1),
      Fraction(Int128(side.requests), over: Int128(requests)),
      Fraction(units, over: Int128(side.requests)),
    ]
  }

  /// The effective price: where a period counts nothing, it has the other's.
  private func price(_ side: CostedPeriod.Sum) -> Fraction {
    let known = side.quantity.units > 0 ? side : old.quantity.units > 0 ? old : new
    return Fraction(known.amount.units, over: known.quantity.units)
  }

  /// Which part of the units has a price; all, where there are none.
  private func pricedPart(_ side: CostedPeriod.Sum) -> Fraction {
    let all = side.quantity.units + side.unpriced.units
    return all > 0 ? Fraction(side.quantity.units, over: all) : .one
  }
}
