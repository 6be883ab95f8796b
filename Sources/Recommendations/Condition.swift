package import ConfigurationText
import ExactNumbers
package import Templating

/// What a rule asks of one key of a row: `duration_ms.mean: "> 5000"`.
///
/// Numbers are compared exactly. Null never satisfies a condition, not even `!=`: of what isn't
/// known, nothing is said.
package struct Condition: Hashable, Sendable {
  /// A dotted key, relative to the row.
  package let key: String
  package let comparison: Comparison
  /// The right side as written, without quotes.
  package let operand: String
  package let place: FilePlace

  let number: ExactDecimal?

  package enum Comparison: String, Hashable, Sendable {
    // The longer operators first: the first that starts the text is taken.
    case atLeast = ">="
    case atMost = "<="
    case equal = "=="
    case unequal = "!="
    case more = ">"
    case less = "<"

    fileprivate static let longestFirst: [Self] = [
      .atLeast, .atMost, .equal, .unequal, .more, .less,
    ]

    fileprivate var needsNumber: Bool { self != .equal && self != .unequal }
  }

  /// Reads `> 10`, `<= 0.7`, `== batch`, `!= ''`.
  package init(key: String, parsing text: String, at place: FilePlace) throws(RuleError) {
    let trimmed = text.withoutOuterSpaces
    let comparison = Comparison.longestFirst.first { trimmed.hasPrefix($0.rawValue) }
    guard let comparison else { throw RuleError(place: place, problem: .condition(text)) }
    let rest = trimmed.dropFirst(comparison.rawValue.count).withoutOuterSpaces
    self.key = key
    self.comparison = comparison
    self.place = place
    operand = rest.withoutQuotes
    number = rest.isEmpty ? nil : try? ExactDecimal(parsing: rest)
    guard !rest.isEmpty, number != nil || !comparison.needsNumber else {
      throw RuleError(place: place, problem: .condition(text))
    }
  }

  /// Whether a row's value satisfies the condition.
  package func holds(for value: TemplateValue?) -> Bool {
    guard let value, value != .null else { return false }
    if let left = value.number, let right = number { return compares(left, right) }
    guard let left = value.scalarText else { return false }
    return switch comparison {
    case .equal: left.utf8.elementsEqual(operand.utf8)
    case .unequal: !left.utf8.elementsEqual(operand.utf8)
    default: false
    }
  }

  private func compares(_ left: ExactDecimal, _ right: ExactDecimal) -> Bool {
    switch comparison {
    case .atLeast: left >= right
    case .atMost: left <= right
    case .equal: left == right
    case .unequal: left != right
    case .more: left > right
    case .less: left < right
    }
  }

  /// The condition as a rule file says it, so that it reads back as the same.
  var written: String {
    let isPlain = !operand.isEmpty && operand == operand.withoutOuterSpaces.withoutQuotes
    return isPlain ? text : "\(comparison.rawValue) '\(operand)'"
  }

  /// The comparison and what it compares with, without quotes.
  package var text: String { "\(comparison.rawValue) \(operand)" }
}

extension StringProtocol {
  /// The text without spaces and tabs at its ends.
  fileprivate var withoutOuterSpaces: String {
    var bytes = Substring(self)[...]
    while let first = bytes.first, first == " " || first == "\t" { bytes.removeFirst() }
    while let last = bytes.last, last == " " || last == "\t" { bytes.removeLast() }
    return String(bytes)
  }

  /// The text between one pair of equal quotes, or all of it.
  fileprivate var withoutQuotes: String {
    guard count >= 2, let quote = first, quote == last, quote == "'" || quote == "\"" else {
      return String(self)
    }
    return String(dropFirst().dropLast())
  }
}
