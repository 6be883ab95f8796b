package import ExactNumbers
import Metering

/// What both methods would have said in the past, with as many days to go as there are now.
///
/// Every day from the 15th complete one on is an origin: what was known then predicts the cost of
/// the days that followed. Older trials than a year's say little about today, and are left out.
package struct BackTest: Sendable {
  /// How many days each trial predicts.
  package let horizon: Int
  package let seasonal: PastErrors
  package let runRate: PastErrors

  /// How many days back trials begin.
  package static let length = 365

  /// nil with less than 21 days + 1.5 × the days left: the trials would be too few.
  ///
  /// `elapsed` is how many days the run rate rests on now, and so in every trial.
  package init?(
    _ costs: DailyCosts, horizon: Int, elapsed: Int
  ) throws(ExactNumberError) {
    guard horizon > 0, 2 * costs.count >= 42 + 3 * horizon else { return nil }
    self.horizon = horizon
    var seasonal: [PastErrors.Trial] = []
    var runRate: [PastErrors.Trial] = []
    let first = max(DailyProjection.levelLength, costs.count - Self.length)
    for origin in first...(costs.count - horizon) {
      let days = costs.day(origin)..<costs.day(origin + horizon)
      let actual = costs.sum(origin..<origin + horizon)
      let level = costs.sum(origin - DailyProjection.levelLength..<origin)
      let byWeekday = try DailyProjection.seasonal(costs, until: origin)
      seasonal.append(
        PastErrors.Trial(actual: actual, predicted: try byWeekday.sum(over: days, level: level)))
      let known = min(elapsed == 0 ? DailyProjection.levelLength : elapsed, origin)
      let mean = DailyProjection.flat(costs.day(origin - known)..<costs.day(origin))
      let predicted = try mean.sum(over: days, level: costs.sum(origin - known..<origin))
      runRate.append(PastErrors.Trial(actual: actual, predicted: predicted))
    }
    self.seasonal = PastErrors(trials: seasonal, horizon: horizon)
    self.runRate = PastErrors(trials: runRate, horizon: horizon)
  }
}
