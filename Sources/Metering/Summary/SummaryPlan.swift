/// What a report asks of the events, decided before the first one is read.
package struct SummaryPlan: Sendable {
  /// The time zone that says in which day and hour an event lies.
  package var zone = ZoneOffsets.utc
  /// The time that the report is about. Usage before it is kept apart as history, usage after it
  /// only counted.
  package var period = TimeRange.always
  /// The clock: usage from it on is left out, and only counted. nil: there is none.
  package var now: Instant?
  /// Which events count: those that all filters accept.
  package var filters: [DimensionFilter] = []
  /// The dimensions whose values the report groups by: cells are kept apart by them.
  package var groups: [Dimension] = []
  /// Where some price changes: lanes are kept apart by what lies between.
  package var boundaries = PriceBoundaries()
  /// What scenarios ask about single events, such as whether the team is `a`. They are priced when no
  /// event is left to ask, so lanes are kept apart by the answers.
  package var conditions: [DimensionCondition] = []
  /// Which of the boundaries matter to the price of a name: lanes of other names are not divided
  /// there. nil where all matter to all, as when usage is priced as if it were another name's.
  package var boundariesByName: BoundariesByName?

  package init() {}

  func phase(of instant: Instant) -> UsageSummary.Phase {
    if period.contains(instant) { return .inside }
    return instant < period.start ? .before : .after
  }
}
