import CostModeling
import ExactNumbers
import Metering
import Testing

/// A flat account of 100 a day: only the height of one day decides.
struct `A spike` {
  private static let spikeDay = Account.firstDay.advanced(by: 65)

  private func spikes(
    usual: String, _ cost: String, length: Int = 70, spikeDay: CivilDate = spikeDay
  ) throws -> [CostSpike] {
    let days = Account.firstDay..<Account.firstDay.advanced(by: length)
    var costs: [CivilDate: ExactDecimal] = [:]
    for day in days { costs[day] = try decimal(usual) }
    costs[spikeDay] = try decimal(cost)
    return try DailyCosts(costs, over: days).spikes(in: days)
  }

  @Test func `is beyond 3.5 deviations of at least 0.05`() throws {
    // Wednesdays of 1000 among days of 10: two percent of four weeks are 84.8.
    func wednesday(_ cost: String) throws -> [CostSpike] {
      let days = Account.firstDay..<Account.firstDay.advanced(by: 70)
      var costs: [CivilDate: ExactDecimal] = [:]
      for day in days { costs[day] = ExactDecimal(day.weekday == 2 ? 1000 : 10) }
      costs[Self.spikeDay] = try decimal(cost)
      return try DailyCosts(costs, over: days).spikes(in: days)
    }
    // e^(3.5 × 1.4826 × 0.05) = e^0.259455 = 1.296223…
    #expect(try wednesday("1296.2").isEmpty)
    let found = try wednesday("1296.3")
    #expect(found.map(\.day) == [Self.spikeDay])
    #expect(found.map(\.expected) == [ExactDecimal(1000)])
    #expect(try found.map(\.excess) == [decimal("296.3")])
  }

  @Test func `is at least 25 units of money`() throws {
    #expect(try spikes(usual: "10", "34.999").isEmpty)
    #expect(try spikes(usual: "10", "35").count == 1)
  }

  @Test func `is at least two percent of four weeks`() throws {
    // Weekends of 100 among days of 1000: 28 days before it cost 20,800, two percent are 416.
    func saturday(_ cost: String) throws -> [CostSpike] {
      let days = Account.firstDay..<Account.firstDay.advanced(by: 70)
      var costs: [CivilDate: ExactDecimal] = [:]
      for day in days { costs[day] = ExactDecimal(day.weekday < 5 ? 1000 : 100) }
      costs[Account.firstDay.advanced(by: 68)] = try decimal(cost)
      return try DailyCosts(costs, over: days).spikes(in: days)
    }
    #expect(try saturday("515.99").isEmpty)
    #expect(try saturday("516").count == 1)
  }

  @Test func `needs days like it before`() throws {
    let early = Account.firstDay.advanced(by: 13)
    #expect(try spikes(usual: "10", "900", spikeDay: early).isEmpty)
    let late = Account.firstDay.advanced(by: 24)
    #expect(try spikes(usual: "10", "900", spikeDay: late).map(\.day) == [late])
  }

  @Test func `is no ordinary Monday, and no fall`() throws {
    let account = Account(days: 90, seed: 5, weekend: 10, noise: 0)
    let days = Account.firstDay..<Account.firstDay.advanced(by: 90)
    #expect(try DailyCosts(account.costs, over: days).spikes(in: days).isEmpty)
    #expect(try spikes(usual: "1000", "10").isEmpty)
  }

  @Test(arguments: 1...20)
  func `is rare among noise`(seed: Int) throws {
    let account = Account(days: 120, seed: seed)
    let days = Account.firstDay..<Account.firstDay.advanced(by: 120)
    #expect(try DailyCosts(account.costs, over: days).spikes(in: days).count <= 1)
  }

  @Test func `is not a level that stays`() throws {
    let days = Account.firstDay..<Account.firstDay.advanced(by: 90)
    var costs: [CivilDate: ExactDecimal] = [:]
    for day in days { costs[day] = ExactDecimal(day < Self.spikeDay ? 100 : 300) }
    let found = try DailyCosts(costs, over: days).spikes(in: days)
    // It is one until the 14 days before it have the new level in their middle.
    #expect(found.count == 8 || found.count == 7, "\(found.count)")
    #expect(found.allSatisfy { $0.day < Self.spikeDay.advanced(by: 8) })
  }
}
