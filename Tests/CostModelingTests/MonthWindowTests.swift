import CostModeling
import Foundation
import Metering
import Testing

struct `The month in which data end` {
  private func zone(_ name: String) throws -> ZoneOffsets {
    let bytes = [UInt8](try Data(contentsOf: URL(filePath: "/usr/share/zoneinfo/\(name)")))
    return try #require(ZoneOffsets(identifier: name, tzif: bytes))
  }

  @Test func `is the one before where they end at its last midnight`() {
    let end = ZoneOffsets.utc.start(of: date(11, 1))
    let window = MonthWindow(dataEndingAt: end, firstDay: date(10, 1), zone: .utc)
    #expect(window.month == date(10, 1))
    #expect(window.daysLeft.isEmpty && window.openDay == nil)
    let later = MonthWindow(dataEndingAt: end + .millisecond, firstDay: date(10, 1), zone: .utc)
    #expect(later.month == date(11, 1))
    #expect(later.openDay == date(11, 1) && later.completeDaysOfMonth.isEmpty)
    #expect(later.completeDays.count == 31 && later.daysLeft.count == 30)
  }

  @Test func `has days of its zone, of 25 hours too`() throws {
    let berlin = try zone("Europe/Berlin")
    let midnight = berlin.start(of: date(10, 26))
    #expect(midnight - berlin.start(of: date(10, 25)) == .hour * 25)
    let before = MonthWindow(
      dataEndingAt: midnight - .millisecond, firstDay: date(10, 1), zone: berlin)
    #expect(before.openDay == date(10, 25) && before.completeDaysOfMonth.count == 24)
    let after = MonthWindow(dataEndingAt: midnight, firstDay: date(10, 1), zone: berlin)
    #expect(after.openDay == nil && after.completeDaysOfMonth.count == 25)
  }

  @Test func `differs by zone at one instant`() throws {
    let instant = ZoneOffsets.utc.start(of: date(10, 31)) + .hour * 18
    let (tokyo, utc) = (try zone("Asia/Tokyo"), ZoneOffsets.utc)
    let east = MonthWindow(dataEndingAt: instant, firstDay: date(10, 1), zone: tokyo)
    let west = MonthWindow(dataEndingAt: instant, firstDay: date(10, 1), zone: utc)
    #expect(east.month == date(11, 1) && east.openDay == date(11, 1))
    #expect(west.month == date(10, 1) && west.openDay == date(10, 31))
  }

  @Test func `counts no day before the first one with data`() {
    let end = ZoneOffsets.utc.start(of: date(10, 12))
    let window = MonthWindow(dataEndingAt: end, firstDay: date(10, 5), zone: .utc)
    #expect(window.completeDaysOfMonth.count == 7)
    let none = MonthWindow(dataEndingAt: end, firstDay: date(10, 20), zone: .utc)
    #expect(none.completeDays.isEmpty && none.completeDaysOfMonth.isEmpty)
  }
}
