import Metering

/// Makes the labels of events, and remembers the last ones: mostly the next ones are the same.
struct LabelMemory {
  private let texts: [String]
  private var names: [NameID] = []
  private var values: [NameID] = []
  private var labels: [UsageEvent.Label] = []

  /// Labels of these names, which are given in the order of their bytes.
  init(_ names: [String]) { texts = names }

  /// The labels with these values, in the order of the names; none where there is no value.
  mutating func labels(_ new: [NameID], _ table: inout NameTable) -> [UsageEvent.Label] {
    if names.isEmpty { names = texts.map { table.id(of: $0) } }
    if new == values { return labels }
    values = new
    labels = zip(names, new).compactMap { name, value in
      value == .none ? nil : UsageEvent.Label(name: name, value: value)
    }
    return labels
  }
}
