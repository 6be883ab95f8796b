/// What some usage adds up to. All are whole numbers, so that no sum depends on an order.
package struct Measures: Sendable {
  package var requests = 0
  package var successes = 0
  package var tokens = TokenCounts()
  /// For each meter, the requests that have it.
  package var meterRequests = TokenCounts()
  /// Quantities of `meters{}`, in the order in which they first came.
  package var otherMeters: [UsageEvent.OtherMeter] = []
  package var durations = DurationSketch()
  /// The sum of the requests' confidences in units of 1e-9, of those that state one.
  package var confidence: Int128 = 0
  /// How many requests state a confidence.
  package var confidentRequests = 0
  /// The sum of what the sources say it cost, in 1e-18 USD.
  package var reportedCost: Int128 = 0
  /// Time that passed without usage and that something is paid for.
  package var idleTime = TimeSpan.zero

  package init() {}

  package var failures: Int { requests - successes }

  /// Adds an event; throws where a count would pass 2^60.
  mutating func add(_ event: UsageEvent, withDuration: Bool) throws(SummaryOverflow) {
    try addCounts(
      requests: event.requests, successes: event.isSuccess ? event.requests : 0,
      tokens: event.tokens, meterRequests: event.tokens.counted(times: event.requests))
    for var other in event.otherMeters where other.quantity > 0 {
      other.requests = event.requests
      try add(other)
    }
    if let stated = event.routingConfidence {
      confidence += Int128(stated) * Int128(event.requests)
      confidentRequests += event.requests
    }
    if let cost = event.reportedCost { try add(reported: cost) }
    if withDuration, let duration = event.duration {
      durations.add(duration, times: event.requests)
    }
  }

  /// Adds another's sums; throws where a count would pass 2^60.
  package mutating func merge(_ other: Measures) throws(SummaryOverflow) {
    try addCounts(
      requests: other.requests, successes: other.successes, tokens: other.tokens,
      meterRequests: other.meterRequests)
    for other in other.otherMeters where other.quantity > 0 { try add(other) }
    confidence += other.confidence
    confidentRequests += other.confidentRequests
    try add(reported: other.reportedCost)
    idleTime = idleTime + other.idleTime
    durations.merge(other.durations)
  }

  /// All tokens, those of `meters{}` included.
  package func tokenTotal(_ names: NameTable) -> Int { tokenTotal { names.isOfTokens($0) } }

  /// The same where it is known which names of `meters{}` are of tokens.
  package func tokenTotal(_ isToken: (NameID) -> Bool) -> Int {
    otherMeters.reduce(tokens.total) { isToken($1.name) ? $0 + $1.quantity : $0 }
  }

  private mutating func add(reported cost: Int128) throws(SummaryOverflow) {
    let (sum, overflow) = reportedCost.addingReportingOverflow(cost)
    guard !overflow else { throw SummaryOverflow() }
    reportedCost = sum
  }

  private mutating func addCounts(
    requests: Int, successes: Int, tokens: TokenCounts, meterRequests: TokenCounts
  ) throws(SummaryOverflow) {
    self.requests &+= requests
    self.successes &+= successes
    guard self.requests < Self.limit, self.tokens.add(tokens),
      self.meterRequests.add(meterRequests)
    else { throw SummaryOverflow() }
  }

  private mutating func add(_ other: UsageEvent.OtherMeter) throws(SummaryOverflow) {
    if let index = otherMeters.firstIndex(where: { $0.name == other.name }) {
      otherMeters[index].quantity &+= other.quantity
      otherMeters[index].requests &+= other.requests
      guard otherMeters[index].quantity < Self.limit else { throw SummaryOverflow() }
    } else {
      otherMeters.append(other)
    }
  }

  /// What no count reaches, so that two of them always add up.
  static let limit = 1 << 60
}

/// The failure of a sum of counts that would pass 2^60.
package struct SummaryOverflow: Error, CustomStringConvertible {
  package init() {}
  package var description: String {
    "the counts add up to more than 2^60; look for records with impossible counts, or report a shorter period"
  }
}
