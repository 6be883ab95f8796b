import CostModeling
import ExactNumbers
import Metering

extension [LostUsage] {
  /// `1,234 tokens lost their price`; nil where nothing did.
  package var sentence: String? {
    guard !isEmpty else { return nil }
    let isToken = { (usage: LostUsage) in MeterDefinition(priced: usage.meter).isToken }
    let tokens = filter(isToken).reduce(ExactDecimal.zero) { $0 + $1.quantity }
    let others = filter { !isToken($0) }
    // Requests say something only where nothing else is counted.
    let counted = others.filter { $0.meter != ReservedMeter.requests.name }
    let shown = tokens == .zero && counted.isEmpty ? others : counted
    let parts =
      (tokens == .zero ? [] : ["\(tokens.shownCount) \(tokens == .one ? "token" : "tokens")"])
      + shown.map { "\($0.quantity.shownCount) \($0.meter)" }
    let isOne = parts.count == 1 && reduce(ExactDecimal.zero) { $0 + $1.quantity } == .one
    return "\(parts.joined(separator: " and ")) lost \(isOne ? "its" : "their") price"
  }
}

extension ExactDecimal {
  /// `2.1`: shares of counts need not be whole.
  fileprivate var shownCount: String { shown(fractionDigits: rounded(to: 0) == self ? 0 : 1) }
}
