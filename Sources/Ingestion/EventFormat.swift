package import JSONScanning
package import Metering

/// A kind of usage record: what a gateway, an agent or a provider writes.
///
/// A new one is a file in `Formats/` and a line in ``standard``. Files are recognised by their
/// content: the first object of a file goes to each format in turn, and the first that knows it
/// reads the file. The native record comes last, and takes whatever nobody else knows.
package protocol EventFormat: Sendable {
  /// The name of `--input-format`.
  var name: String { get }

  /// Whether a file is of this format, by its first object; a cursor stands before the object.
  func recognises(_ record: JSONCursor) -> Bool

  /// A reader for one thread.
  func makeReader(_ options: InputOptions) -> any RecordReader
}

/// Turns the records of one format into events, on one thread.
package protocol RecordReader: AnyObject {
  /// Reads the object that the cursor stands before, and consumes it to its last byte.
  ///
  /// - Throws: `JSONError` where the object is not valid JSON, or not complete yet; then the same
  ///   record may come again with more of its bytes.
  func read(
    _ cursor: inout JSONCursor, into record: inout UsageRecord, names: inout NameTable
  ) throws -> RecordOutcome
}

/// What became of a record.
package enum RecordOutcome: Sendable {
  case usage
  /// A record of the format that says nothing about usage.
  case notUsage
  case rejected(RejectionReason)
}

/// An event, and what its format has to say about it.
package struct UsageRecord: Sendable {
  package var event = UsageEvent()
  /// nil where the record has no stable id: then it is an event of its own.
  package var identity: EventIdentity?
  package var notes = RecordNotes()

  package init() {}
}

extension [any EventFormat] {
  /// All formats, in the order in which they are asked.
  package static var standard: [any EventFormat] { [NativeRecord()] }
}
