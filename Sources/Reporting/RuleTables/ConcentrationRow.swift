import Charging
import ExactNumbers
import Metering
import PriceBooks

/// How much of the cost falls on a backend, in percent; null where nothing costs anything. Usage
/// without a price has no part in it.
struct ConcentrationRow: ReportRow {
  let name: String
  let costPercent: ExactDecimal?
  let requests: Int
  let cost: CostAmount

  static let fields: [Field<ConcentrationRow>] = [
    Field("name", FieldText.backend) { $0.name },
    Field("cost_percent", "Its part of the total.", in: .percent) { $0.costPercent },
    Field("requests", "Requests; a record may stand for several.", in: .requests) { $0.requests },
    Field("cost", "What it cost.") { $0.cost },
  ]

  static func rows(_ usage: PricedUsage) -> [ConcentrationRow] {
    let backends = usage.tables.backends
    return usage.ordered(backends, by: usage.name).map { index, name in
      let cost = backends.costs[index]
      return ConcentrationRow(
        name: name, costPercent: Quotient.percent(cost.amount, of: usage.total.amount),
        requests: backends.measures[index].requests, cost: cost)
    }
  }
}
