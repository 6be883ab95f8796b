import Metering

/// Which spans only repeat what spans below them used.
///
/// A span with usage that has another one among its descendants is a wrapper: of an agent, a chain,
/// or a call of several steps. Spans of a trace may lie in several files.
struct OTLPSpans: Settlement {
  private var parents: [EventIdentity: EventIdentity] = [:]
  /// Spans with usage, and the requests that they tell of.
  private var requests: [EventIdentity: EventIdentity] = [:]

  var isEmpty: Bool { requests.isEmpty }

  mutating func add(_ span: EventIdentity, parent: EventIdentity?) {
    if let parent { parents[span] = parent }
  }

  mutating func add(_ span: EventIdentity, request: EventIdentity) { requests[span] = request }

  mutating func merge(_ other: OTLPSpans) {
    parents.merge(other.parents) { left, _ in left }
    requests.merge(other.requests) { left, _ in left }
  }

  /// Says that a span is a wrapper.
  static func mark(_ span: EventIdentity) -> EventIdentity {
    EventIdentity("otlp wrapper", span)
  }

  func marks() -> [EventIdentity] {
    var marks: [EventIdentity] = []
    for (span, request) in requests {
      var seen: Set<EventIdentity> = [span]
      var ancestor = parents[span]
      while let current = ancestor, seen.insert(current).inserted {
        // What tells of the same request is a copy, and no wrapper.
        if let other = requests[current], other != request { marks.append(Self.mark(current)) }
        ancestor = parents[current]
      }
    }
    return marks
  }
}
