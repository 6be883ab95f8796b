import ExactNumbers

/// Quotients as a report shows them: rounded half to even at 12 digits, nil of nothing.
enum Quotient {
  /// `part` of `whole` in percent.
  static func percent(_ part: Int, of whole: Int) -> ExactDecimal? {
    ExactDecimal(units: ExactDecimal(part).units * 100).divided(by: ExactDecimal(whole))
  }

  static func percent(_ part: ExactDecimal, of whole: ExactDecimal) -> ExactDecimal? {
    guard let hundredfold = try? part.times(ExactDecimal(100)) else { return nil }
    return hundredfold.divided(by: whole)
  }
}
