/// What a what-if asks of single events: that a dimension has one of some values.
///
/// Its answer becomes a part of the lanes' key, so that it can be looked up after the events are
/// gone, for every dimension alike.
package struct DimensionCondition: Hashable, Sendable {
  package let dimension: Dimension
  /// Globs, of which one must match; a text without `*` is the value itself.
  package let values: [String]

  package init(dimension: Dimension, values: [String]) {
    self.dimension = dimension
    self.values = values
  }

  package func accepts(_ text: String) -> Bool { values.contains { Glob($0).matches(text) } }
}

/// What the conditions of a plan said of a dimension's values, so that each value is asked once.
struct ConditionMemory: Sendable {
  /// A value of a dimension, or two answers to be put together.
  struct Key: Hashable {
    let first: Int64
    let second: Int64
  }

  let dimensions: [Dimension]
  private let conditions: [DimensionCondition]
  private var answers: [Key: NameID] = [:]
  private var sums: [Key: NameID] = [:]

  init(_ conditions: [DimensionCondition]) {
    self.conditions = conditions
    var dimensions: [Dimension] = []
    for condition in conditions where !dimensions.contains(condition.dimension) {
      dimensions.append(condition.dimension)
    }
    self.dimensions = dimensions
  }

  /// The known answer for a value of the dimension at `place`.
  func known(_ place: Int, _ value: Int64) -> NameID? {
    answers[Key(first: Int64(place), second: value)]
  }

  /// Asks all conditions of a dimension about a value.
  mutating func ask(
    _ place: Int, _ value: Int64, _ text: String, _ names: inout NameTable
  ) -> NameID {
    let answer = conditions.map { condition in
      condition.dimension == dimensions[place] && condition.accepts(text) ? "1" : "0"
    }
    let name = names.id(of: answer.joined())
    answers[Key(first: Int64(place), second: value)] = name
    return name
  }

  /// What holds by either of two answers.
  mutating func sum(_ one: NameID, _ other: NameID, _ names: inout NameTable) -> NameID {
    if one == .none { return other }
    let key = Key(first: Int64(one.rawValue), second: Int64(other.rawValue))
    if let known = sums[key] { return known }
    let digits = zip(names[one].utf8, names[other].utf8).map { max($0, $1) }
    let name = names.id(of: String(decoding: digits, as: UTF8.self))
    sums[key] = name
    return name
  }
}

extension UsageSummary {
  /// Which conditions of the plan hold for an event: a digit each, as a name; none without any.
  mutating func conditions(
    of event: UsageEvent, _ moment: LocalTime, _ names: inout NameTable
  ) -> NameID {
    var held = NameID.none
    for (place, dimension) in conditionMemory.dimensions.enumerated() {
      let value = value(of: dimension, event, moment, &names)
      let answer: NameID
      if let known = conditionMemory.known(place, value) {
        answer = known
      } else {
        let name = self.name(of: dimension, event, moment, &names)
        answer = conditionMemory.ask(place, value, Self.text(name, names), &names)
      }
      held = conditionMemory.sum(held, answer, &names)
    }
    return held
  }

  /// A number that two events share only where the dimension's text is the same for both.
  private mutating func value(
    of dimension: Dimension, _ event: UsageEvent, _ moment: LocalTime, _ names: inout NameTable
  ) -> Int64 {
    func pair(_ one: NameID, _ other: NameID) -> Int64 {
      Int64(one.rawValue) << 32 | Int64(UInt32(bitPattern: other.rawValue))
    }
    switch dimension {
    case .day, .week, .month: return Int64(moment.date.dayNumber)
    case .hour: return Int64(moment.hour)
    case .route: return pair(event.routingMethod, event.backend)
    case .error:
      guard let error = event.error, !event.isSuccess else { return -1 }
      return pair(error.type, error.code)
    default: return Int64(name(of: dimension, event, moment, &names).rawValue)
    }
  }
}
