import ExactNumbers

/// A column of amounts shown with as many digits each, so that they can be added up by eye.
struct MoneyColumn {
  private let digits: Int

  /// The currency's minor unit; where all are under one, four digits of the largest.
  init(_ money: MoneyText, _ amounts: [ExactDecimal]) {
    let largest = amounts.map(\.magnitude).max() ?? .zero
    guard largest.units > 0, money.isUnderOne(largest) else {
      digits = money.digits
      return
    }
    let zeros = largest.text(minimumFractionDigits: 18).dropFirst(2).prefix { $0 == "0" }.count
    digits = max(money.digits, min(18, zeros + 4))
  }

  /// `1,234.50`; what would show as 0 and is more is `<0.01`.
  func text(_ amount: ExactDecimal) -> String {
    if amount.units != 0, amount.rounded(to: digits).units == 0 {
      let smallest = ExactDecimal.one.divided(by: ExactDecimal(Self.power(digits)), digits: 18)
      return (amount.isNegative ? ">-" : "<") + (smallest ?? .one).text(fractionDigits: digits)
    }
    return MoneyText.grouped(amount.text(fractionDigits: digits))
  }

  /// The same with a sign before what is more than 0.
  func signed(_ amount: ExactDecimal) -> String {
    (amount.rounded(to: digits).units > 0 ? "+" : "") + text(amount)
  }

  /// What the shown amounts lack to the shown total; nil where they add up.
  func rounding(of amounts: [ExactDecimal], to total: ExactDecimal) -> String? {
    let shown = amounts.reduce(ExactDecimal.zero) { $0 + $1.rounded(to: digits) }
    let missing = total.rounded(to: digits) - shown
    return missing.units == 0 ? nil : signed(missing)
  }

  private static func power(_ digits: Int) -> Int {
    (0..<digits).reduce(1) { power, _ in power * 10 }
  }
}
