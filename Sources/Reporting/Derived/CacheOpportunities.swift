import Charging
import ExactNumbers
import Metering
import PriceBooks
import Templating

extension ReportBuilder {
  /// By price that offers cheaper reads of a cache: the share of its input that is read from one,
  /// and what a month would save if that share were ``CacheTarget/percent`` of every request's.
  ///
  /// It is what `tariff compare` makes of the step `cache: {of: PRICE, hit: 60%}`: the tokens of
  /// input and of cache reads stay the same in sum, each request keeps its context and its date,
  /// writes and unsplit usage stay. Costs are list prices; what it takes to fill the cache is left
  /// out.
  func cacheOpportunities() throws -> [TemplateValue] {
    var uses: [String: CacheUse] = [:]
    let prices = tables.lanes.map { request.books.cheaperCachePrice(of: $0) }
    for (key, usage) in zip(request.summary.cells.keys, request.summary.cells.measures) {
      guard let price = prices[Int(key.lane)] else { continue }
      try uses[price, default: CacheUse()].add(usage, lane: Int(key.lane), day: Int(key.day))
    }
    let sorted = uses.sorted { $0.key.precedesBytewise($1.key) }
    return try sorted.compactMap { price, use in
      guard use.input + use.cacheRead > 0 else { return nil }
      return [
        "name": .text(price),
        "hit_percent": MeasuresTree.percent(use.cacheRead, of: use.input + use.cacheRead),
        "target_percent": .integer(CacheTarget.percent),
        "monthly_saving": MeasuresTree.decimal(try saving(use)),
        "input": .integer(use.input), "cache_read": .integer(use.cacheRead),
      ]
    }
  }

  private func saving(_ use: CacheUse) throws -> ExactDecimal? {
    guard month != nil else { return nil }
    let costs = (now: try price(use.now), then: try price(use.then))
    guard
      let now = try perMonth(use.now.byDay(costs.now, meters: tables.meterNames)),
      let then = try perMonth(use.then.byDay(costs.then, meters: tables.meterNames))
    else { return nil }
    return try (now - then).times(.one, dividedBy: ExactDecimal(CacheTarget.parts))
  }
}

/// The share of input that a cache could serve: what agents that repeat their prompts reach.
enum CacheTarget {
  static let percent = 60
  /// The share in whole parts, 3 of 5, so that tokens can be moved without a rounding.
  static let parts = 5
  static let cached = 3
}

/// Input that a price charges less for where a cache is read, as it is and as it might be.
///
/// Both hold every token ``CacheTarget/parts`` times, so that the target's share is whole; what they
/// cost is divided again.
private struct CacheUse {
  private(set) var input = 0
  private(set) var cacheRead = 0
  private(set) var now = UsagePart()
  private(set) var then = UsagePart()

  mutating func add(_ usage: Measures, lane: Int, day: Int) throws {
    let (fresh, read) = (usage.tokens[.input], usage.tokens[.cacheRead])
    // Beyond that a multiple of it would not fit, and no price makes sense of it either.
    guard fresh + read > 0, fresh + read < 1 << 56 else { return }
    input += fresh
    cacheRead += read
    try now.add(
      Self.usage(fresh * CacheTarget.parts, read * CacheTarget.parts), lane: lane, day: day)
    let cached = (fresh + read) * CacheTarget.cached
    let rest = (fresh + read) * CacheTarget.parts - cached
    try then.add(Self.usage(rest, cached), lane: lane, day: day)
  }

  private static func usage(_ input: Int, _ cacheRead: Int) -> Measures {
    var usage = Measures()
    usage.requests = 1
    usage.successes = 1
    usage.tokens[.input] = input
    usage.tokens[.cacheRead] = cacheRead
    return usage
  }
}
