/// A time from its first instant to an end that is no longer in it; either side may be open.
///
/// An open side is ``Instant/distantPast`` or ``Instant/distantFuture``, so that two ranges compare
/// without asking; ``from`` and ``until`` say it as people do, with nothing where it is open.
@frozen @usableFromInline
package struct TimeRange: Hashable, Sendable {
  @usableFromInline package var start: Instant
  /// Exclusive.
  @usableFromInline package var end: Instant

  @inlinable package init(start: Instant, end: Instant) {
    self.start = start
    self.end = end
  }

  /// nil is open.
  @inlinable package init(from: Instant?, until: Instant?) {
    self.init(start: from ?? .distantPast, end: until ?? .distantFuture)
  }

  package static let always = TimeRange(from: nil, until: nil)

  /// The start; nil where it is open.
  package var from: Instant? {
    get { start == .distantPast ? nil : start }
    set { start = newValue ?? .distantPast }
  }

  /// The end, exclusive; nil where it is open.
  package var until: Instant? {
    get { end == .distantFuture ? nil : end }
    set { end = newValue ?? .distantFuture }
  }

  /// Its sides that are not open: where something changes.
  package var edges: [Instant] { [from, until].compactMap(\.self) }

  @inlinable package var isEmpty: Bool { start >= end }

  /// nil where a side is open.
  package var length: TimeSpan? {
    guard let from, let until else { return nil }
    return isEmpty ? .zero : until - from
  }

  @inlinable package func contains(_ instant: Instant) -> Bool {
    instant >= start && instant < end
  }

  /// Whether all of another range lies in it.
  package func contains(_ other: TimeRange) -> Bool {
    other.isEmpty || start <= other.start && other.end <= end
  }

  /// What lies in both; empty where nothing does.
  package func intersection(_ other: TimeRange) -> TimeRange {
    TimeRange(start: max(start, other.start), end: min(end, other.end))
  }

  /// Whether some instant lies in both.
  package func overlaps(_ other: TimeRange) -> Bool { !intersection(other).isEmpty }
}
