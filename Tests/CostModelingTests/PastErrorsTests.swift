import CostModeling
import ExactNumbers
import Testing

struct `Past errors` {
  private func errors(
    _ pairs: [(actual: Int, predicted: Int)], horizon: Int = 1
  ) -> PastErrors {
    PastErrors(
      trials: pairs.map {
        PastErrors.Trial(actual: ExactDecimal($0.actual), predicted: ExactDecimal($0.predicted))
      }, horizon: horizon)
  }

  @Test func `are what one works out by hand`() throws {
    // Off by 10, 20 and 0: WAPE 30/400, MAPE (10 + 10 + 0)/3, bias (−10 + 20)/400.
    let mine = errors([(100, 90), (200, 220), (100, 100)])
    #expect(try mine.weightedPercent == decimal("7.5"))
    #expect(try mine.meanPercent == decimal("6.666666666667"))
    #expect(try mine.biasPercent == decimal("2.5"))
    let other = errors([(100, 140), (200, 220), (100, 100)])
    #expect(mine.skillPercent(against: other) == ExactDecimal(50))
    #expect(mine.skillPercent(against: mine) == .zero)
  }

  @Test func `of nothing are not known`() {
    let none = errors([(0, 0), (0, 0)])
    #expect(none.weightedPercent == nil && none.meanPercent == nil && none.biasPercent == nil)
    #expect(none.skillPercent(against: none) == nil)
    #expect(errors([]).factor == nil)
  }

  @Test func `bound an interval by the 80 percent's rank of too much or too little`() throws {
    // The ratios are 1, 2, 2, 4, 5; of five the ⌈0.8 × 6⌉ = 5th counts.
    let pairs = [(10, 10), (10, 20), (20, 10), (40, 10), (10, 50)]
    #expect(errors(pairs).factor == ExactDecimal(5))
    // Of nine the 8th.
    let more = pairs + [(10, 10), (10, 10), (10, 10), (10, 10)]
    #expect(errors(more).factor == ExactDecimal(4))
    #expect(errors(Array(pairs.prefix(3))).factor == nil)
  }

  @Test func `have no bound where something was predicted and nothing came`() {
    #expect(errors([(10, 10), (10, 10), (10, 10), (0, 10)]).factor == nil)
    #expect(errors([(0, 0), (10, 10), (10, 10), (10, 10)]).factor == .one)
  }

  @Test func `count as held what lay in the interval known by then`() throws {
    // Four trials set the bound at 2; of the next two one is within, one beyond.
    let pairs = [(10, 10), (10, 20), (20, 10), (10, 10), (10, 15), (10, 90)]
    #expect(errors(pairs).coveragePercent == ExactDecimal(50))
    // Three days ahead, what came is known three days later: there is nothing to go by.
    #expect(errors(pairs, horizon: 3).coveragePercent == nil)
  }
}
