import Charging
import ExactNumbers
import Metering

/// The UTC days and sets of tags that usage falls on: where costs are shared over.
///
/// The summary must be planned by UTC days, so that each of its lanes lies in one.
struct FocusPlaces {
  /// A UTC day, and the tags of a group of usage.
  struct Place {
    let day: CivilDate
    let tags: [FocusRow.Tag]
  }

  private struct Key: Hashable {
    let day: Int32
    let group: NameID
  }

  /// By day, then by the bytes of the tags.
  let places: [Place]
  /// By lane: which places it has usage in, and how much.
  private let usage: [Int: [(place: Int, usage: Measures)]]
  private let meters: MeterNames

  init(_ summary: UsageSummary, names: NameTable, meters: MeterNames) throws {
    self.meters = meters
    var sums: [Int: [Key: Measures]] = [:]
    for (key, usage) in zip(summary.cells.keys, summary.cells.measures) {
      let place = Key(day: summary.lanes.keys[Int(key.lane)].utcDay, group: key.group)
      try sums[Int(key.lane), default: [:]][place, default: Measures()].merge(usage)
    }
    let keys = Set(sums.values.flatMap(\.keys))
    let dimensions = summary.plan.groups
    let named = keys.map { key in
      let values =
        key.group == .none
        ? [] : DimensionTuple.values(names[key.group], count: dimensions.count)
      return (key: key, place: Self.place(key.day, dimensions, values), values: values)
    }
    let ordered = named.sorted { left, right in
      if left.key.day != right.key.day { return left.key.day < right.key.day }
      let pair = zip(left.values, right.values).first { !$0.utf8.elementsEqual($1.utf8) }
      return pair.map { $0.precedesBytewise($1) } ?? false
    }
    places = ordered.map(\.place)
    let numbers = Dictionary(
      uniqueKeysWithValues: ordered.enumerated().map { ($0.element.key, $0.offset) })
    usage = sums.mapValues { sums in
      sums.map { (place: numbers[$0.key] ?? 0, usage: $0.value) }.sorted { $0.place < $1.place }
    }
  }

  private static func place(
    _ day: Int32, _ dimensions: [Dimension], _ values: [String]
  ) -> Place {
    let tags = zip(dimensions, values).filter { !$1.isEmpty }.map { dimension, value in
      FocusRow.Tag(name: dimension.tagName, value: value)
    }
    return Place(day: CivilDate(dayNumber: Int(day)), tags: tags)
  }

  /// How much of a measure each place has of a lane, where it has any.
  func quantities(of measure: UsageMeasure, lane: Int) -> [(place: Int, quantity: Int128)] {
    (usage[lane] ?? []).compactMap { place, usage in
      let quantity = meters.quantity(of: measure, in: usage)
      return quantity > 0 ? (place, quantity) : nil
    }
  }
}

extension Dimension {
  /// A label is the user's own tag; what this program finds itself is led by its name.
  var tagName: String {
    if case .label(let name) = self { return name }
    return "tariff:\(key)"
  }
}
