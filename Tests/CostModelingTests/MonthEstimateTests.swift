import CostModeling
import ExactNumbers
import Metering
import Testing

struct `The month's estimate` {
  /// 10 a working day and 3 at weekends, two weeks from Monday, 28 September on.
  private static let twoWeeks = Dictionary(
    uniqueKeysWithValues: (0..<14).map { index -> (CivilDate, ExactDecimal) in
      let day = date(9, 28).advanced(by: index)
      return (day, ExactDecimal(day.weekday < 5 ? 10 : 3))
    })

  private func estimate(
    _ costs: [CivilDate: ExactDecimal], from first: CivilDate, until end: Instant,
    zone: ZoneOffsets = .utc
  ) throws -> MonthEstimate? {
    let window = MonthWindow(dataEndingAt: end, firstDay: first, zone: zone)
    return try MonthEstimate(window, costs: costs)
  }

  /// The mean of a week is 8. Ratios are known for the 8 days from Thursday on: 1.25 on a working
  /// day and 0.375 at weekends. So the indexes are (1.25 + 2) / 3 = 13/12 for Monday, Tuesday,
  /// Wednesday and Friday, (2.5 + 2) / 4 = 9/8 for Thursday, and (0.375 + 2) / 3 = 19/24 at
  /// weekends. The 20 days from 12 October on are 12 × 13/12 + 3 × 9/8 + 5 × 19/24 = 61/3 average
  /// days of 8. October has cost 82 so far.
  @Test func `is what one works out by hand`() throws {
    let end = ZoneOffsets.utc.start(of: date(10, 12))
    let estimate = try #require(try estimate(Self.twoWeeks, from: date(9, 28), until: end))
    #expect(estimate.method == .seasonal)
    #expect(estimate.toDate(Self.twoWeeks) == ExactDecimal(82))
    let byHand = try ExactDecimal(82) + ExactDecimal(8).times(61, dividedBy: ExactDecimal(3))
    let total = try estimate.total(of: Self.twoWeeks)
    #expect((total - byHand).magnitude < ExactDecimal(units: 1_000_000_000))
    #expect(estimate.daysComplete == 11)
    #expect(estimate.historyFrom == date(9, 28))
    #expect(estimate.confidence == .low && estimate.errors == nil)
  }

  @Test func `is by run rate with 13 complete days: days elapsed, exactly`() throws {
    let costs = Self.twoWeeks.filter { $0.key > date(9, 28) }
    let end = ZoneOffsets.utc.start(of: date(10, 12))
    let estimate = try #require(try estimate(costs, from: date(9, 29), until: end))
    #expect(estimate.method == .runRate)
    #expect(try estimate.total(of: costs) == decimal("231.090909090909090909"))
    #expect(estimate.historyFrom == date(10, 1))
    #expect(estimate.reason.text == "13 complete days of data; the weekday method needs 14")
  }

  @Test func `of three days is of low confidence, and of less than one there is none`() throws {
    let costs = [date(10, 1): ExactDecimal(6), date(10, 2): ExactDecimal(0)]
    let threeDays = ZoneOffsets.utc.start(of: date(10, 4))
    let estimate = try #require(try estimate(costs, from: date(10, 1), until: threeDays))
    #expect(estimate.confidence == .low)
    #expect(try estimate.total(of: costs) == ExactDecimal(62))
    let interval = try estimate.interval(around: ExactDecimal(62), toDate: ExactDecimal(6))
    #expect(interval.low > ExactDecimal(37) && interval.low < ExactDecimal(38))
    #expect(interval.high > ExactDecimal(102) && interval.high < ExactDecimal(103))
    let almost = ZoneOffsets.utc.start(of: date(10, 2)) - .millisecond
    #expect(try self.estimate(costs, from: date(10, 1), until: almost) == nil)
  }

  @Test func `of a month that is over is what it cost`() throws {
    let account = Account(days: 90, seed: 1)
    let estimate = try #require(try account.estimate(before: date(10, 1)))
    let cost = account.sum(date(9, 1)..<date(10, 1))
    #expect(estimate.method == .actual && estimate.confidence == .high)
    #expect(estimate.month == date(9, 1) && estimate.daysComplete == 30)
    #expect(try estimate.total(of: account.costs) == cost)
    let interval = try estimate.interval(around: cost, toDate: cost)
    #expect(interval.low == cost && interval.high == cost)
  }

  @Test func `counts a day in progress for the larger of its cost and its expectation`() throws {
    let noon = ZoneOffsets.utc.start(of: date(10, 12)) + .hour * 12
    var costs = Self.twoWeeks
    let midnight = ZoneOffsets.utc.start(of: date(10, 12))
    let before = try #require(try estimate(costs, from: date(9, 28), until: midnight))
    costs[date(10, 12)] = ExactDecimal(5)
    let little = try #require(try estimate(costs, from: date(9, 28), until: noon))
    #expect(try little.total(of: costs) == before.total(of: Self.twoWeeks))
    #expect(little.toDate(costs) == ExactDecimal(87))
    costs[date(10, 12)] = ExactDecimal(100)
    let much = try #require(try estimate(costs, from: date(9, 28), until: noon))
    let rest = try much.projection.sum(over: date(10, 13)..<date(11, 1), from: costs)
    #expect(try much.total(of: costs) == ExactDecimal(182) + rest)
  }

  @Test func `on the first day of a month rests on the days before it`() throws {
    let account = Account(days: 90, seed: 4, noise: 0)
    let estimate = try #require(try account.estimate(before: date(9, 2)))
    let first = try #require(
      try MonthEstimate(
        account.window(until: ZoneOffsets.utc.start(of: date(9, 1)) + .hour),
        costs: account.costs.filter { $0.key < date(9, 1) }))
    #expect(first.month == date(9, 1) && first.daysComplete == 0)
    #expect(first.method == .seasonal)
    let actual = account.sum(date(9, 1)..<date(10, 1))
    for (estimate, end) in [(first, date(9, 1)), (estimate, date(9, 2))] {
      let total = try estimate.total(of: account.costs.filter { $0.key < end })
      #expect((total - actual).magnitude < ExactDecimal(100), "\(total), \(actual)")
    }
  }

  @Test func `cumulates to the total, and begins with what was spent`() throws {
    let account = Account(days: 70, seed: 3)
    let day = date(9, 10)
    let estimate = try #require(try account.estimate(before: day))
    let known = account.costs.filter { $0.key < day }
    let days = (0..<30).map { date(9, 1).advanced(by: $0) }
    let sums = try days.map { try estimate.cumulative(through: $0, of: known) }
    #expect(try sums.last == estimate.total(of: known))
    #expect(sums[8] == estimate.toDate(known))
    #expect(sums == sums.sorted())
  }
}
