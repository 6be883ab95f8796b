package import ExactNumbers
package import Metering

/// What a day to come costs: the mean of a window of complete days × its weekday's index.
///
/// It is linear in the costs of the window, so the estimates of parts add up to the estimate of the
/// whole, but for the last digit.
package struct DailyProjection: Sendable {
  /// The days whose mean is the level.
  package let window: Range<CivilDate>
  /// By weekday, Monday first.
  package let indexes: [ExactDecimal]
  /// How many average days the window is.
  private let length: ExactDecimal

  private init(window: Range<CivilDate>, indexes: [ExactDecimal], length: ExactDecimal? = nil) {
    self.window = window
    self.indexes = indexes
    self.length = length ?? ExactDecimal(window.count)
  }

  /// The level of the last 14 days before the position `end`, by weekday.
  package static func seasonal(
    _ costs: DailyCosts, until end: Int
  ) throws(ExactNumberError) -> DailyProjection {
    DailyProjection(
      window: costs.day(end - levelLength)..<costs.day(end),
      indexes: try costs.weekdayIndexes(until: end))
  }

  /// The mean of the window for every day.
  package static func flat(_ window: Range<CivilDate>) -> DailyProjection {
    DailyProjection(window: window, indexes: Array(repeating: .one, count: 7))
  }

  /// How many days the level rests on.
  package static let levelLength = 14

  /// What days cost together, where the window's days cost `level` together. Rounded once.
  package func sum(
    over days: Range<CivilDate>, level: ExactDecimal
  ) throws(ExactNumberError) -> ExactDecimal {
    guard !days.isEmpty, !window.isEmpty else { return .zero }
    let index = days.reduce(ExactDecimal.zero) { $0 + indexes[$1.weekday] }
    return try level.times(index, dividedBy: length)
  }

  /// The same, from the costs of days.
  package func sum(
    over days: Range<CivilDate>, from costs: [CivilDate: ExactDecimal]
  ) throws(ExactNumberError) -> ExactDecimal {
    try sum(over: days, level: window.reduce(.zero) { $0 + (costs[$1] ?? .zero) })
  }

  /// The same from what of the window is on or after a day; nil where nothing is. The days left of
  /// it count as their indexes, so that a Saturday and a Sunday alone make no low level.
  func covering(from day: CivilDate) -> DailyProjection? {
    guard day > window.lowerBound else { return self }
    guard day < window.upperBound else { return nil }
    let rest = day..<window.upperBound
    let length = rest.reduce(ExactDecimal.zero) { $0 + indexes[$1.weekday] }
    guard length > .zero else { return nil }
    return DailyProjection(window: rest, indexes: indexes, length: length)
  }
}
