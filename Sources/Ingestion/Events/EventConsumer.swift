package import Metering

/// What becomes of the events of one thread: a summary, a list, a search among them.
package protocol EventConsumer: Sendable {
  /// Whether it wants to know where events stand.
  static var needsPlaces: Bool { get }

  /// Takes events, whose names are numbers of `names`: always the same table.
  ///
  /// What it throws stops the reading.
  mutating func add(_ batch: EventBatch, names: inout NameTable) throws
}

extension EventConsumer {
  package static var needsPlaces: Bool { false }
}

/// Some events of one format.
package struct EventBatch: Sendable {
  /// The number of the format among ``InputOptions/formats``.
  package var format = 0
  package var events: [UsageEvent] = []
  /// Where the events stand; empty unless the consumer needs it.
  package var places: [RecordPlace] = []
}

/// Where a thread puts its events.
protocol BatchSink: AnyObject {
  func add(_ batch: EventBatch, names: inout NameTable) throws
}

/// A consumer for as long as a thread fills it.
final class ConsumerBox<Consumer: EventConsumer>: BatchSink {
  private(set) var consumer: Consumer

  init(_ consumer: Consumer) { self.consumer = consumer }

  func add(_ batch: EventBatch, names: inout NameTable) throws {
    try consumer.add(batch, names: &names)
  }
}
