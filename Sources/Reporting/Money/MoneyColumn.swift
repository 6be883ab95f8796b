package import ExactNumbers

/// A column of amounts shown with as many digits each, so that they can be added up by eye.
package struct MoneyColumn: Sendable {
  private let digits: Int

  /// The currency's minor unit; where all are under one, four digits of the largest.
  package init(_ money: MoneyText, _ amounts: [ExactDecimal]) {
    let largest = amounts.map(\.magnitude).max() ?? .zero
    digits = money.isUnderOne(largest) ? money.significantDigits(largest) : money.digits
  }

  /// `1,234.50`; what would show as 0 and is more is `<0.01`.
  package func text(_ amount: ExactDecimal) -> String { amount.shown(fractionDigits: digits) }

  /// The same with a sign before what is more than 0.
  package func signed(_ amount: ExactDecimal) -> String {
    (amount.rounded(to: digits).units > 0 ? "+" : "") + text(amount)
  }

  /// What the shown amounts lack to the shown total; nil where they add up.
  package func rounding(of amounts: [ExactDecimal], to total: ExactDecimal) -> String? {
    let shown = amounts.reduce(ExactDecimal.zero) { $0 + $1.rounded(to: digits) }
    let missing = total.rounded(to: digits) - shown
    return missing.units == 0 ? nil : signed(missing)
  }
}
