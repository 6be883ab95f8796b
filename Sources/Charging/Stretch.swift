import ExactNumbers

/// The stretch of a whole that falls on some usage, from one point of it to another: of a day's
/// 24 hours those from 0 to 4, of its 900 tokens those from 100 to 300.
///
/// Stretches that follow each other share an amount without a remainder, so that a month's parts add
/// up to it, however it is cut.
struct Stretch {
  let start: ExactDecimal
  let end: ExactDecimal
  let whole: ExactDecimal

  /// `length` of a whole, after what lies before it.
  init(after start: ExactDecimal, length: ExactDecimal, of whole: ExactDecimal) {
    self.start = start
    end = start + length
    self.whole = whole
  }

  /// What of an amount falls on it.
  func part(of amount: ExactDecimal) throws -> ExactDecimal {
    guard whole > .zero else { return .zero }
    return try amount.times(end, dividedBy: whole) - amount.times(start, dividedBy: whole)
  }
}
