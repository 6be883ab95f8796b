package import Charging
package import Metering
import PriceBooks

/// All usage of one local day.
package struct DayRow: ReportRow {
  package let date: CivilDate
  package let measures: MeasuresRow
  /// The day's cost by backend, by the bytes of their names.
  package let backends: [NamedCost]

  package static let fields: [Field<DayRow>] =
    [Field("date", "The local day.") { $0.date }] + Reporting.fields(of: \.measures) + [
      Field("backends", "The day's cost by backend.") { $0.backends }
    ]

  static func rows(_ usage: PricedUsage) -> [DayRow] {
    let parts = usage.tables.dayBackends
    var backends: [Int: [NamedCost]] = [:]
    for (index, key) in parts.keys.enumerated() {
      let cost = NamedCost(name: usage.name(key.backend), cost: parts.costs[index])
      backends[key.day, default: []].append(cost)
    }
    var table = usage.tables.days
    return usage.shownDays.map { date in
      let index = table.row(date.dayNumber)
      return DayRow(
        date: date, measures: usage.measures(table, index),
        backends: (backends[date.dayNumber] ?? []).sorted { $0.name.precedesBytewise($1.name) })
    }
  }
}

extension PricedUsage {
  /// The days that have a row: all of the period, or of more than ten years those with usage.
  fileprivate var shownDays: [CivilDate] {
    guard period.isCut else { return Array(period.days) }
    return tables.days.keys.map(CivilDate.init(dayNumber:)).sorted()
  }
}

/// What something cost, by its name.
package struct NamedCost: ReportRow {
  package let name: String
  package let cost: CostAmount

  package static let fields: [Field<NamedCost>] = [
    Field("name", FieldText.name) { $0.name }, Field("cost", "What it cost.") { $0.cost },
  ]
}
