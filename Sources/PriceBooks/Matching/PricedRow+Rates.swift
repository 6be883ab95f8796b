package import ExactNumbers
import Metering

extension PricedRow {
  /// The rate of a meter in a tier: the tier's, else the row's; then what the row falls back to.
  package func rate(of meter: String, tier: ContextTier?) -> Rate? {
    var meter = meter.meterName
    // A fallback leads to another at most as often as there are meters.
    for _ in 0...row.fallbacks.count + 1 {
      if let rate = tier?.rates[meter] ?? row.rates[meter] { return rate }
      guard let next = fallback(of: meter) ?? Meter(name: meter)?.definition.pricedAs else {
        return nil
      }
      meter = next
    }
    return nil
  }

  /// What the row says that a meter is priced as: by its name, else by the glob with most bytes.
  private func fallback(of meter: String) -> String? {
    if let exact = row.fallbacks[meter] { return exact }
    let globs = row.fallbacks.filter { $0.key.contains("*") && Glob($0.key).matches(meter) }
    return globs.max { ($0.key.utf8.count, $0.key) < ($1.key.utf8.count, $1.key) }?.value
  }

  /// The tier of a known context; nil is the row itself.
  package func tier(context: Int) -> ContextTier? { row.tiers.last { $0.minimum <= context } }

  /// A meter's rate in the row and in each of its tiers.
  package func ratesOverTiers(of meter: String) -> [Rate] {
    ([nil] + row.tiers.map(Optional.some)).compactMap { rate(of: meter, tier: $0) }
  }

  /// All rates for tokens, those of the tiers included.
  package var tokenRates: [Rate] {
    let tables = [row.rates] + row.tiers.map(\.rates)
    return tables.flatMap {
      $0.filter { MeterDefinition(priced: $0.key).isToken }.map(\.value)
    }
  }

  /// How tokens without a split divide.
  package var split: [MeterShare] { entry.unsplit ?? book.unsplit ?? PriceBook.customarySplit }
}

extension Rate {
  package func cost(of quantity: ExactDecimal) throws -> ExactDecimal {
    try price.times(quantity, dividedBy: per)
  }

  /// By price for one.
  package static func isCheaper(_ left: Rate, _ right: Rate) -> Bool {
    let one = try? left.price.times(right.per)
    let other = try? right.price.times(left.per)
    return (one ?? .zero) < (other ?? .zero)
  }
}
