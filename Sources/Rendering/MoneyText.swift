package import ExactNumbers
package import Templating

/// Money as documents show it: rounded half to even, for the eye alone.
package struct MoneyText {
  let currency: String

  package init(currency: String) { self.currency = currency }

  /// Digits after the point of the currency's minor unit (ISO 4217).
  var digits: Int {
    switch currency {
    case "JPY", "KRW", "CLP", "ISK", "VND", "XAF", "XOF", "PYG", "UGX", "RWF": 0
    case "BHD", "KWD", "JOD", "OMR", "TND", "IQD", "LYD": 3
    default: 2
    }
  }

  /// `1,234.56`; what is less than the smallest unit shows as `<0.01`, never as 0. With `isSmall`, as
  /// totals under one unit and costs a request are, at least four significant digits.
  package func figure(_ amount: ExactDecimal, isSmall: Bool = false) -> String {
    guard amount.units != 0 else { return ExactDecimal.zero.text(fractionDigits: digits) }
    if isSmall { return Self.grouped(amount.text(fractionDigits: significantDigits(amount))) }
    let rounded = amount.rounded(to: digits)
    guard rounded.units != 0 else {
      let smallest = ExactDecimal.one.divided(by: ExactDecimal(Self.power(digits)))
      return (amount.isNegative ? ">-" : "<") + (smallest ?? .one).text(fractionDigits: digits)
    }
    return Self.grouped(amount.text(fractionDigits: digits))
  }

  /// What a reader who adds up shown figures takes an amount for.
  func shown(_ amount: ExactDecimal, isSmall: Bool = false) -> (value: ExactDecimal, digits: Int) {
    let shownDigits = isSmall ? significantDigits(amount) : digits
    return (amount.rounded(to: shownDigits), shownDigits)
  }

  /// A change, with its sign: `+1.20`, `-0.35`; nothing is `0.00`, very little `<0.01` or `>-0.01`.
  func change(_ amount: ExactDecimal, isSmall: Bool = false) -> String {
    let text = figure(amount, isSmall: isSmall)
    return amount > .zero && !text.hasPrefix("<") ? "+" + text : text
  }

  /// What shown parts lack to their shown sum; 0 where they add up.
  func gap(_ parts: [ExactDecimal], to sum: ExactDecimal, isSmall: Bool = false) -> ExactDecimal {
    parts.reduce(shown(sum, isSmall: isSmall).value) {
      $0 - shown($1, isSmall: isSmall).value
    }
  }

  /// A total: `USD 12.34`, `at least USD 12.34`, `not priced`; wide ranges before the amount.
  package func total(_ amount: TemplateValue?) -> String {
    guard let value = amount?["amount"]?.number else { return "not priced" }
    let text = figure(value, isSmall: isUnderOne(value))
    guard amount?["complete"] == .bool(true) else { return "at least \(currency) \(text)" }
    return "\(currency) \(wideRange(amount).map { "\($0) (\(text))" } ?? text)"
  }

  /// A total without its currency.
  func totalFigure(_ amount: TemplateValue?) -> String {
    guard let value = amount?["amount"]?.number else { return "not priced" }
    return (amount?["complete"] == .bool(true) ? "" : "≥ ")
      + figure(value, isSmall: isUnderOne(value))
  }

  /// A cell: the amount, with `≥` where some usage has no price and the range where it is wide.
  func cell(_ amount: TemplateValue?) -> String {
    guard let value = amount?["amount"]?.number else { return "not priced" }
    let text = figure(value)
    guard amount?["complete"] == .bool(true) else { return "≥ " + text }
    guard let range = wideRange(amount) else { return text }
    return "\(range) (\(text))"
  }

  /// `12.10–74.60` where the bounds are more than twofold apart, else nil.
  func wideRange(_ amount: TemplateValue?) -> String? {
    guard let low = amount?["low"]?.number, let high = amount?["high"]?.number,
      high > low + low
    else { return nil }
    return "\(figure(low))–\(figure(high))"
  }

  func isUnderOne(_ amount: ExactDecimal) -> Bool { amount.magnitude < .one }

  /// Digits after the point that hold four significant ones, the minor unit's at least.
  private func significantDigits(_ amount: ExactDecimal) -> Int {
    let text = amount.magnitude.text(minimumFractionDigits: 18)
    let whole = text.prefix { $0 != "." }
    guard whole == "0" else { return max(digits, 4 - whole.utf8.count) }
    return min(18, text.dropFirst(2).prefix { $0 == "0" }.count + 4)
  }

  private static func power(_ digits: Int) -> Int {
    (0..<digits).reduce(1) { power, _ in power * 10 }
  }

  /// `1234567.5` as `1,234,567.5`.
  static func grouped(_ text: String) -> String {
    let isNegative = text.hasPrefix("-")
    let unsigned = isNegative ? String(text.dropFirst()) : text
    let parts = unsigned.split(separator: ".", maxSplits: 1)
    var groups: [String] = []
    var rest = String(parts.first ?? "0")
    while rest.count > 3 {
      groups.insert(String(rest.suffix(3)), at: 0)
      rest = String(rest.dropLast(3))
    }
    groups.insert(rest, at: 0)
    let whole = groups.joined(separator: ",")
    let fraction = parts.count == 2 ? "." + parts[1] : ""
    return (isNegative ? "-" : "") + whole + fraction
  }
}
