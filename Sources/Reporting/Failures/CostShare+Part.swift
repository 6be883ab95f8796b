import Charging
import ExactNumbers
import Metering

extension CostShare {
  /// The part that falls on some of the usage, and the rest keeps its own; nil where none does.
  func part(_ quantity: (Int) -> ExactDecimal) -> CostShare? {
    var part = self
    part.parts = parts.map { LanePart(lane: $0.lane, quantity: quantity($0.lane)) }
      .filter { $0.quantity > .zero }
    let used = part.parts.reduce(ExactDecimal.zero) { $0 + $1.quantity }
    guard used > .zero else { return nil }
    let all = parts.reduce(ExactDecimal.zero) { $0 + $1.quantity }
    part.amount = amount.shared(by: [used.units], of: all.units)[0]
    part.low = low.shared(by: [used.units], of: all.units)[0]
    part.high = high.shared(by: [used.units], of: all.units)[0]
    return part
  }
}
