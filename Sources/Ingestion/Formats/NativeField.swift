import Metering

/// A field of the native record.
package enum NativeField: Int, CaseIterable, Sendable {
  case timestamp, session, tool, backend, routingMethod, routingConfidence, duration, tokensUsed
  case promptLength, responseLength, success, error, errorType, errorCode, errorMessage
  case model, input, output, cacheRead, cacheWrite, cacheWrite1h, reasoning, meters, requests
  case eventID, serviceTier, cost, labels

  /// The name in the record; of a part of `error` with the object's name before it.
  package var name: String {
    switch self {
    case .timestamp: "timestamp"
    case .session: "session_id"
    case .tool: "tool_name"
    case .backend: "backend_used"
    case .routingMethod: "routing_method"
    case .routingConfidence: "routing_confidence"
    case .duration: "processing_time_ms"
    case .tokensUsed: Meter.unsplit.definition.field
    case .promptLength: "prompt_length"
    case .responseLength: "response_length"
    case .success: "success"
    case .error: "error"
    case .errorType: "error.type"
    case .errorCode: "error.code"
    case .errorMessage: "error.message"
    case .model: "model"
    case .input: Meter.input.definition.field
    case .output: Meter.output.definition.field
    case .cacheRead: Meter.cacheRead.definition.field
    case .cacheWrite: Meter.cacheWrite.definition.field
    case .cacheWrite1h: Meter.cacheWrite1h.definition.field
    case .reasoning: Meter.reasoning.definition.field
    case .meters: "meters"
    case .requests: "requests"
    case .eventID: "event_id"
    case .serviceTier: "service_tier"
    case .cost: "cost_usd"
    case .labels: "labels"
    }
  }
}

/// A set of fields.
struct NativeFieldSet: Hashable, Sendable {
  var bits: UInt64 = 0

  @inline(__always)
  mutating func insert(_ field: NativeField) { bits |= 1 << UInt64(field.rawValue) }
  @inline(__always)
  mutating func remove(_ field: NativeField) { bits &= ~(1 << UInt64(field.rawValue)) }
  @inline(__always)
  func contains(_ field: NativeField) -> Bool { bits & (1 << UInt64(field.rawValue)) != 0 }
  var isEmpty: Bool { bits == 0 }
}

extension NativeField {
  /// The field of a name: one look at its length, then a comparison or two.
  @inline(__always)
  static func named(_ name: UnsafeRawBufferPointer) -> NativeField? {
    switch name.count {
    case 5: match(name, "error", .error) ?? match(name, "model", .model)
    case 6: match(name, "meters", .meters) ?? match(name, "labels", .labels)
    case 7: match(name, "success", .success)
    case 8:
      match(name, "event_id", .eventID) ?? match(name, "requests", .requests)
        ?? match(name, "cost_usd", .cost)
    case 9: match(name, "timestamp", .timestamp) ?? match(name, "tool_name", .tool)
    case 10: match(name, "session_id", .session)
    case 11: match(name, "tokens_used", .tokensUsed)
    case 12:
      match(name, "backend_used", .backend) ?? match(name, "input_tokens", .input)
        ?? match(name, "service_tier", .serviceTier)
    case 13: match(name, "output_tokens", .output) ?? match(name, "prompt_length", .promptLength)
    case 14: match(name, "routing_method", .routingMethod)
    case 15: match(name, "response_length", .responseLength)
    case 16: match(name, "reasoning_tokens", .reasoning)
    case 17: match(name, "cache_read_tokens", .cacheRead)
    case 18:
      match(name, "routing_confidence", .routingConfidence)
        ?? match(name, "processing_time_ms", .duration)
        ?? match(name, "cache_write_tokens", .cacheWrite)
    case 21: match(name, "cache_write_1h_tokens", .cacheWrite1h)
    default: nil
    }
  }

  @inline(__always)
  private static func match(
    _ name: UnsafeRawBufferPointer, _ text: StaticString, _ field: NativeField
  ) -> NativeField? {
    var index = 0
    while index < name.count {
      if name[index] != text.utf8Start[index] { return nil }
      index += 1
    }
    return field
  }
}
