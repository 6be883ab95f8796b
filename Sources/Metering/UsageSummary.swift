/// What was used, summed so that any price table can price it later without the events.
///
/// Every event falls in one cell (a lane on a local day, by tool, routing method and group) and in
/// one cell of each second marginal: hours of the week, sessions, error patterns. All are integer
/// sums, so summaries of parts merge to the summary of the whole, in any order and any split.
///
/// A summary belongs to one thread, and its names are numbers of that thread's ``NameTable``.
package struct UsageSummary: Sendable {
  package let plan: SummaryPlan
  package internal(set) var lanes = KeyIndex<Lane>()
  package internal(set) var cells = MeasureTable<CellKey>()
  /// By weekday × 24 + hour.
  package internal(set) var hourCells = MeasureTable<LanePair>()
  package internal(set) var hourDurations = Array(repeating: DurationSketch(), count: 24)
  /// By session.
  package internal(set) var sessionCells = MeasureTable<LanePair>()
  package internal(set) var errorPatterns = KeyIndex<ErrorKey>()
  package internal(set) var errorDetails: [ErrorDetails] = []
  /// Failed requests by tool, routing method and error pattern, on local days.
  package internal(set) var failureCells = MeasureTable<FailureKey>()
  /// Failed requests without an error object.
  package internal(set) var failuresWithoutError = 0
  /// What lies outside the period but passes the filters, by local day: history for estimates.
  package internal(set) var history = MeasureTable<LanePair>()
  /// All that was read, before period and filters, by ``Phase``; kept only where costs depend on
  /// the UTC day.
  package internal(set) var everything = MeasureTable<LanePair>()
  package internal(set) var used = 0
  package internal(set) var outsidePeriod = 0
  package internal(set) var filtered = 0
  /// The first instant read, before period and filters.
  package internal(set) var firstRead = Instant.distantFuture
  package internal(set) var firstEvent = Instant.distantFuture
  package internal(set) var lastEvent = Instant.distantPast
  /// A sum of hashes, one an event used: the same in any order and container.
  package internal(set) var digest: (UInt64, UInt64) = (0, 0)

  var filterMemory: FilterMemory
  var conditionMemory: ConditionMemory
  /// Names of other meters that count as context: `input_*_tokens`, `cache_*_tokens`.
  var contextMeters: [NameID: Bool] = [:]
  var relevantBoundaries = RelevantBoundaries()

  package init(plan: SummaryPlan) {
    self.plan = plan
    filterMemory = FilterMemory(filters: plan.filters)
    conditionMemory = ConditionMemory(plan.conditions)
  }

  /// Where an event lies in relation to the period.
  package enum Phase: Int32, Sendable {
    case before
    case inside
    case after
  }

  /// When a pattern was seen, and with which messages.
  package struct ErrorDetails: Sendable {
    package var firstSeen = Instant.distantFuture
    package var lastSeen = Instant.distantPast
    package var messages: [NameID: Int] = [:]
  }
}
