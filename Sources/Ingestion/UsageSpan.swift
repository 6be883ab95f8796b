package import Metering

/// The first and the last event of each known place below a home directory.
///
/// Only times are looked at; texts are skipped as in every reading.
package struct UsageSpan: EventConsumer {
  package static let needsPlaces = true

  private let found: [FoundPlace]
  /// By the number of the place; nil where it has no event.
  package private(set) var spans: [(first: Instant, last: Instant)?]

  package init(_ found: [FoundPlace]) {
    self.found = found
    spans = found.map { _ in nil }
  }

  package mutating func add(_ batch: EventBatch, names: inout NameTable) {
    for (event, place) in zip(batch.events, batch.places) {
      guard let index = found.firstIndex(where: { $0.files.contains(place.file) }) else { continue }
      add((event.timestamp, event.timestamp), to: index)
    }
  }

  /// Adds what another thread saw.
  package mutating func merge(_ other: UsageSpan) {
    for (index, span) in other.spans.enumerated() {
      if let span { add(span, to: index) }
    }
  }

  private mutating func add(_ span: (first: Instant, last: Instant), to index: Int) {
    let known = spans[index] ?? span
    spans[index] = (min(known.first, span.first), max(known.last, span.last))
  }
}
