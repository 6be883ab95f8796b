import Charging
import ExactNumbers
import Metering
import PriceBooks
import Recommendations
import Reporting
import Templating

/// Numbers that are the same in every run: SplitMix64.
struct SeededNumbers: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
    return value ^ value >> 31
  }
}

/// A usage event as tests write it.
struct Use {
  var backend: String
  var model: String?
  var serviceTier = "standard"
  /// From 0 to 30, of October 2026.
  var day: Int
  var tokens = TokenCounts()
  var searches = 0

  /// Any of a few backends and models, with tokens split, not split, or both.
  static func random(using numbers: inout SeededNumbers) -> Use {
    let backend = ["alpha", "beta", "gamma", "delta", "unheard-of"].randomElement(using: &numbers)
    var use = Use(
      backend: backend ?? "alpha",
      model: [nil, "small", "large", "unknown"].randomElement(using: &numbers) ?? nil,
      day: Int.random(in: 0..<31, using: &numbers))
    use.serviceTier = Int.random(in: 0..<5, using: &numbers) == 0 ? "batch" : "standard"
    if Int.random(in: 0..<4, using: &numbers) == 0 {
      use.tokens[.unsplit] = Int.random(in: 0...30_000, using: &numbers)
    } else {
      for meter in [Meter.input, .output, .cacheRead] {
        use.tokens[meter] = Int.random(in: 0...20_000, using: &numbers)
      }
      use.searches = max(0, Int.random(in: -3...3, using: &numbers))
    }
    return use
  }
}

/// A price book of random rates, and those rates again at other prices.
struct RandomBook {
  private let rates: [(id: String, match: String, numbers: [Int])]
  private let hasTerms: Bool

  init(using numbers: inout SeededNumbers) {
    let names = [("a", "small"), ("b", "large"), ("c", "alpha"), ("d", "beta"), ("e", "gamma")]
    var rates: [(id: String, match: String, numbers: [Int])] = []
    for (id, match) in names where id == "a" || Int.random(in: 0..<6, using: &numbers) > 0 {
      let prices = (0..<9).map { _ in Int.random(in: 0...9_999, using: &numbers) }
      rates.append((id: id, match: match, numbers: prices))
    }
    self.rates = rates
    hasTerms = Int.random(in: 0..<3, using: &numbers) == 0
  }

  private init(rates: [(id: String, match: String, numbers: [Int])], hasTerms: Bool) {
    self.rates = rates
    self.hasTerms = hasTerms
  }

  /// The same rows at other prices.
  func repriced(using numbers: inout SeededNumbers) -> RandomBook {
    var other: [(id: String, match: String, numbers: [Int])] = []
    for rate in rates {
      let prices = rate.numbers.map { _ in Int.random(in: 1...9_999, using: &numbers) }
      other.append((id: rate.id, match: rate.match, numbers: prices))
    }
    return RandomBook(rates: other, hasTerms: hasTerms)
  }

  var withoutTerms: RandomBook { RandomBook(rates: rates, hasTerms: false) }

  /// With a price change on the 15th, a context tier, a service tier and a price a request.
  var yaml: String {
    var lines = ["tariff: prices/1", "name: random", "currency: USD", "prices:"]
    for (id, match, numbers) in rates {
      lines += [
        "  - id: maker/\(id)", "    match: [\(match)]", "    rates:",
        "      - {per: 1M tokens, input: 0.\(numbers[0]), output: \(numbers[1]).\(numbers[2]), "
          + "cache_read: input, web_searches: {price: \(numbers[3]), per: 1K}, "
          + "above: [{context: 9000, input: \(numbers[4])}]}",
        "      - {from: 2026-10-15, per: 1M tokens, input: \(numbers[5]), output: \(numbers[6]), "
          + "requests: {price: 0.\(numbers[7]), per: 1K}}",
        "      - {per: 1M tokens, when: {service_tier: batch}, input: 0.\(numbers[8]), output: 1}",
      ]
    }
    if hasTerms {
      lines += [
        "contract:", "  - {name: discount, match: \"maker/*\", discount: 12%}",
        "  - {name: credit, credit: 0.50}",
      ]
    }
    return lines.joined(separator: "\n") + "\n"
  }
}

/// The report of some usage at a book's prices, as a side of a comparison.
func costedReport(_ uses: [Use], _ book: RandomBook) throws -> CostedReport {
  let books = PriceBooks([try PriceBook(parsing: book.yaml, file: "random.yaml")])
  var plan = SummaryPlan()
  plan.boundaries = books.boundaries
  plan.period.start = Instant(milliseconds: 1_790_812_800_000)
  plan.period.end = Instant(milliseconds: 1_793_491_200_000)
  var summary = UsageSummary(plan: plan)
  var names = NameTable()
  for use in uses {
    var event = UsageEvent()
    event.timestamp = plan.period.start + .day * use.day + .hour
    event.backend = names.id(of: use.backend)
    event.model = use.model.map { names.id(of: $0) } ?? .none
    event.tool = names.id(of: "test")
    event.routingMethod = event.tool
    event.serviceTier = names.id(of: use.serviceTier)
    event.tokens = use.tokens
    if use.searches > 0 {
      event.otherMeters = [.init(name: names.id(of: "web_searches"), quantity: use.searches)]
    }
    try summary.add(event, names: &names)
  }
  let request = ReportRequest(
    summary: summary, names: names, inputs: InputFigures(), books: books, currency: "USD",
    rules: .none, options: [:], generator: "test")
  return try CostedReport(try Report(request).tree, label: "random")
}
