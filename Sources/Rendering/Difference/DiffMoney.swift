import ExactNumbers
import Reporting

/// Amounts of a difference: where both sides cost less than one unit, four digits show.
struct DiffMoney {
  let text: MoneyText
  private let isSmall: Bool

  init(_ difference: CostDifference) {
    text = MoneyText(currency: difference.currency)
    isSmall = text.isUnderOne(difference.before.amount) && text.isUnderOne(difference.after.amount)
  }

  func figure(_ amount: ExactDecimal) -> String { text.figure(amount, isSmall: isSmall) }

  /// With its sign.
  func change(_ amount: ExactDecimal) -> String { text.change(amount, isSmall: isSmall) }

  /// What shown parts lack to their shown sum; nil where they add up.
  func rounding(of parts: [ExactDecimal], to sum: ExactDecimal) -> String? {
    let missing = text.gap(parts, to: sum, isSmall: isSmall)
    return missing.units == 0 ? nil : change(missing)
  }
}
