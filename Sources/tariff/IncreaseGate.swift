import ExactNumbers
import Reporting

/// `--fail-on increase:10%`: trips where the cost rose by more than so many percent.
struct IncreaseGate {
  static let name = "increase"
  private let percent: ExactDecimal

  /// nil for another gate's name; throws for a percentage that can't be read.
  init?(parsing gate: String) throws {
    let parts = gate.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts[0] == Self.name else { return nil }
    guard parts.count == 2, parts[1].hasSuffix("%"),
      let percent = try? ExactDecimal(parsing: parts[1].dropLast()), !percent.isNegative
    else {
      throw Failure.option("--fail-on", found: gate, expected: "a percentage such as increase:10%")
    }
    self.percent = percent
  }

  /// What to say where it trips, with the figures.
  func message(_ difference: CostDifference) -> String? {
    guard difference.rose(byMoreThan: percent) else { return nil }
    let (before, after) = (difference.before, difference.after)
    let least = difference.isComplete ? "" : "at least, as some usage has no price: "
    let rise = difference.percent.map { "+\($0.rounded(to: 2)) %" } ?? "from nothing"
    return
      "increase: \(least)\(difference.currency) \(Self.text(before.amount)) (\(before.name)) to "
      + "\(Self.text(after.amount)) (\(after.name)) is \(rise), more than \(percent) %"
  }

  /// Cents, or all digits of what is smaller than one.
  private static func text(_ amount: ExactDecimal) -> String {
    amount.magnitude < .one ? amount.description : amount.text(fractionDigits: 2)
  }
}
