import ExactNumbers
package import Metering
import PriceBooks

extension PriceBooks {
  /// What the calendar months that usage lies in cost beside its own prices.
  package func monthlyCosts(of read: UsageRead, currency: String) throws -> MonthlyCosts {
    try MonthlyCosts(self, read, currency: currency)
  }

  /// Prices usage lane by lane at list prices. Each charge is rounded once. Costs of the month are
  /// left out: they don't change with the usage.
  package func price(_ lanes: [LaneUsage], currency: String) throws -> CostSummary {
    var ledger = Ledger(currency: currency)
    for (index, lane) in lanes.enumerated() where lane.requests > .zero {
      _ = addCharges(of: lane, index, to: &ledger)
    }
    return try ledger.summary()
  }

  /// Prices usage with its part of the months' fixed costs and contract terms.
  package func price(
    _ lanes: [LaneUsage], currency: String, monthly: MonthlyCosts, _ part: PricedPart
  ) throws -> CostSummary {
    var ledger = Ledger(currency: currency)
    let fixed = monthly.fixed
    var parts = MonthlyParts(monthly, part, lanes)
    for (index, lane) in lanes.enumerated()
    where lane.requests > .zero || lane.idleTime > .zero {
      let row = addCharges(of: lane, index, to: &ledger)
      guard let piece = fixed.piece(of: lane, books: self, row: row) else { continue }
      let source = fixed.pieces[piece]
      guard
        let exchange = exchange(
          from: source.priced.book.currency, to: currency, at: lane.exchangeInstant)
      else {
        if lane.origin == .accrued {
          ledger.refuse(lane, index, ReservedMeter.fixedIdle.name, .zero, .noExchangeRate)
        }
        continue
      }
      ledger.charge(lane, index, piece: piece, of: fixed, exchange)
      parts.add(lane: index, toPiece: piece)
    }
    var summary = try ledger.summary(fixed, parts)
    summary.contract = try monthly.lines(for: parts)
    return summary
  }

  /// Puts a lane's counts under the rows that price them; gives the row whose fixed cost it shares.
  private func addCharges(of lane: LaneUsage, _ index: Int, to ledger: inout Ledger) -> PricedRow? {
    switch lane.origin {
    case .accrued: return nil
    case .reported:
      guard let exchange = exchange(from: "USD", to: ledger.currency, at: lane.exchangeInstant)
      else {
        ledger.refuse(lane, index, ReservedMeter.reportedCost.name, .zero, .noExchangeRate)
        return nil
      }
      ledger.chargeReported(lane, index, exchange)
      return nil
    case .counted:
      let charges = LaneCharges(lane, books: self, currency: ledger.currency)
      for charge in charges.charges { ledger.charge(lane, index, charge) }
      for refusal in charges.refusals {
        ledger.refuse(
          lane, index, refusal.meter, refusal.quantity, refusal.reason, requests: refusal.requests)
      }
      return charges.fixed?.row
    }
  }
}
