import ExactNumbers
import Metering
import PriceBooks

extension Charge {
  /// The order of charges in a report: by names, then by the row that prices them; what differs in
  /// nothing else differs in its amounts.
  func precedes(_ other: Charge) -> Bool {
    for name in Self.names where !self[keyPath: name].utf8.elementsEqual(other[keyPath: name].utf8)
    {
      return self[keyPath: name].precedesBytewise(other[keyPath: name])
    }
    let instants = (effectiveFrom ?? .distantPast, other.effectiveFrom ?? .distantPast)
    if instants.0 != instants.1 { return instants.0 < instants.1 }
    if !serviceTier.utf8.elementsEqual(other.serviceTier.utf8) {
      return serviceTier.precedesBytewise(other.serviceTier)
    }
    let contexts = (contextTier ?? -1, other.contextTier ?? -1)
    if contexts.0 != contexts.1 { return contexts.0 < contexts.1 }
    if isAssumed != other.isAssumed { return other.isAssumed }
    let figures = Self.figures.lazy.map { (self[keyPath: $0], other[keyPath: $0]) }
    return figures.first { $0.0 != $0.1 }.map { $0.0 < $0.1 } ?? false
  }

  private static let names: [any KeyPath<Charge, String> & Sendable] = [
    \.backend, \.model, \.meter, \.book, \.priceID,
  ]
  private static let figures: [any KeyPath<Charge, ExactDecimal> & Sendable] = [
    \.unitPrice, \.per, \.amount, \.low, \.high, \.quantity,
  ]
}
