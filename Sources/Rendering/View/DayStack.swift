import ExactNumbers
import Charging
import Reporting

/// The days' costs by series: the dearest backends, each with a pattern of its own, and the others.
struct DayStack {
  /// What a day's usage of a series costs, as far as it has a price.
  struct Part {
    var cost = CostAmount()
  }

  /// Of each series, the dearest first.
  let names: [String]
  /// Of each day, the parts of each series.
  let days: [[Part]]

  /// How many series there are patterns for.
  private static let patterns = 6

  init(_ report: Report) {
    let ranked = BarChart.largest(report.backends) { $0.measures.cost.amount }
    let isWhole = ranked.count <= Self.patterns
    let kept = ranked.prefix(isWhole ? Self.patterns : Self.patterns - 1)
    let others = isWhole ? [] : ["\(ranked.count - kept.count) others"]
    names = kept.map { ChartGeometry.label($0.name.shownName, beside: "") } + others
    let places = Dictionary(
      kept.enumerated().map { (Array($1.name.utf8), $0) }, uniquingKeysWith: { first, _ in first })
    let count = names.count
    days = report.days.map { Self.parts($0.backends, places, count: count) }
  }

  /// What has no place of its own is the last series'.
  private static func parts(
    _ backends: [NamedCost], _ places: [[UInt8]: Int], count: Int
  ) -> [Part] {
    var parts = Array(repeating: Part(), count: count)
    for backend in backends {
      let place = places[Array(backend.name.utf8)] ?? count - 1
      guard parts.indices.contains(place) else { continue }
      parts[place].cost.add(backend.cost)
    }
    return parts
  }
}
