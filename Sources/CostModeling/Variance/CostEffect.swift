package import ExactNumbers

/// Why a cost changed, in the order in which comparisons show it.
package enum CostEffect: String, CaseIterable, Sendable {
  /// More or fewer requests, of what is in both periods.
  case volume
  /// Requests went to other backends and models.
  case mix
  /// A request counts more or fewer units.
  case efficiency
  /// A unit costs more or less.
  case price
  /// What only the later period has.
  case new
  /// What only the earlier period has.
  case gone
  /// What the terms of contracts change.
  case contract
  /// Usage that got or lost its price.
  case unpriced
}

/// An amount for each effect.
package struct CostEffects: Hashable, Sendable {
  private var amounts = Array(repeating: ExactDecimal.zero, count: CostEffect.allCases.count)

  package init() {}

  package subscript(effect: CostEffect) -> ExactDecimal {
    get { amounts[Self.index(effect)] }
    set { amounts[Self.index(effect)] = newValue }
  }

  package var total: ExactDecimal { amounts.reduce(.zero, +) }

  mutating func add(_ other: CostEffects) {
    for index in amounts.indices { amounts[index] = amounts[index] + other.amounts[index] }
  }

  private static func index(_ effect: CostEffect) -> Int {
    CostEffect.allCases.firstIndex(of: effect) ?? 0
  }
}
