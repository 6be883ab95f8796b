import CostModeling
import ExactNumbers
import Metering
import Testing

struct `Estimates` {
  private static let unit = ExactDecimal(units: 40)

  @Test(arguments: 1...10)
  func `of doubled costs are doubled, to the last digit`(seed: Int) throws {
    let account = Account(days: 60, seed: seed)
    let day = Account.firstDay.advanced(by: 55)
    let known = account.costs.filter { $0.key < day }
    let doubled = known.mapValues { $0 + $0 }
    let one = try #require(try account.estimate(before: day))
    let two = try #require(try MonthEstimate(account.window(before: day), costs: doubled))
    #expect(one.projection.indexes == two.projection.indexes)
    let (single, double) = try (one.total(of: known), two.total(of: doubled))
    // What does not end is rounded once, so the last of 18 digits may be one off.
    #expect((double - single - single).magnitude <= ExactDecimal(units: 1))
    let left = single - one.toDate(known)
    if left.units % 10 == 0 { #expect(double == single + single) }
  }

  @Test func `of doubled costs are doubled exactly where divisions end`() throws {
    // 14 days of 7 a day: the level is 7, every index is 1.
    let costs = Dictionary(
      uniqueKeysWithValues: (1...14).map { (date(10, $0), ExactDecimal(7)) })
    let window = MonthWindow(
      dataEndingAt: ZoneOffsets.utc.start(of: date(10, 15)), firstDay: date(10, 1), zone: .utc)
    let doubled = costs.mapValues { $0 + $0 }
    let one = try #require(try MonthEstimate(window, costs: costs)).total(of: costs)
    let two = try #require(try MonthEstimate(window, costs: doubled)).total(of: doubled)
    #expect(one == ExactDecimal(217))
    #expect(two == ExactDecimal(434))
  }

  @Test(arguments: 1...10)
  func `of parts add up to the estimate of the whole`(seed: Int) throws {
    let account = Account(days: 60, seed: seed)
    let day = Account.firstDay.advanced(by: 53)
    let known = account.costs.filter { $0.key < day }
    let estimate = try #require(try account.estimate(before: day))
    let parts = (0..<3).map { part in
      known.filter { $0.key.dayNumber % 3 == part }
    }
    let sum = try parts.reduce(ExactDecimal.zero) { try $0 + estimate.total(of: $1) }
    #expect(try (sum - estimate.total(of: known)).magnitude <= ExactDecimal(units: 3))
  }

  @Test func `of flat costs agree by either method, without any doubt`() throws {
    let account = Account(days: 80, seed: 1, weekend: 100, noise: 0)
    for offset in 40..<80 {
      let day = Account.firstDay.advanced(by: offset)
      let estimate = try #require(try account.estimate(before: day))
      let days = estimate.window.month.distance(to: estimate.window.nextMonth)
      let total = try estimate.total(of: account.costs.filter { $0.key < day })
      #expect(estimate.method == .seasonal || estimate.method == .actual)
      let month = estimate.window.month
      #expect(total == ExactDecimal(100 * days), "\(month)")
      guard estimate.errors != nil else { continue }
      let interval = try estimate.interval(around: total, toDate: ExactDecimal(100))
      #expect(interval.low == total && interval.high == total)
      #expect(estimate.errors?.weightedPercent == .zero)
    }
  }

  @Test func `are by run rate where three months say that weekdays are no better`() throws {
    let account = Account(days: 100, seed: 1, weekend: 100, noise: 0)
    let early = try #require(try account.estimate(before: Account.firstDay.advanced(by: 89)))
    let late = try #require(try account.estimate(before: Account.firstDay.advanced(by: 90)))
    #expect(early.method == .seasonal)
    #expect(late.method == .runRate && late.confidence == .medium)
    #expect(
      late.reason.text
        == "over 90 days the weekday method was no better: off by 0.0 %, run rate by 0.0 %")
  }

  @Test func `are tried on the last year alone`() throws {
    let account = Account(days: 500, seed: 1, noise: 0)
    let day = Account.firstDay.advanced(by: 500)
    let estimate = try #require(try account.estimate(before: day))
    let horizon = estimate.window.daysLeft.count
    #expect(estimate.backTest?.seasonal.trials.count == 365 - horizon + 1)
    #expect(estimate.method == .seasonal)
  }

  @Test func `of something known from a day on stand for the whole month`() throws {
    let account = Account(days: 60, seed: 2, weekend: 100, noise: 0)
    let day = date(9, 9)
    let estimate = try #require(try account.estimate(before: day))
    let lastDays = account.costs.filter { $0.key >= date(9, 5) && $0.key < day }
    #expect(try estimate.total(of: lastDays, knownFrom: date(9, 5)) == ExactDecimal(3000))
    #expect(
      try estimate.total(of: account.costs, knownFrom: Account.firstDay)
        == estimate.total(of: account.costs))
  }
}
