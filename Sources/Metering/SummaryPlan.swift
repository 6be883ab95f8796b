/// What a summary is asked: decided before the first event is read, the same for all threads.
package struct SummaryPlan: Sendable {
  /// Decides days, hours and weekdays.
  package var zone = ZoneOffsets.utc
  /// The time that is asked about; usage outside it is counted apart.
  package var period = TimeRange.always
  package var filters: [DimensionFilter] = []
  package var groups: [Dimension] = []
  package var boundaries = PriceBoundaries()
  /// What scenarios ask of single events: lanes are kept apart by the answers.
  package var conditions: [DimensionCondition] = []
  /// Which of the boundaries matter to a name, where usage is priced by its own name; nil where all
  /// matter to all, as when usage is priced as if it were another's.
  package var boundariesByName: BoundariesByName?

  package init() {}

  /// Keeps what is used before an instant apart from what is used from it on.
  package mutating func cut(at instant: Instant) {
    boundaries.cut(at: instant)
    guard let find = boundariesByName else { return }
    boundariesByName = { backend, model in
      var own = find(backend, model)
      own.cut(at: instant)
      return own
    }
  }
}
