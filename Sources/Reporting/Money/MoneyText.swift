package import ExactNumbers
package import Charging

/// Money as people read it: rounded half to even, for the eye alone.
package struct MoneyText: Sendable {
  package let currency: String

  package init(currency: String) { self.currency = currency }

  /// Digits after the point of the currency's minor unit (ISO 4217).
  package var digits: Int {
    switch currency {
    case "JPY", "KRW", "CLP", "ISK", "VND", "XAF", "XOF", "PYG", "UGX", "RWF": 0
    case "BHD", "KWD", "JOD", "OMR", "TND", "IQD", "LYD": 3
    default: 2
    }
  }

  /// `1,234.56`; what is less than the smallest unit shows as `<0.01`, never as 0. With `isSmall`, as
  /// totals under one unit and costs a request are, at least four significant digits.
  package func figure(_ amount: ExactDecimal, isSmall: Bool = false) -> String {
    amount.shown(fractionDigits: isSmall ? significantDigits(amount) : digits)
  }

  /// An amount with its currency: `USD 1,234.56`, four significant digits where it is under one.
  package func text(_ amount: ExactDecimal) -> String {
    "\(currency) \(figure(amount, isSmall: isUnderOne(amount)))"
  }

  /// What a reader who adds up shown figures takes an amount for.
  package func shown(
    _ amount: ExactDecimal, isSmall: Bool = false
  ) -> (value: ExactDecimal, digits: Int) {
    let shownDigits = isSmall ? significantDigits(amount) : digits
    return (amount.rounded(to: shownDigits), shownDigits)
  }

  /// A change, with its sign: `+1.20`, `-0.35`; nothing is `0.00`, very little `<0.01` or `>-0.01`.
  package func change(_ amount: ExactDecimal, isSmall: Bool = false) -> String {
    let text = figure(amount, isSmall: isSmall)
    return amount > .zero && !text.hasPrefix("<") ? "+" + text : text
  }

  /// What shown parts lack to their shown sum; 0 where they add up.
  package func gap(
    _ parts: [ExactDecimal], to sum: ExactDecimal, isSmall: Bool = false
  ) -> ExactDecimal {
    parts.reduce(shown(sum, isSmall: isSmall).value) {
      $0 - shown($1, isSmall: isSmall).value
    }
  }

  /// A total: `USD 12.34`, `at least USD 12.34`, `not priced`; wide ranges before the amount. What is
  /// at least so much is its low bound, before the amount of what has a price.
  package func total(_ cost: CostAmount) -> String {
    guard let amount = cost.knownAmount else { return "not priced" }
    guard !cost.hasUnpriced else {
      let (least, priced) = (text(cost.knownLow ?? amount), text(amount))
      return least == priced
        ? "at least \(priced)" : "at least \(least) (what has a price: \(priced))"
    }
    guard let range = wideRange(cost) else { return text(amount) }
    return "\(currency) \(range) (\(figure(amount, isSmall: isUnderOne(amount))))"
  }

  /// A total without its currency.
  package func totalFigure(_ cost: CostAmount) -> String {
    guard let amount = cost.knownAmount else { return "not priced" }
    return cost.hasUnpriced
      ? "≥ \(least(cost, isTotal: true))" : figure(amount, isSmall: isUnderOne(amount))
  }

  /// A cell: the amount, after `≥` and the low bound where some usage has no price, and after the
  /// range where it is wide.
  package func cell(_ cost: CostAmount) -> String {
    guard let amount = cost.knownAmount else { return "not priced" }
    guard !cost.hasUnpriced else { return "≥ \(least(cost))" }
    guard let range = wideRange(cost) else { return figure(amount) }
    return "\(range) (\(figure(amount)))"
  }

  /// `12.34`, `9.77 (11.87)`: the least that a cost can be, before what the priced usage is taken to
  /// cost where that is another figure.
  package func least(_ cost: CostAmount, isTotal: Bool = false) -> String {
    guard let amount = cost.knownAmount, let low = cost.knownLow else { return "not priced" }
    func text(_ figure: ExactDecimal) -> String {
      self.figure(figure, isSmall: isTotal && isUnderOne(figure))
    }
    return text(low) == text(amount) ? text(amount) : "\(text(low)) (\(text(amount)))"
  }

  /// `12.10–74.60` where the bounds are more than twofold apart, else nil.
  package func wideRange(_ cost: CostAmount) -> String? {
    guard let low = cost.knownLow, let high = cost.knownHigh, high > low + low else { return nil }
    return range(low, high)
  }

  /// `12.10–74.60`
  package func range(_ low: ExactDecimal, _ high: ExactDecimal) -> String {
    "\(figure(low))–\(figure(high))"
  }

  package func isUnderOne(_ amount: ExactDecimal) -> Bool { amount.magnitude < .one }

  /// Digits after the point that hold four significant ones, the minor unit's at least.
  func significantDigits(_ amount: ExactDecimal) -> Int {
    guard amount.units != 0 else { return digits }
    let text = amount.magnitude.text(minimumFractionDigits: 18)
    let whole = text.prefix { $0 != "." }
    guard whole == "0" else { return max(digits, 4 - whole.utf8.count) }
    return min(18, text.dropFirst(2).prefix { $0 == "0" }.count + 4)
  }
}
