import CostModeling
import ExactNumbers
import Metering
import Charging
import Reporting

/// What the month's estimate adds to the data, day by day to the month's end: to what the day in
/// progress has cost, where more is expected of it, and the whole of every later day.
struct DaysToCome {
  let start: CivilDate
  let end: CivilDate
  let amounts: [CivilDate: ExactDecimal]

  /// All of it: the month's estimate less what the month has cost so far.
  var cost: ExactDecimal { amounts.values.reduce(.zero, +) }

  /// The mean of a day.
  var mean: ExactDecimal { cost.divided(by: ExactDecimal(amounts.count)) ?? .zero }

  /// nil where the month is over.
  init?(_ forecast: Forecast) {
    let days = forecast.days.filter { $0.date >= forecast.month.estimate.expectedFrom }
    guard let first = days.first, let last = days.last else { return nil }
    start = first.date
    end = last.date
    let spent = forecast.month.days
    amounts = days.reduce(into: [:]) { amounts, day in
      amounts[day.date] = day.amount - (spent[day.date]?.amount ?? .zero)
    }
  }
}
