import ExactNumbers

extension ExactDecimal {
  /// A number that is not negative as JSON may write it, with an exponent too, times a power of ten.
  /// nil where it is not a number, or has more digits than are kept.
  init?(scientific text: String, timesTenTo power: Int = 0) {
    let parts = text.split(whereSeparator: { $0 == "e" || $0 == "E" })
    guard (1...2).contains(parts.count) else { return nil }
    let exponent = parts.count == 2 ? parts[1] : "0"
    guard let written = Int(exponent.hasPrefix("+") ? exponent.dropFirst() : exponent),
      abs(written) <= 30
    else { return nil }
    let shift = written + power
    let mantissa = parts[0].split(separator: ".", omittingEmptySubsequences: false)
    guard mantissa.count <= 2, mantissa[0].utf8.allSatisfy({ 48...57 ~= $0 }) else { return nil }
    let whole = String(mantissa[0])
    let fraction = mantissa.count == 2 ? String(mantissa[1]) : ""
    let zeros = String(repeating: "0", count: abs(shift))
    let digits = shift < 0 ? zeros + whole + fraction : whole + fraction + zeros
    // The point's place among the digits.
    let point = shift < 0 ? zeros.count + whole.count + shift : whole.count + shift
    let before = String(digits.prefix(point)).drop { $0 == "0" }
    var after = digits.dropFirst(point)
    while after.hasSuffix("0") { after = after.dropLast() }
    let plain = (before.isEmpty ? "0" : String(before)) + (after.isEmpty ? "" : "." + after)
    guard let value = try? ExactDecimal(parsing: plain) else { return nil }
    self = value
  }
}
