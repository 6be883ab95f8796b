import Metering

/// Which grouping of sums over one day counts.
///
/// A provider gives the usage of a day grouped by model, by project, or by nothing, as it is asked.
/// Pages that were asked differently tell of the same tokens: where two have the same total for a
/// day and an operation, the sums of the less useful grouping are copies. Where the totals differ,
/// they may be of different organisations, and both count.
struct Groupings: Settlement {
  /// How a page was grouped: the more useful the greater.
  struct Grouping: Hashable, Comparable {
    /// Whether it is grouped by the first dimension, mostly the model.
    var hasFirst: Bool
    /// How long the stretches of time are, in milliseconds.
    var width: Int64
    /// One bit for each dimension, that of the first one the highest.
    var dimensions: UInt64

    static func < (left: Self, right: Self) -> Bool {
      if left.hasFirst != right.hasFirst { return right.hasFirst }
      if left.width != right.width { return left.width < right.width }
      return left.dimensions < right.dimensions
    }
  }

  private struct Place: Hashable {
    var day: Int
    var operation: String
  }

  private struct Sum: Hashable {
    var grouping: Grouping
    var tokens: Int
    var requests: Int
  }

  private let space: String
  /// Of each page, by the day.
  private var sums: [Place: Set<Sum>] = [:]
  /// Of the page that is read.
  private var page: [Place: [Grouping: (tokens: Int, requests: Int)]] = [:]

  init(_ space: String) { self.space = space }

  /// Counts a sum of the page that is read, and gives the mark that drops it.
  mutating func add(
    _ record: EventRecord, dimensions: UInt64, of count: Int, _ names: borrowing NameTable
  ) -> EventIdentity {
    let end = record.periodEnd ?? record.event.timestamp
    let grouping = Grouping(
      hasFirst: dimensions & (1 << UInt64(max(count - 1, 0))) != 0,
      width: (end - record.event.timestamp).milliseconds, dimensions: dimensions)
    let place = Place(
      day: record.event.timestamp.utcDay,
      operation: record.event.tool.isNone ? "" : names[record.event.tool])
    let tokens = record.event.tokens.total &+ record.event.otherTokens(names)
    var sum = page[place]?[grouping] ?? (0, 0)
    sum.tokens &+= tokens
    sum.requests &+= record.event.requests
    page[place, default: [:]][grouping] = sum
    return mark(place, grouping)
  }

  /// The page, or the file, is over.
  mutating func endPage() {
    for (place, groupings) in page {
      for (grouping, sum) in groupings {
        sums[place, default: []].insert(
          Sum(grouping: grouping, tokens: sum.tokens, requests: sum.requests))
      }
    }
    page.removeAll(keepingCapacity: true)
  }

  mutating func merge(_ other: Groupings) {
    sums.merge(other.sums) { $0.union($1) }
  }

  func marks() -> [EventIdentity] {
    sums.flatMap { place, sums in
      sums.filter { sum in
        sums.contains { $0.grouping > sum.grouping && $0.tokens == sum.tokens }
      }.map { mark(place, $0.grouping) }
    }
  }

  private func mark(_ place: Place, _ grouping: Grouping) -> EventIdentity {
    let text =
      "\(space)\0\(place.day)\0\(place.operation)\0\(grouping.width)\0\(grouping.dimensions)"
    return Array(text.utf8).withUnsafeBytes { EventIdentity($0) }
  }
}
