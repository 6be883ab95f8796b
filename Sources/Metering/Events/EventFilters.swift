/// Decides which events a summary counts: those that every filter of the plan accepts.
///
/// A filter is asked once about each value of its dimension; for all further events with the value
/// its answer is looked up.
struct EventFilters: Sendable {
  private let filters: [DimensionFilter]
  /// By filter, by ``UsageEvent/key(of:_:_:)``.
  private var answers: [[Int64: Bool]]
  /// By filter, by the value itself: what there was, and whether the filter accepts it.
  private(set) var values: [[NameID: Bool]]

  init(_ filters: [DimensionFilter]) {
    self.filters = filters
    answers = Array(repeating: [:], count: filters.count)
    values = Array(repeating: [:], count: filters.count)
  }

  mutating func accept(
    _ event: UsageEvent, _ time: LocalTime, _ names: inout NameTable
  ) -> Bool {
    for (index, filter) in filters.enumerated() {
      let key = event.key(of: filter.dimension, time, &names)
      if let known = answers[index][key] {
        guard known else { return false }
        continue
      }
      let name = event.name(of: filter.dimension, time, &names)
      let answer = filter.accepts(names.text(name))
      answers[index][key] = answer
      values[index][name] = answer
      guard answer else { return false }
    }
    return true
  }

  /// Adds what the filters of another thread were asked.
  mutating func merge(_ other: EventFilters, _ translation: SummaryTranslation) {
    for (index, seen) in other.values.enumerated() {
      for (name, answer) in seen { values[index][translation[name]] = answer }
    }
  }
}
