package import ExactNumbers
package import Metering

/// A day that cost far more than days like it.
///
/// A day is compared with the median of the same weekday over the 8 weeks before: the logarithm of
/// their ratio, less the median of the 14 days before, must be beyond 3.5 × 1.4826 × the median
/// absolute deviation of those 14 days (at least 0.05). And what is beyond the expectation must be
/// at least 25 units of money, and 2 % of what the 28 days before cost.
package struct CostSpike: Hashable, Sendable {
  package let day: CivilDate
  package let cost: ExactDecimal
  /// The weekday's median × the median of the ratios of the 14 days before.
  package let expected: ExactDecimal
  /// The days that it is compared with.
  package let likeDays: [CivilDate]

  package var excess: ExactDecimal { cost - expected }
}

extension DailyCosts {
  /// The spikes among the days in a range, in their order.
  package func spikes(in days: Range<CivilDate>) throws(ExactNumberError) -> [CostSpike] {
    var ratios: [DayRatio?] = []
    for index in amounts.indices { ratios.append(try ratio(of: index)) }
    var spikes: [CostSpike] = []
    for index in amounts.indices where days.contains(day(index)) {
      if let spike = try spike(at: index, ratios) { spikes.append(spike) }
    }
    return spikes
  }

  /// A day's cost ÷ that of days like it.
  private struct DayRatio {
    let like: [Int]
    let median: ExactDecimal
    let ratio: ExactDecimal
    let logarithm: ExactDecimal
  }

  /// nil where fewer than two days like it are known, or either cost nothing.
  private func ratio(of index: Int) throws(ExactNumberError) -> DayRatio? {
    let like = (1...8).map { index - 7 * $0 }.filter { $0 >= 0 }
    guard like.count >= 2, let median = Self.median(like.map { amounts[$0] }), median > .zero
    else { return nil }
    let ratio = try amounts[index].times(.one, dividedBy: median)
    guard let logarithm = ratio.naturalLogarithm else { return nil }
    return DayRatio(like: like, median: median, ratio: ratio, logarithm: logarithm)
  }

  private func spike(
    at index: Int, _ ratios: [DayRatio?]
  ) throws(ExactNumberError) -> CostSpike? {
    let before = ratios[max(0, index - 14)..<index].compactMap(\.self)
    guard before.count >= 7, let own = ratios[index],
      let middle = Self.median(before.map(\.logarithm)),
      let usual = Self.median(before.map(\.ratio)),
      let spread = Self.median(before.map { ($0.logarithm - middle).magnitude })
    else { return nil }
    let limit = try max(spread, Self.leastSpread).times(Self.limit)
    guard own.logarithm - middle > limit else { return nil }
    let spike = CostSpike(
      day: day(index), cost: amounts[index], expected: try own.median.times(usual),
      likeDays: own.like.map(day))
    let fiftieth = sum(max(0, index - 28)..<index)
    guard spike.excess >= Self.leastExcess, spike.excess.units * 50 >= fiftieth.units
    else { return nil }
    return spike
  }

  /// 0.05
  private static let leastSpread = ExactDecimal(units: 50_000_000_000_000_000)
  /// 3.5 × 1.4826: the latter makes a median deviation a standard deviation of the normal law.
  private static let limit = ExactDecimal(units: 5_189_100_000_000_000_000)
  private static let leastExcess = ExactDecimal(25)

  /// The middle value, or the mean of the two in the middle; nil of nothing.
  private static func median(_ values: [ExactDecimal]) -> ExactDecimal? {
    guard !values.isEmpty else { return nil }
    let sorted = values.sorted()
    let sum = sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]
    return ExactDecimal(units: sum.units / 2)
  }
}
