import CostModeling
import ExactNumbers
import Reporting
import Templating
import TestSupport
import Testing

/// What holds for any two periods and any prices.
struct `A difference of costs` {
  static let seeds = Array(0..<20)

  private static func amounts(_ difference: CostDifference) -> [String: ExactDecimal] {
    Dictionary(
      uniqueKeysWithValues: difference.effects.map { ($0.effect.rawValue, $0.amount) })
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
      var rows = effects["contract"] ?? .zero
      for row in difference.tree["rows"]?.elements ?? [] {
        let amounts = ["before", "after"].map { row[$0]?["amount"]?.number ?? .zero }
        #expect(row["difference"]?.number == amounts[1] - amounts[0])
        guard case .object(let parts)? = row["effects"] else { continue }
        let sum = parts.fields.reduce(ExactDecimal.zero) { $0 + ($1.value.number ?? .zero) }
        #expect(sum == amounts[1] - amounts[0])
        rows = rows + sum
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
    for (name, amount) in there {
      let other = ["new": "gone", "gone": "new"][name] ?? name
      #expect(here[other] == -amount, "\(name)")
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
    for (name, amount) in Self.amounts(difference) where name != "price" {
      #expect(amount == .zero, "\(name)")
    }
    #expect(Self.amounts(difference)["price"] == difference.amount)
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
    for (name, amount) in Self.amounts(difference) where name != "volume" {
      #expect(amount == .zero, "\(name)")
    }
    #expect(difference.amount == Self.amounts(difference)["volume"])
  }

  @Test func `is nothing between a period and itself`() throws {
    var numbers = SeededNumbers(3)
    let report = try costedReport(Self.uses(&numbers), RandomBook(using: &numbers))
    let difference = try CostDifference(from: report, to: report)
    #expect(Self.amounts(difference).values.allSatisfy { $0 == .zero })
    #expect(difference.rose(byMoreThan: .zero) == false)
  }
}
