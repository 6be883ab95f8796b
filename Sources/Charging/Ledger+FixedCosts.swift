import ExactNumbers
import Metering
import PriceBooks

extension Ledger {
  /// A lane's part in a piece of a fixed cost.
  mutating func charge(
    _ lane: LaneUsage, _ index: Int, piece: Int, of fixed: FixedCosts, _ exchange: Exchange
  ) {
    let cost = fixed.pieces[piece]
    let rate = Rate(price: cost.priced.row.fixed ?? .zero, per: cost.month.seconds)
    let key = ChargeKey(lane, cost.priced, meter: cost.meter, rate: rate, exchange: exchange)
    let part = LanePart(lane: index, quantity: lane.quantity(of: cost.measure))
    fixedParts[piece, default: [:]][key, default: []].append(part)
  }

  /// All charges, those of fixed costs too, and all refused usage.
  func summary(_ fixed: FixedCosts, _ parts: MonthlyParts) throws -> CostSummary {
    var summary = try summary()
    summary.charges += try fixedCharges(fixed, parts)
    summary.charges.sort { $0.precedes($1) }
    return summary
  }

  private struct FixedSum {
    var seconds = ExactDecimal.zero
    var listAmount = ExactDecimal.zero
    var shares: [(amount: ExactDecimal, measure: UsageMeasure, parts: [LanePart])] = []
  }

  /// Each piece is shared over all that it served; what a filter left out keeps its share.
  private func fixedCharges(_ fixed: FixedCosts, _ parts: MonthlyParts) throws -> [Charge] {
    var sums: [ChargeKey: FixedSum] = [:]
    for (index, groups) in fixedParts.sorted(by: { $0.key < $1.key }) {
      let piece = fixed.pieces[index]
      let ordered = groups.sorted {
        [$0.key.backend, $0.key.model, $0.key.serviceTier].precedes(
          [$1.key.backend, $1.key.model, $1.key.serviceTier])
      }
      var before = parts.before(index)
      for group in ordered {
        let used = group.value.reduce(ExactDecimal.zero) { $0 + $1.quantity }
        guard used > .zero else { continue }
        let stretch = Stretch(after: before, length: used, of: piece.total)
        before = stretch.end
        let amount = try stretch.part(of: piece.amount)
        var sum = sums[group.key] ?? FixedSum()
        sum.seconds = sum.seconds + (try stretch.part(of: piece.duration.exactSeconds))
        sum.listAmount = sum.listAmount + amount
        sum.shares.append((amount, piece.measure, group.value))
        sums[group.key] = sum
      }
    }
    return try sums.map(fixedCharge)
  }

  private func fixedCharge(_ key: ChargeKey, _ sum: FixedSum) throws -> Charge {
    // The seconds of a share may not end; then they are those that give the amount exactly.
    var quantity = sum.seconds
    if try key.rate.cost(of: quantity) != sum.listAmount,
      let other = try? sum.listAmount.times(key.rate.per, dividedBy: key.rate.price)
    {
      quantity = other
    }
    let listAmount = try key.rate.cost(of: quantity)
    let total = try key.exchange.convert(listAmount)
    let parts = total.shared(by: sum.shares.map(\.amount.units))
    let shares = zip(parts, sum.shares).map { amount, share in
      CostShare(
        measure: share.measure, amount: amount, low: amount, high: amount, parts: share.parts)
    }
    return try key.charge(quantity: quantity, listAmount: listAmount, shares: shares)
  }
}
