import ExactNumbers

/// Figures for the eye: signs and sparklines.
extension Formatter {
  /// A plus before a number of which some digit is not 0.
  static func signed(_ number: String) -> String {
    let digits = UInt8(ascii: "1")...UInt8(ascii: "9")
    let isUnsigned = number.utf8.first.map { $0 == UInt8(ascii: "0") || digits ~= $0 } ?? false
    return isUnsigned && number.utf8.contains { digits ~= $0 } ? "+" + number : number
  }

  private static let columns = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]

  /// A column a number: the lowest for nothing and less, a higher one for everything else.
  ///
  /// Nil where an element is neither a number nor null.
  static func spark(_ elements: [TemplateValue]) -> String? {
    let isFit = elements.allSatisfy { $0 == .null || $0.number != nil }
    guard isFit else { return nil }
    let most = elements.compactMap(\.number).max() ?? .zero
    return elements.map { element in
      guard let number = element.number else { return " " }
      return columns[height(number, of: most)]
    }.joined()
  }

  /// 0 for nothing, else 1 to 7.
  private static func height(_ number: ExactDecimal, of most: ExactDecimal) -> Int {
    guard number > .zero else { return 0 }
    let share = (try? number.times(columns.count - 1, dividedBy: most))?.rounded(to: 0) ?? .zero
    return min(max(Int(share.units / ExactDecimal.unitsPerOne), 1), columns.count - 1)
  }
}
