import Charging
import CostModeling
import ExactNumbers
import Rendering
import Reporting
import Templating

/// `--fail-on increase:10%`: trips where the cost rose by more than so many percent, or where it may
/// have, as more of the usage has no price than before.
struct IncreaseGate {
  private let percent: ExactDecimal

  var name: String { "increase:\(percent)%" }

  /// nil for another gate's name; throws for a percentage that can't be read.
  init?(parsing gate: String) throws {
    let parts = gate.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts[0] == "increase" else { return nil }
    guard parts.count == 2, parts[1].hasSuffix("%"),
      let percent = try? ExactDecimal(parsing: parts[1].dropLast()), !percent.isNegative
    else {
      throw Failure.option(
        "--fail-on", found: gate, expected: "a percentage such as increase:10%")
    }
    self.percent = percent
  }

  /// Throws where usage that no period option bounds is of another length than what it is compared
  /// with: more days cost more, and that is no rise.
  static func checkLengths(_ before: CostedReport, _ after: CostedReport) throws {
    let options = ConfigurationFile.periodOptions
    guard options.allSatisfy({ after.options[$0]?.text == nil }) else { return }
    guard before.days != after.days else { return }
    throw Failure.usage(
      "--fail-on increase: found \(after.days) \(after.days == 1 ? "day" : "days") of usage "
        + "against the \(before.days) of \(before.name), which can't be compared; say the period, "
        + "with --month, --week, --day, --last, or --since and --until")
  }

  func judge(_ difference: CostDifference) -> GateVerdict {
    GateVerdict(name: name, reason: reason(difference))
  }

  /// Why it trips, with the figures; nil where it doesn't.
  func reason(_ difference: CostDifference) -> String? {
    let isMore = difference.rose(byMoreThan: percent)
    guard isMore || difference.unpricedGrew else { return nil }
    let figures = figures(difference)
    let verdict =
      difference.before.cost.isUnknown
      ? "can't be excluded, as nothing had a price: \(figures)"
      : isMore
        ? "\(figures), more than \(percent) %"
        : "can't be excluded, as more of the usage has no price; what has one: \(figures)"
    return ([verdict] + Self.unpriced(difference)).joined(separator: "; ")
  }

  /// `USD 20.00 (2026-09) to 51.00 (2026-10) is +155.0 %`, with as many digits as tell the two apart,
  /// and the rise from its limit.
  private func figures(_ difference: CostDifference) -> String {
    let (before, after) = (difference.before, difference.after)
    let amounts = MoneyText(currency: difference.currency).distinct(before.amount, after.amount)
    let isKnown = (before: !before.cost.isUnknown, after: !after.cost.isUnknown)
    let first = isKnown.before ? "\(difference.currency) \(amounts.first)" : "not priced"
    let currency = isKnown.before ? "" : "\(difference.currency) "
    let second = isKnown.after ? currency + amounts.second : "not priced"
    let sides = "\(first) (\(before.name)) to \(second) (\(after.name))"
    guard isKnown.before, isKnown.after else { return sides }
    guard let rise = difference.percent else { return "\(sides) is from nothing" }
    let shown = rise.digits(apartFrom: percent, atLeast: 1)
    return "\(sides) is \(rise.units > 0 ? "+" : "")\(rise.text(fractionDigits: shown)) %"
  }

  /// What of either side has no price.
  private static func unpriced(_ difference: CostDifference) -> [String] {
    let sides = [
      ("before", difference.unpriced.compactMap { row in row.before.map { (row.key, $0) } }),
      ("after", difference.unpriced.compactMap { row in row.after.map { (row.key, $0) } }),
    ]
    return sides.filter { !$1.isEmpty }.map { side, usage in
      "\(side): \(UnpricedNames(usage).text) without a price"
    }
  }
}

extension CostDifference {
  /// Whether more of any name's usage has no price than before: less of another's is not worth as
  /// much.
  fileprivate var unpricedGrew: Bool {
    unpriced.contains { ($0.after?.quantity ?? .zero) > ($0.before?.quantity ?? .zero) }
  }
}
