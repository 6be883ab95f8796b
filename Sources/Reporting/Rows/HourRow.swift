package import Charging
import Metering
import PriceBooks

/// All usage in one local hour of the day.
package struct HourRow: ReportRow {
  package let hour: Int
  package let measures: MeasuresRow

  package static let fields: [Field<HourRow>] =
    [Field("hour", "0–23, local.") { $0.hour }] + Reporting.fields(of: \.measures)

  static func rows(_ usage: PricedUsage) -> [HourRow] {
    (0..<24).map { hour in
      var sums = usage.tables.hours.measures[hour]
      sums.durations = usage.request.summary.hourDurations[hour]
      let measures = MeasuresRow(
        sums, cost: usage.tables.hours.costs[hour], names: usage.request.names)
      return HourRow(hour: hour, measures: measures)
    }
  }
}

/// The requests and their cost in one hour of a weekday.
package struct WeekdayHourRow: ReportRow {
  /// 0 for Monday to 6 for Sunday.
  package let weekday: Int
  package let hour: Int
  package let requests: Int
  package let cost: CostAmount

  package var weekdayName: String { CivilDate.weekdayNames[weekday] }

  package static let fields: [Field<WeekdayHourRow>] = [
    Field("weekday", "mon to sun.") { $0.weekdayName },
    Field("hour", "0–23, local.") { $0.hour },
    Field("requests", "Requests; a record may stand for several.", in: .requests) { $0.requests },
    Field("cost", "What it cost.") { $0.cost },
  ]

  static func rows(_ usage: PricedUsage) -> [WeekdayHourRow] {
    let table = usage.tables.weekdayHours
    return (0..<168).map { hour in
      WeekdayHourRow(
        weekday: hour / 24, hour: hour % 24, requests: table.measures[hour].requests,
        cost: table.costs[hour])
    }
  }
}
