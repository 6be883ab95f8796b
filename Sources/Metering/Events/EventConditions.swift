/// Asks the conditions of scenarios about events, while there are events.
///
/// A scenario moves the usage of team `a`, say, and is priced when only lanes are left, in which no
/// team is known. So the conditions are asked as events come, and the answers are part of the lane:
/// a digit each, `01` where the second of two holds.
struct EventConditions: Sendable {
  private let conditions: [DimensionCondition]
  /// Each dimension that some condition asks about, once.
  private let dimensions: [Dimension]
  /// By dimension and ``UsageEvent/key(of:_:_:)``: the answers of the conditions on it.
  private var known: [Key: NameID] = [:]
  /// The answers of two dimensions put together.
  private var sums: [Key: NameID] = [:]

  private struct Key: Hashable {
    let first: Int64
    let second: Int64
  }

  init(_ conditions: [DimensionCondition]) {
    self.conditions = conditions
    var dimensions: [Dimension] = []
    for condition in conditions where !dimensions.contains(condition.dimension) {
      dimensions.append(condition.dimension)
    }
    self.dimensions = dimensions
  }

  var isEmpty: Bool { conditions.isEmpty }

  /// Which conditions hold for an event, as a name; none without any condition.
  mutating func answers(
    to event: UsageEvent, _ time: LocalTime, _ names: inout NameTable
  ) -> NameID {
    var held = NameID.none
    for place in dimensions.indices {
      held = sum(held, answers(of: place, event, time, &names), &names)
    }
    return held
  }

  /// The answers of the conditions on one dimension, `0` for all others.
  private mutating func answers(
    of place: Int, _ event: UsageEvent, _ time: LocalTime, _ names: inout NameTable
  ) -> NameID {
    let dimension = dimensions[place]
    let key = Key(first: Int64(place), second: event.key(of: dimension, time, &names))
    if let known = known[key] { return known }
    let name = event.name(of: dimension, time, &names)
    let text = names.text(name)
    let digits = conditions.map { condition in
      condition.dimension == dimension && condition.accepts(text) ? "1" : "0"
    }
    let answers = names.id(of: digits.joined())
    known[key] = answers
    return answers
  }

  /// What holds by either of two answers.
  private mutating func sum(
    _ one: NameID, _ other: NameID, _ names: inout NameTable
  ) -> NameID {
    if one == .none { return other }
    let key = Key(first: Int64(one.rawValue), second: Int64(other.rawValue))
    if let known = sums[key] { return known }
    let digits = zip(names[one].utf8, names[other].utf8).map { max($0, $1) }
    let name = names.id(of: String(decoding: digits, as: UTF8.self))
    sums[key] = name
    return name
  }
}
