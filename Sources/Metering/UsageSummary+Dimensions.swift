/// What a filter said of a name, so that it is asked once a name and not once an event.
struct FilterMemory: Sendable {
  private var answers: [[NameID: Bool]]

  init(filters: [DimensionFilter]) {
    answers = Array(repeating: [:], count: filters.count)
  }

  mutating func answer(_ filter: Int, _ name: NameID, _ ask: () -> Bool) -> Bool {
    if let known = answers[filter][name] { return known }
    let answer = ask()
    answers[filter][name] = answer
    return answer
  }
}

extension UsageSummary {
  mutating func passesFilters(
    _ event: UsageEvent, _ moment: LocalTime, _ names: inout NameTable
  ) -> Bool {
    for (index, filter) in plan.filters.enumerated() {
      let name = self.name(of: filter.dimension, event, moment, &names)
      let known = names
      guard filterMemory.answer(index, name, { filter.accepts(Self.text(name, known)) }) else {
        return false
      }
    }
    return true
  }

  /// The number of the event's tuple of group values, as a name of its own.
  mutating func group(
    of event: UsageEvent, _ moment: LocalTime, _ names: inout NameTable
  ) -> NameID {
    if plan.groups.count == 1 { return name(of: plan.groups[0], event, moment, &names) }
    // Lengths before texts keep ("a", "bc") and ("ab", "c") apart.
    let values = plan.groups.map { Self.text(name(of: $0, event, moment, &names), names) }
    return names.id(of: values.map { "\($0.utf8.count):\($0)" }.joined())
  }

  /// The values of a group's tuple, in the order of the dimensions asked for.
  package static func groupValues(_ tuple: String, count: Int) -> [String] {
    guard count > 1 else { return [tuple] }
    var rest = Array(tuple.utf8)[...]
    var values: [String] = []
    while let colon = rest.firstIndex(of: UInt8(ascii: ":")) {
      let length = Int(String(decoding: rest[..<colon], as: UTF8.self)) ?? 0
      let value = rest[(colon + 1)...].prefix(length)
      values.append(String(decoding: value, as: UTF8.self))
      rest = rest[value.endIndex...]
    }
    return values
  }

  static func text(_ name: NameID, _ names: NameTable) -> String {
    name == .none ? "" : names[name]
  }

  mutating func name(
    of dimension: Dimension, _ event: UsageEvent, _ moment: LocalTime, _ names: inout NameTable
  ) -> NameID {
    switch dimension {
    case .backend: event.backend
    case .model: event.model == .none ? names.id(of: "") : event.model
    case .tool: event.tool
    case .serviceTier: event.serviceTier
    case .session: event.session == .none ? names.id(of: "") : event.session
    case .route: names.id(of: "\(names[event.routingMethod]) → \(names[event.backend])")
    case .hour: names.id(of: padded(moment.hour, 2))
    case .day: names.id(of: moment.date.description)
    case .week: names.id(of: moment.date.weekText)
    case .month: names.id(of: moment.date.monthText)
    case .error: names.id(of: Self.errorText(event, names))
    case .label(let label): Self.labelValue(event, label, &names)
    }
  }

  private static func errorText(_ event: UsageEvent, _ names: NameTable) -> String {
    guard let error = event.error, !event.isSuccess else { return "" }
    let parts = [error.type, error.code].filter { $0 != .none }.map { names[$0] }
    return parts.joined(separator: " ")
  }

  private static func labelValue(
    _ event: UsageEvent, _ label: String, _ names: inout NameTable
  ) -> NameID {
    let wanted = names.id(of: label)
    return event.labels.first { $0.name == wanted }?.value ?? names.id(of: "")
  }
}
