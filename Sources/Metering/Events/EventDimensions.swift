/// What an event says of a dimension: what it is grouped, filtered and asked by.
extension UsageEvent {
  /// The name of the dimension's value, as reports show it; of the empty text where there is none.
  func name(of dimension: Dimension, _ time: LocalTime, _ names: inout NameTable) -> NameID {
    switch dimension {
    case .backend: backend
    case .model: model == .none ? names.id(of: "") : model
    case .tool: tool
    case .serviceTier: serviceTier
    case .session: session == .none ? names.id(of: "") : session
    case .route: names.id(of: "\(names[routingMethod]) → \(names[backend])")
    case .hour: names.id(of: padded(time.hour, 2))
    case .day: names.id(of: time.date.description)
    case .week: names.id(of: time.date.weekText)
    case .month: names.id(of: time.date.monthText)
    case .error: names.id(of: errorText(names))
    case .label(let label): value(ofLabel: label, &names)
    }
  }

  /// A number that two events share only where the dimension's value is the same for both: making
  /// the value's text is much slower.
  func key(of dimension: Dimension, _ time: LocalTime, _ names: inout NameTable) -> Int64 {
    switch dimension {
    case .day, .week, .month: return Int64(time.date.dayNumber)
    case .hour: return Int64(time.hour)
    case .route: return Self.pair(routingMethod, backend)
    case .error:
      guard let error, !isSuccess else { return -1 }
      return Self.pair(error.type, error.code)
    default: return Int64(name(of: dimension, time, &names).rawValue)
    }
  }

  private static func pair(_ one: NameID, _ other: NameID) -> Int64 {
    Int64(one.rawValue) << 32 | Int64(UInt32(bitPattern: other.rawValue))
  }

  private func errorText(_ names: NameTable) -> String {
    guard let error, !isSuccess else { return "" }
    let parts = [error.type, error.code].filter { $0 != .none }.map { names[$0] }
    return parts.joined(separator: " ")
  }

  private func value(ofLabel label: String, _ names: inout NameTable) -> NameID {
    let wanted = names.id(of: label)
    return labels.first { $0.name == wanted }?.value ?? names.id(of: "")
  }
}

/// The values of several dimensions as one name, so that a cell has one group, however many
/// dimensions `--group-by` names.
package enum DimensionTuple {
  /// The name of an event's values; of one dimension it is the value's own.
  static func name(
    of event: UsageEvent, _ time: LocalTime, _ dimensions: [Dimension], _ names: inout NameTable
  ) -> NameID {
    if dimensions.count == 1 { return event.name(of: dimensions[0], time, &names) }
    // Lengths before texts keep ("a", "bc") and ("ab", "c") apart.
    let parts = dimensions.map { event.name(of: $0, time, &names) }
    let values = parts.map { names.text($0) }
    return names.id(of: values.map { "\($0.utf8.count):\($0)" }.joined())
  }

  /// The values that a name stands for, in the order of the dimensions asked for.
  package static func values(_ name: String, count: Int) -> [String] {
    guard count > 1 else { return [name] }
    var rest = Array(name.utf8)[...]
    var values: [String] = []
    while let colon = rest.firstIndex(of: UInt8(ascii: ":")) {
      let length = Int(String(decoding: rest[..<colon], as: UTF8.self)) ?? 0
      let value = rest[(colon + 1)...].prefix(length)
      values.append(String(decoding: value, as: UTF8.self))
      rest = rest[value.endIndex...]
    }
    return values
  }
}
