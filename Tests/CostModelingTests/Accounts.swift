import CostModeling
import ExactNumbers
import Foundation
import Metering
import TestSupport

extension SeededNumbers {
  /// Near 0: between ±`spread` percent, the middle more often than the ends.
  mutating func percent(_ spread: Int) -> Int {
    (0..<4).reduce(0) { sum, _ in sum + below(spread + 1) } / 2 - spread
  }
}

/// The days of an account that costs less at weekends.
struct Account {
  static let firstDay = CivilDate(year: 2026, month: 7, day: 13)
  var costs: [CivilDate: ExactDecimal] = [:]

  /// Cents a day: 100 units on a working day, `weekend` percent of it at weekends, with a noise of
  /// up to `noise` percent.
  init(days: Int, seed: Int, weekend: Int = 30, noise: Int = 25) {
    var numbers = SeededNumbers(seed)
    for index in 0..<days {
      let day = Self.firstDay.advanced(by: index)
      let base = day.weekday >= 5 ? 100 * weekend : 10_000
      let cents = base * (100 + numbers.percent(noise)) / 100
      costs[day] = ExactDecimal(units: Int128(cents) * (ExactDecimal.unitsPerOne / 100))
    }
  }

  /// What is known before a day begins.
  func window(before day: CivilDate) -> MonthWindow {
    window(until: ZoneOffsets.utc.start(of: day))
  }

  func window(until end: Instant) -> MonthWindow {
    MonthWindow(dataEndingAt: end, firstDay: Self.firstDay, zone: .utc)
  }

  func estimate(before day: CivilDate) throws -> MonthEstimate? {
    let window = window(before: day)
    return try MonthEstimate(window, costs: costs.filter { $0.key < day })
  }

  func sum(_ days: Range<CivilDate>) -> ExactDecimal {
    days.reduce(.zero) { $0 + (costs[$1] ?? .zero) }
  }
}

func date(_ month: Int, _ day: Int) -> CivilDate { CivilDate(year: 2026, month: month, day: day) }

func decimal(_ text: String) throws -> ExactDecimal { try ExactDecimal(parsing: text) }
