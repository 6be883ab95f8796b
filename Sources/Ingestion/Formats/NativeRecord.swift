package import JSONScanning
import Metering

/// The record that the recorder writes, with optional fields for finer cost.
///
///     {"timestamp": "2026-10-05T08:00:00.000Z", "session_id": "session_1", "tool_name": "review",
///      "backend_used": "gemini", "routing_method": "rule", "routing_confidence": 0.9,
///      "processing_time_ms": 1200, "tokens_used": 1000, "prompt_length": 1200,
///      "response_length": 2800, "success": true, "error": null}
///
/// `null` is as good as absent; of two members with one name the later holds; members with other
/// names say nothing.
package struct NativeRecord: EventFormat {
  package let name = "native"

  package init() {}

  /// The last format to be asked takes every object: what it lacks is a reason to reject it.
  package func recognises(_ record: JSONCursor) -> Bool { true }

  package func makeReader(_ options: InputOptions) -> any RecordReader {
    NativeRecordReader(options)
  }
}

/// Reads native records on one thread.
final class NativeRecordReader: RecordReader {
  private let options: InputOptions
  private var fields = NativeFields()

  init(_ options: InputOptions) { self.options = options }

  func read(
    _ cursor: inout JSONCursor, into record: inout UsageRecord, names: inout NameTable
  ) throws -> RecordOutcome {
    try fields.readRecord(&cursor, into: &record, names: &names, options)
  }
}
