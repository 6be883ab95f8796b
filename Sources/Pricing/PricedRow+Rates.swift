import ExactNumbers
import Metering

extension PricedRow {
  /// The rate of a meter in a tier: the tier's, else the row's; then what the row falls back to.
  func rate(of meter: String, tier: ContextTier?) -> Rate? {
    var meter = meter.meterName
    // A fallback leads to another at most as often as there are meters.
    for _ in 0...row.fallbacks.count + 1 {
      if let rate = tier?.rates[meter] ?? row.rates[meter] { return rate }
      guard let next = row.fallbacks[meter] ?? (meter == "reasoning" ? "output" : nil) else {
        return nil
      }
      meter = next
    }
    return nil
  }

  /// The tier of a known context; nil is the row itself.
  func tier(context: Int) -> ContextTier? { row.tiers.last { $0.minimum <= context } }

  /// A meter's rate in the row and in each of its tiers.
  func ratesOverTiers(of meter: String) -> [Rate] {
    ([nil] + row.tiers.map(Optional.some)).compactMap { rate(of: meter, tier: $0) }
  }

  /// All rates for tokens, those of the tiers included.
  var tokenRates: [Rate] {
    let tables = [row.rates] + row.tiers.map(\.rates)
    return tables.flatMap { $0.filter { Self.isToken($0.key) }.map(\.value) }
  }

  private static func isToken(_ meter: String) -> Bool {
    let columns = Meter.allCases.map(\.name)
    return columns.contains(meter) || meter.hasPrefix("input_") || meter.hasPrefix("output_")
  }

  /// How tokens without a split divide.
  var split: [MeterShare] { entry.unsplit ?? book.unsplit ?? PriceBook.customarySplit }
}

extension Rate {
  /// By price for one.
  static func isCheaper(_ left: Rate, _ right: Rate) -> Bool {
    let one = try? left.price.times(right.per)
    let other = try? right.price.times(left.per)
    return (one ?? .zero) < (other ?? .zero)
  }
}
