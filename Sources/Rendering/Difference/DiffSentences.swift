import CostModeling
import ExactNumbers
import Reporting

/// The difference in one sentence.
///
///     October costs USD 1.20 more than September (+12.0 %): from USD 10.00 to USD 11.20, mostly
///     volume (+0.90).
struct DiffHeadline {
  private let difference: CostDifference
  private let money: DiffMoney

  init(_ difference: CostDifference, _ money: DiffMoney) {
    self.difference = difference
    self.money = money
  }

  var text: String {
    let (before, after) = (difference.before, difference.after)
    let amount = difference.amount
    let totals = (money.text.total(before.cost), money.text.total(after.cost))
    guard amount.units != 0 else {
      return "\(after.name) costs as much as \(before.name): \(totals.1)."
    }
    let percent = difference.percent.map { percent in
      " (\(percent.isNegative ? "" : "+")\(percent.text(fractionDigits: 1)) %)"
    }
    return "\(after.name) costs \(money.text.currency) \(money.figure(amount.magnitude)) "
      + "\(amount.isNegative ? "less" : "more") than \(before.name)\(percent ?? ""): "
      + "from \(totals.0) to \(totals.1)\(why)."
  }

  /// The largest effect; what pulls the other way explains nothing.
  private var why: String {
    let most = difference.effects
      .filter { $0.amount.isNegative == difference.amount.isNegative }
      .max { $0.amount.magnitude < $1.amount.magnitude }
    guard let most else { return "" }
    return ", mostly \(most.effect.rawValue) (\(money.change(most.amount)))"
  }
}

/// What the reader must know of days without data, and of usage without a price.
struct DiffNotes {
  private let difference: CostDifference

  init(_ difference: CostDifference) { self.difference = difference }

  var texts: [String] {
    let gaps = [difference.before, difference.after].compactMap { side in
      DataCoverage.gap(side.period).map { "\(side.name) comes \($0)." }
    }
    return [difference.askedDifferently.sentence].compactMap(\.self) + gaps + unpriced
  }

  private var unpriced: [String] {
    guard !difference.isComplete else { return [] }
    let usage = difference.unpriced
    let more = usage.count - DiffView.shown
    return [
      "Some usage has no price, so the difference is that of the priced part: "
        + "what has no price costs more than that."
    ] + usage.prefix(DiffView.shown).map(text) + (more > 0 ? ["and \(more) more"] : [])
  }

  private func text(_ usage: UnpricedChange) -> String {
    let names = [usage.key.backend, usage.key.model].filter { !$0.isEmpty }
    let (before, after) = (usage.before?.quantity ?? .zero, usage.after?.quantity ?? .zero)
    return "\(usage.key.meter) of \(names.joined(separator: " / ")): "
      + "\(before.grouped) before, \(after.grouped) after, without a price"
  }
}
