import Charging
import ExactNumbers
import Metering
import PriceBooks

/// A price that offers cheaper reads of a cache: the share of its input that is read from one, and
/// what a month would save if that share were ``CacheTarget/percent`` of every request's.
///
/// It is what `tariff compare` makes of the step `cache: {of: PRICE, hit: 60%}`: the tokens of
/// input and of cache reads stay the same in sum, each request keeps its context and its date,
/// writes and unsplit usage stay. Costs are list prices; what it takes to fill the cache is left
/// out.
struct CacheOpportunityRow: ReportRow {
  let price: String
  let input: Int
  let cacheRead: Int
  let monthlySaving: ExactDecimal?

  static let fields: [Field<CacheOpportunityRow>] = [
    Field("name", "The price.") { $0.price },
    Field("hit_percent", "The share of input read from a cache.", in: .percent) {
      Quotient.percent($0.cacheRead, of: $0.input + $0.cacheRead)
    },
    Field("target_percent", "The share that the saving is for.", in: .percent) { _ in
      CacheTarget.percent
    },
    Field("monthly_saving", "What it would save a month.", in: .money) { $0.monthlySaving },
    Field("input", "Input tokens, without cached ones.", in: .tokens) { $0.input },
    Field("cache_read", "Input tokens read from a cache.", in: .tokens) { $0.cacheRead },
  ]

  /// By the bytes of the prices' ids.
  static func rows(_ usage: PricedUsage) throws -> [CacheOpportunityRow] {
    var uses: [String: CacheUse] = [:]
    let prices = usage.tables.lanes.map { usage.request.books.cheaperCachePrice(of: $0) }
    let cells = usage.request.summary.cells
    for (key, measures) in zip(cells.keys, cells.measures) {
      guard let price = prices[Int(key.lane)] else { continue }
      try uses[price, default: CacheUse()].add(measures, lane: Int(key.lane), day: Int(key.day))
    }
    let sorted = uses.sorted { $0.key.precedesBytewise($1.key) }
    return try sorted.filter { $1.input + $1.cacheRead > 0 }.map { price, use in
      CacheOpportunityRow(
        price: price, input: use.input, cacheRead: use.cacheRead,
        monthlySaving: try use.monthlySaving(usage))
    }
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

  /// nil where the month has no estimate.
  func monthlySaving(_ usage: PricedUsage) throws -> ExactDecimal? {
    guard usage.month != nil else { return nil }
    let meters = usage.tables.meterNames
    guard let now = try usage.perMonth(self.now.byDay(usage.price(self.now), meters: meters)),
      let then = try usage.perMonth(self.then.byDay(usage.price(self.then), meters: meters))
    else { return nil }
    return try (now - then).times(.one, dividedBy: ExactDecimal(CacheTarget.parts))
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
