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

  /// What a page says of a place.
  private struct Sum: Hashable, Sendable {
    var page: String
    var grouping: Grouping
    var tokens = 0
    var requests = 0

    /// Whether another page tells of the same usage in a more useful way.
    func isCopy(of other: Sum) -> Bool {
      other.grouping > grouping && other.tokens == tokens
        && (tokens > 0 || other.requests == requests)
    }
  }

  private let space: String
  private var sums: [Place: [Sum]] = [:]
  /// Of the page that is read.
  private var page: [Place: [Grouping: Sum]] = [:]
  private var name = ""

  init(_ space: String) { self.space = space }

  /// A page begins, whose name no other page has.
  mutating func beginPage(_ name: String) { self.name = name }

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
    var sum = page[place]?[grouping] ?? Sum(page: name, grouping: grouping)
    sum.tokens &+= record.event.tokens.total &+ record.event.otherTokens(names)
    sum.requests &+= record.event.requests
    page[place, default: [:]][grouping] = sum
    return mark(place, sum)
  }

  /// The page, or the file, is over.
  mutating func endPage() {
    for (place, groupings) in page { sums[place, default: []] += groupings.values }
    page.removeAll(keepingCapacity: true)
  }

  mutating func merge(_ other: Groupings) {
    sums.merge(other.sums) { $0 + $1 }
  }

  func marks() -> [EventIdentity] {
    sums.flatMap { place, sums in
      sums.filter { sum in sums.contains { sum.isCopy(of: $0) } }.map { mark(place, $0) }
    }
  }

  private func mark(_ place: Place, _ sum: Sum) -> EventIdentity {
    let parts = [
      space, String(place.day), place.operation, sum.page, String(sum.grouping.width),
      String(sum.grouping.dimensions),
    ]
    return Array(parts.joined(separator: "\0").utf8).withUnsafeBytes { EventIdentity($0) }
  }
}
