import CostModeling
import ExactNumbers
import Reporting
import TestSupport
import Testing

/// What holds for any two periods and any prices.
struct `A difference of costs` {
  static let seeds = Array(0..<20)

  private static func amounts(_ difference: CostDifference) -> [CostEffect: ExactDecimal] {
    Dictionary(uniqueKeysWithValues: difference.effects.map { ($0.effect, $0.amount) })
  }

  private static func uses(_ numbers: inout SeededNumbers) -> [Use] {
    let count = Int.random(in: 0...12, using: &numbers)
    return (0..<count).map { _ in Use.random(using: &numbers) }
  }

  /// Fifty random pairs of periods and books for each of 20 seeds.
  @Test(arguments: seeds)
  func `is the sum of its effects, in total and in every row`(seed: Int) throws {
    var numbers = SeededNumbers(seed)
    var before = try costedReport(Self.uses(&numbers), RandomBook(using: &numbers))
    for _ in 0..<50 {
      let after = try costedReport(Self.uses(&numbers), RandomBook(using: &numbers))
      let difference = try CostDifference(from: before, to: after)
      #expect(difference.amount == after.amount - before.amount)
      let effects = Self.amounts(difference)
      #expect(effects.values.reduce(.zero, +) == difference.amount)
      var rows = difference.contract
      for row in difference.rows {
        let moved = (row.after?.amount ?? .zero) - (row.before?.amount ?? .zero)
        #expect(row.difference == moved)
        #expect(row.effects.total == moved)
        rows = rows + row.effects.total
      }
      #expect(rows == difference.amount)
      try expectMirror(of: difference)
      before = after
    }
  }

  /// Looked at from the other side every effect changes its sign, and what was new is gone.
  private func expectMirror(of difference: CostDifference) throws {
    let back = try CostDifference(from: difference.after, to: difference.before)
    let (there, here) = (Self.amounts(difference), Self.amounts(back))
    for (effect, amount) in there {
      let other = [.new: .gone, .gone: .new][effect] ?? effect
      #expect(here[other] == -amount, "\(effect)")
    }
  }

  @Test(arguments: seeds)
  func `is price alone where only prices changed`(seed: Int) throws {
    var numbers = SeededNumbers(seed + 1000)
    let uses = Self.uses(&numbers)
    let book = RandomBook(using: &numbers).withoutTerms
    let (before, after) = (
      try costedReport(uses, book), try costedReport(uses, book.repriced(using: &numbers))
    )
    let difference = try CostDifference(from: before, to: after)
    for (effect, amount) in Self.amounts(difference) where effect != .price {
      #expect(amount == .zero, "\(effect)")
    }
    #expect(Self.amounts(difference)[.price] == difference.amount)
  }

  @Test(arguments: seeds)
  func `is volume alone where everything was used more often`(seed: Int) throws {
    var numbers = SeededNumbers(seed + 2000)
    let uses = Self.uses(&numbers)
    let book = RandomBook(using: &numbers).withoutTerms
    let times = Int.random(in: 2...7, using: &numbers)
    let more = (0..<times).flatMap { _ in uses }
    let difference = try CostDifference(
      from: try costedReport(uses, book), to: try costedReport(more, book))
    for (effect, amount) in Self.amounts(difference) where effect != .volume {
      #expect(amount == .zero, "\(effect)")
    }
    #expect(difference.amount == Self.amounts(difference)[.volume])
  }

  @Test func `is nothing between a period and itself`() throws {
    var numbers = SeededNumbers(3)
    let report = try costedReport(Self.uses(&numbers), RandomBook(using: &numbers))
    let difference = try CostDifference(from: report, to: report)
    #expect(Self.amounts(difference).values.allSatisfy { $0 == .zero })
    #expect(difference.rose(byMoreThan: .zero) == false)
  }
}
