package import ExactNumbers

/// How far a method was off in its trials. All figures are exact quotients, rounded at 12 digits.
package struct PastErrors: Sendable {
  /// What the days left cost, and what the method had said they would.
  package struct Trial: Sendable {
    package let actual: ExactDecimal
    package let predicted: ExactDecimal

    package init(actual: ExactDecimal, predicted: ExactDecimal) {
      self.actual = actual
      self.predicted = predicted
    }

    var error: ExactDecimal { (predicted - actual).magnitude }

    /// How many times too much or too little, at least 1; nil where only one of the two is nothing.
    ///
    /// It grows with |ln(actual ÷ predicted)|, so it ranks errors as the logarithm does.
    var ratio: ExactDecimal? {
      if actual == predicted { return .one }
      guard min(actual, predicted) > .zero else { return nil }
      return try? max(actual, predicted).times(.one, dividedBy: min(actual, predicted))
    }
  }

  /// In the order of time, a day between each and the next.
  package let trials: [Trial]
  package let horizon: Int

  package init(trials: [Trial], horizon: Int) {
    self.trials = trials
    self.horizon = horizon
  }

  /// The sum of the errors, without their signs.
  package var total: ExactDecimal { trials.reduce(.zero) { $0 + $1.error } }

  private var actual: ExactDecimal { trials.reduce(.zero) { $0 + $1.actual } }

  /// The sum of the errors in percent of the sum of what it cost (WAPE); nil of nothing.
  package var weightedPercent: ExactDecimal? { Self.percent(total, of: actual) }

  /// The mean of the errors in percent (MAPE), over the trials that cost something.
  package var meanPercent: ExactDecimal? {
    let percents = trials.compactMap { Self.percent($0.error, of: $0.actual) }
    return percents.reduce(.zero, +).divided(by: ExactDecimal(percents.count))
  }

  /// How much the method says too much (or, below 0, too little) over all, in percent.
  package var biasPercent: ExactDecimal? {
    Self.percent(trials.reduce(.zero) { $0 + $1.predicted } - actual, of: actual)
  }

  /// How much smaller the errors are than another method's, in percent; 0 is no better.
  package func skillPercent(against other: PastErrors) -> ExactDecimal? {
    Self.percent(other.total - total, of: other.total)
  }

  /// The factor that four of five errors stay within: the ⌈0.8(n+1)⌉-th of n ratios.
  ///
  /// nil where that one has no bound, or there are too few.
  package var factor: ExactDecimal? {
    Self.factor(of: trials.compactMap(\.ratio).sorted(), count: trials.count)
  }

  /// In how many percent of the trials the interval known by then held what came; nil where no
  /// trial had enough earlier ones that were over by its day.
  package var coveragePercent: ExactDecimal? {
    var known: [ExactDecimal] = []
    var tried = 0
    var held = 0
    for (index, trial) in trials.enumerated() where index >= horizon {
      if let ratio = trials[index - horizon].ratio {
        known.insert(ratio, at: known.firstIndex { $0 > ratio } ?? known.count)
      }
      guard let factor = Self.factor(of: known, count: index - horizon + 1) else { continue }
      tried += 1
      if let ratio = trial.ratio, ratio <= factor { held += 1 }
    }
    return Self.percent(ExactDecimal(held), of: ExactDecimal(tried))
  }

  /// From ascending ratios; those of the count that are missing have no bound.
  private static func factor(of ratios: [ExactDecimal], count: Int) -> ExactDecimal? {
    let rank = (4 * (count + 1) + 4) / 5
    return rank <= min(count, ratios.count) ? ratios[rank - 1] : nil
  }

  private static func percent(_ part: ExactDecimal, of whole: ExactDecimal) -> ExactDecimal? {
    guard whole > .zero else { return nil }
    return try? part.times(ExactDecimal(100), dividedBy: whole).rounded(to: 12)
  }
}
