import CostModeling
import ExactNumbers
import Metering
import Testing

/// 90 days of accounts that cost less at weekends, with seeds that never change.
struct `On 90 days with a weekly pattern` {
  /// 10 October is day 90.
  private static let seeds = 1...40

  @Test func `weekdays beat run rate in the first ten days of a month`() throws {
    let none = (seasonal: ExactDecimal.zero, runRate: ExactDecimal.zero)
    var errors = Array(repeating: none, count: 11)
    for seed in Self.seeds {
      let account = Account(days: 111, seed: seed)
      let actual = account.sum(date(10, 1)..<date(11, 1))
      for day in 1...10 {
        let end = date(10, 1).advanced(by: day)
        let known = account.costs.filter { $0.key < end }
        let estimate = try #require(try account.estimate(before: end))
        let total = try estimate.total(of: known)
        let spent = estimate.toDate(known)
        let runRate = try spent.times(31, dividedBy: ExactDecimal(day))
        errors[day].seasonal = errors[day].seasonal + (total - actual).magnitude
        errors[day].runRate = errors[day].runRate + (runRate - actual).magnitude
      }
    }
    for day in 1...10 {
      #expect(errors[day].seasonal < errors[day].runRate, "day \(day)")
    }
    let sums = errors.reduce((ExactDecimal.zero, ExactDecimal.zero)) {
      ($0.0 + $1.seasonal, $0.1 + $1.runRate)
    }
    #expect(sums.0 + sums.0 < sums.1, "less than half of the error: \(sums)")
  }

  @Test func `the 80 percent interval holds 70 to 90 percent of the months`() throws {
    var (held, tried) = (0, 0)
    for seed in Self.seeds {
      let account = Account(days: 111, seed: seed)
      let actual = account.sum(date(10, 1)..<date(11, 1))
      for day in 1...25 {
        let end = date(10, 1).advanced(by: day)
        let known = account.costs.filter { $0.key < end }
        let estimate = try #require(try account.estimate(before: end))
        let interval = try estimate.interval(
          around: estimate.total(of: known), toDate: estimate.toDate(known))
        #expect(estimate.confidence == .medium)
        tried += 1
        if interval.low <= actual && actual <= interval.high { held += 1 }
      }
    }
    let percent = 100 * held / tried
    #expect(70...90 ~= percent, "\(percent) %")
  }
}
