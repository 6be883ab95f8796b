package import ExactNumbers
package import Metering

/// A price (FOCUS: a SKU's price): an id, the names that the thing sold goes by, and dated rows.
package struct PriceEntry: Sendable {
  package var id: String
  package var patterns: [NamePattern] = []
  /// The backends it is for; empty for all.
  package var backends: [NamePattern] = []
  /// Whether its names match in any case of ASCII letters.
  package var ignoresCase = false
  package var source: String?
  package var unsplit: [MeterShare]?
  /// By ascending `from`.
  package var rows: [PriceRow] = []
  package var place = TextPlace()

  package init(id: String) { self.id = id }
}

/// The list unit prices that hold from an instant on. A row is complete: it inherits nothing.
package struct PriceRow: Sendable {
  /// When it holds.
  package var time = TimeRange.always
  package var condition = PriceCondition()
  package var rates: [String: Rate] = [:]
  /// A meter without a rate of its own is priced as another; keys may be globs.
  package var fallbacks: [String: String] = [:]
  /// By ascending context.
  package var tiers: [ContextTier] = []
  /// A cost of the calendar month, shared over what it served.
  package var fixed: ExactDecimal?
  package var source: String?
  package var place = TextPlace()
  /// What it says of the units of meters, while its book is read.
  var units: [MeterUnit] = []

  package init() {}

  /// When it begins to hold; nil is always.
  package var from: Instant? {
    get { time.from }
    set { time.from = newValue }
  }

  /// When it ends, exclusive; nil is never.
  package var until: Instant? {
    get { time.until }
    set { time.until = newValue }
  }

  package func holds(at instant: Instant) -> Bool { time.contains(instant) }
}

/// The conditions under which a row holds: all that are named.
package struct PriceCondition: Hashable, Sendable {
  package var serviceTier: String?
  package var schedule: Schedule?

  package init(serviceTier: String? = nil, schedule: Schedule? = nil) {
    self.serviceTier = serviceTier
    self.schedule = schedule
  }

  package var isEmpty: Bool { serviceTier == nil && schedule == nil }

  /// Whether it holds for a service tier while just these recurring hours do.
  func holds(serviceTier: String, schedules: [Schedule]) -> Bool {
    if let wanted = self.serviceTier, !wanted.utf8.elementsEqual(serviceTier.utf8) { return false }
    return schedule.map(schedules.contains) ?? true
  }

  /// Whether both may hold for one event after an instant.
  func canHold(with other: PriceCondition, from instant: Instant) -> Bool {
    if let one = serviceTier, let another = other.serviceTier, one != another { return false }
    guard let schedule, let another = other.schedule else { return true }
    return schedule.overlaps(another, from: max(instant, .epoch))
  }
}

/// A list unit price: so much money for a pricing quantity of a meter, 2.5 for 1,000,000 tokens.
package struct Rate: Hashable, Sendable {
  package var price: ExactDecimal
  package var per: ExactDecimal

  package init(price: ExactDecimal, per: ExactDecimal) {
    self.price = price
    self.per = per
  }
}

/// The rates of requests with a large context, of ``minimum`` tokens or more.
package struct ContextTier: Hashable, Sendable {
  package var minimum: Int
  package var rates: [String: Rate]

  package init(minimum: Int, rates: [String: Rate]) {
    self.minimum = minimum
    self.rates = rates
  }
}
