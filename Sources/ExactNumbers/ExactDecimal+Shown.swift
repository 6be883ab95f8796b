/// Figures for the eye: rounded half to even, with commas between thousands.
extension ExactDecimal {
  /// `1,234.50`; what rounds to nothing and is more shows as `<0.01`, below nothing as `>-0.01`.
  package func shown(fractionDigits digits: Int) -> String {
    guard units != 0, rounded(to: digits).units == 0 else {
      return Self.grouped(text(fractionDigits: digits))
    }
    let smallest = digits == 0 ? "1" : "0." + String(repeating: "0", count: digits - 1) + "1"
    return isNegative ? ">-\(smallest)" : "<\(smallest)"
  }

  /// `1,234.5`: all digits, with commas between the thousands of the whole part.
  package var grouped: String { Self.grouped(description) }

  /// A number's text with commas between the thousands of its whole part.
  package static func grouped(_ number: String) -> String {
    let isNegative = number.utf8.first == UInt8(ascii: "-")
    let digits = number.utf8.dropFirst(isNegative ? 1 : 0)
    let whole = digits.prefix { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
    var text: [UInt8] = isNegative ? [UInt8(ascii: "-")] : []
    var left = whole.count
    for digit in whole {
      text.append(digit)
      left -= 1
      if left > 0, left.isMultiple(of: 3) { text.append(UInt8(ascii: ",")) }
    }
    return String(decoding: text + digits[whole.endIndex...], as: UTF8.self)
  }
}
