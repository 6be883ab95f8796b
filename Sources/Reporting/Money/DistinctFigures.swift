package import ExactNumbers

extension MoneyText {
  /// Two amounts with as many digits as tell them apart, the minor unit's at least: what is more than
  /// a limit never shows as the limit itself.
  package func distinct(
    _ first: ExactDecimal, _ second: ExactDecimal
  ) -> (first: String, second: String) {
    let shown = first.digits(apartFrom: second, atLeast: digits)
    return (
      ExactDecimal.grouped(first.text(fractionDigits: shown)),
      ExactDecimal.grouped(second.text(fractionDigits: shown))
    )
  }
}

extension ExactDecimal {
  /// The fewest digits after the point that tell two numbers apart; the least for equal ones.
  package func digits(apartFrom other: ExactDecimal, atLeast least: Int) -> Int {
    guard self != other else { return least }
    return (least...Self.fractionDigits).first { rounded(to: $0) != other.rounded(to: $0) }
      ?? Self.fractionDigits
  }
}
