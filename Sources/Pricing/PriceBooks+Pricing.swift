import ExactNumbers
package import Metering

extension PriceBooks {
  /// Prices usage lane by lane. Each charge is rounded once.
  package func price(_ lanes: [LaneUsage], currency: String) throws -> CostSummary {
    var ledger = Ledger(currency: currency)
    for (index, lane) in lanes.enumerated() where lane.requests > 0 {
      let resolution = resolve(
        backend: lane.backend, model: lane.model, serviceTier: lane.serviceTier,
        at: lane.windowStart)
      switch resolution {
      case .unpriced(let reason): ledger.refuse(lane, index, reason)
      case .priced(let row):
        let exchange = exchange(
          from: row.book.currency, to: currency, at: lane.windowStart)
        if let exchange {
          try ledger.charge(lane, index, row, exchange)
        } else {
          ledger.refuse(lane, index, .noExchangeRate)
        }
      }
    }
    return try ledger.summary()
  }
}

extension LaneUsage {
  /// All counts that are not 0, by the meter's name.
  var quantities: [(meter: String, quantity: Int)] {
    let columns = Meter.allCases.map { ($0.name, tokens[$0]) }
    let others = otherMeters.map { ($0.name, $0.quantity) }
    return (columns + others).filter { $0.1 > 0 }.map { (meter: $0.0, quantity: $0.1) }
  }
}
