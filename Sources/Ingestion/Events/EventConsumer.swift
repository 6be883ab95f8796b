package import Metering

/// What becomes of the events of one thread: a summary, a list, a search among them.
package protocol EventConsumer: Sendable {
  /// Whether it wants to know where events stand.
  static var needsPlaces: Bool { get }

  /// Takes events, whose names are numbers of `names`: always the same table.
  ///
  /// What it throws stops the reading.
  mutating func add(_ batch: EventBatch, names: inout NameTable) throws

  /// Takes copies of records that were not counted again.
  mutating func add(_ copies: [CollapsedEvent], names: inout NameTable) throws
}

extension EventConsumer {
  package static var needsPlaces: Bool { false }

  package mutating func add(_ copies: [CollapsedEvent], names: inout NameTable) throws {}
}

/// A copy of a record that was not counted again, as the event that it would be.
package struct CollapsedEvent: Sendable {
  package var event: UsageEvent
  package var reason: DuplicateReason
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
  func add(_ copies: [CollapsedEvent], names: inout NameTable) throws
}

/// A consumer for as long as a thread fills it.
final class ConsumerBox<Consumer: EventConsumer>: BatchSink {
  private(set) var consumer: Consumer

  init(_ consumer: Consumer) { self.consumer = consumer }

  func add(_ batch: EventBatch, names: inout NameTable) throws {
    try consumer.add(batch, names: &names)
  }

  func add(_ copies: [CollapsedEvent], names: inout NameTable) throws {
    try consumer.add(copies, names: &names)
  }
}
