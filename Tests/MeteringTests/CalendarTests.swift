import Foundation
import Metering
import Testing

struct `Days and zones` {
  /// Central European time from its rule, as a zone file's footer has it.
  private func berlin() throws -> ZoneOffsets {
    let bytes = [UInt8](try Data(contentsOf: URL(filePath: "/usr/share/zoneinfo/Europe/Berlin")))
    return try #require(ZoneOffsets(identifier: "Europe/Berlin", tzif: bytes))
  }

  @Test func `agree with the system's zone at every change of a century`() throws {
    let zone = try berlin()
    let system = try #require(TimeZone(identifier: "Europe/Berlin"))
    for hour in stride(from: 0, to: 24 * 366 * 60, by: 11) {
      let date = Date(timeIntervalSince1970: Double(hour) * 3600)
      #expect(zone.offset(at: .epoch + .hour * hour) == system.secondsFromGMT(for: date))
    }
  }

  @Test func `a day has 23 or 25 hours where the clocks change`() throws {
    let zone = try berlin()
    func hours(_ text: String) throws -> Int {
      let date = try #require(CivilDate(parsing: text))
      return (zone.start(of: date.advanced(by: 1)) - zone.start(of: date)).whole(.hour)
    }
    #expect(try hours("2026-03-29") == 23)
    #expect(try hours("2026-10-25") == 25)
    #expect(try hours("2026-10-26") == 24)
  }

  @Test(arguments: [
    ("2026-10-05", "2026-W41"), ("2027-01-01", "2026-W53"), ("2024-12-30", "2025-W01"),
  ])
  func `weeks are ISO weeks`(date: String, week: String) throws {
    #expect(try #require(CivilDate(parsing: date)).weekText == week)
  }

  @Test(arguments: ["2026-02-29", "2026-13-01", "2026-1-1", "20261001", "2026-10-05T00:00:00Z"])
  func `what no calendar has is no date`(text: String) { #expect(CivilDate(parsing: text) == nil) }
}
