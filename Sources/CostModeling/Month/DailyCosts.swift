package import ExactNumbers
package import Metering

/// What each of a run of complete days cost.
package struct DailyCosts: Sendable {
  package let firstDay: CivilDate
  package let amounts: [ExactDecimal]
  /// `sums[i]` is the cost of the first `i` days.
  private let sums: [ExactDecimal]

  /// A day that `costs` doesn't name cost nothing.
  package init(_ costs: [CivilDate: ExactDecimal], over days: Range<CivilDate>) {
    firstDay = days.lowerBound
    amounts = days.map { costs[$0] ?? .zero }
    sums = amounts.reduce(into: [.zero]) { $0.append(($0.last ?? .zero) + $1) }
  }

  package var count: Int { amounts.count }

  /// The cost of the days with these positions.
  package func sum(_ range: Range<Int>) -> ExactDecimal {
    sums[range.upperBound] - sums[range.lowerBound]
  }

  package func day(_ index: Int) -> CivilDate { firstDay.advanced(by: index) }

  /// How a weekday compares with the week around it, Monday first, from the 56 days before the
  /// position `end`.
  ///
  /// A day's ratio is its cost ÷ the mean of the 7 days centred on it. The index is
  /// (Σ ratios + 2) ÷ (n + 2): with few ratios it stays near 1. Rounded at 12 digits.
  package func weekdayIndexes(until end: Int) throws(ExactNumberError) -> [ExactDecimal] {
    var ratios = Array(repeating: (sum: ExactDecimal(2), count: 2), count: 7)
    let start = max(0, end - Self.historyLength)
    for index in (start..<end).dropFirst(3).dropLast(3) {
      let week = sum(index - 3..<index + 4)
      guard week > .zero else { continue }
      let weekday = day(index).weekday
      ratios[weekday].sum = try ratios[weekday].sum + amounts[index].times(7, dividedBy: week)
      ratios[weekday].count += 1
    }
    return ratios.map { $0.sum.divided(by: ExactDecimal($0.count)) ?? .one }
  }

  /// How many days weekday indexes rest on at most.
  package static let historyLength = 56
}
