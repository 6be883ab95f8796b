/// What a summary is asked: decided before the first event is read, the same for all threads.
package struct SummaryPlan: Sendable {
  /// Decides days, hours and weekdays.
  package var zone = ZoneOffsets.utc
  /// Start inclusive, end exclusive, in milliseconds since 1970; nil is open.
  package var start: Int64?
  package var end: Int64?
  package var filters: [DimensionFilter] = []
  package var groups: [Dimension] = []
  package var boundaries = PriceBoundaries()
  /// What scenarios ask of single events: lanes are kept apart by the answers.
  package var conditions: [DimensionCondition] = []

  package init() {}

  /// Keeps what is used before an instant apart from what is used from it on.
  package mutating func cut(at instant: Int64) {
    guard !boundaries.instants.contains(instant) else { return }
    boundaries.instants.append(instant)
    boundaries.instants.sort()
  }

  func holds(_ timestamp: Int64) -> Bool {
    timestamp >= start ?? .min && timestamp < end ?? .max
  }
}
