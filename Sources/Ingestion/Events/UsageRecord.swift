package import Metering

/// An event, and what its format has to say about it.
package struct UsageRecord: Sendable {
  package var event = UsageEvent()
  /// nil where the record has no stable id: then it is an event of its own.
  package var identity: EventIdentity?
  package var notes = RecordNotes()

  package init() {}
}
