package import ExactNumbers
import Metering

/// Why an estimate uses the method that it uses.
package enum MethodReason: Sendable {
  case monthIsOver
  case weekdays
  case fewDays(Int)
  /// Over so many days run rate was as good as the weekday method.
  case weekdaysNoBetter(days: Int, weekdays: ExactDecimal?, runRate: ExactDecimal?)

  /// Over how many days the weekday method must prove that it is better.
  private static let proofLength = 90

  init(_ window: MonthWindow, _ backTest: BackTest?) {
    let days = window.completeDays.count
    if window.daysLeft.isEmpty {
      self = .monthIsOver
    } else if days < DailyProjection.levelLength {
      self = .fewDays(days)
    } else if let backTest, days >= Self.proofLength,
      backTest.seasonal.total >= backTest.runRate.total
    {
      self = .weekdaysNoBetter(
        days: min(days, BackTest.length), weekdays: backTest.seasonal.weightedPercent,
        runRate: backTest.runRate.weightedPercent)
    } else {
      self = .weekdays
    }
  }

  var method: MonthEstimate.Method {
    switch self {
    case .monthIsOver: .actual
    case .weekdays: .seasonal
    case .fewDays, .weekdaysNoBetter: .runRate
    }
  }

  package var text: String {
    func percent(_ value: ExactDecimal?) -> String { value?.text(fractionDigits: 1) ?? "0.0" }
    return switch self {
    case .monthIsOver: "the month is over"
    case .weekdays: "the level of the last 14 complete days by weekday"
    case .fewDays(let days):
      "\(days) complete day\(days == 1 ? "" : "s") of data; the weekday method needs 14"
    case .weekdaysNoBetter(let days, let weekdays, let runRate):
      "over \(days) days the weekday method was no better: off by \(percent(weekdays)) %, "
        + "run rate by \(percent(runRate)) %"
    }
  }
}
