import CostModeling
import ExactNumbers
import Foundation
import Metering

/// Numbers that look random and are the same for the same seed, everywhere.
struct Seeded {
  private var state: UInt64

  init(_ seed: Int) { state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 &+ 1 }

  /// From 0 up to a limit, the limit excluded.
  mutating func next(below limit: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % limit
  }

  /// Near 0: between ±`spread` percent, the middle more often than the ends.
  mutating func percent(_ spread: Int) -> Int {
    (0..<4).reduce(0) { sum, _ in sum + next(below: spread + 1) } / 2 - spread
  }
}

/// The days of an account that costs less at weekends.
struct Account {
  static let firstDay = CivilDate(year: 2026, month: 7, day: 13)
  var costs: [CivilDate: ExactDecimal] = [:]

  /// Cents a day: 100 units on a working day, `weekend` percent of it at weekends, with a noise of
  /// up to `noise` percent.
  init(days: Int, seed: Int, weekend: Int = 30, noise: Int = 25) {
    var numbers = Seeded(seed)
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
