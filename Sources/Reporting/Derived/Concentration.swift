import Charging
import ExactNumbers
import Metering
import Templating

extension ReportBuilder {
  /// How much of the cost falls on each backend, in percent; null where nothing costs anything. Usage
  /// without a price has no part in it.
  var concentration: [TemplateValue] {
    let total = tables.totals.cost(of: 0)
    return ordered(tables.backends, by: name).map { index, name in
      let cost = tables.backends.costs[index]
      let percent = Self.percent(cost.amount, of: total.amount)
      return [
        "name": .text(name), "cost_percent": MeasuresTree.decimal(percent),
        "requests": .integer(tables.backends.measures[index].requests), "cost": cost.tree,
      ]
    }
  }

  /// Rounded half to even at 12 digits; nil of nothing.
  static func percent(_ part: ExactDecimal, of whole: ExactDecimal) -> ExactDecimal? {
    guard let hundredfold = try? part.times(ExactDecimal(100)) else { return nil }
    return hundredfold.divided(by: whole)
  }
}
