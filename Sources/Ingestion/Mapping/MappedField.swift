/// What a mapping can say of an event: the fields of the native record, by their names, and what
/// only sums need.
package enum MappedField: String, CaseIterable, Sendable {
  case timestamp
  /// Where a stretch of time ends that the record is a sum over.
  case periodEnd = "period_end"
  case tool = "tool_name"
  case backend = "backend_used"
  case model
  case routingMethod = "routing_method"
  case routingConfidence = "routing_confidence"
  case duration = "processing_time_ms"
  /// All tokens: where there is no split; else a check of the split.
  case tokensUsed = "tokens_used"
  case input = "input_tokens"
  case output = "output_tokens"
  case cacheRead = "cache_read_tokens"
  case cacheWrite = "cache_write_tokens"
  case cacheWrite1h = "cache_write_1h_tokens"
  case reasoning = "reasoning_tokens"
  /// The context of each request, where the record is a sum but says between which sizes it was.
  case contextTokens = "context_tokens"
  case requests
  case eventID = "event_id"
  case serviceTier = "service_tier"
  case cost = "cost_usd"
  /// The currency of a bill's amounts.
  case currency
  case promptLength = "prompt_length"
  case responseLength = "response_length"
  case success
  case errorType = "error.type"
  case errorCode = "error.code"
  case errorMessage = "error.message"
  case session = "session_id"

  /// The field of the native record; nil for what it has not.
  var native: NativeField? { NativeField.allCases.first { $0.name == rawValue } }
}

/// A count of tokens, by the name that mappings use: a column of its own, or one of `meters`.
package enum MappedCount: Hashable, Sendable {
  case field(MappedField)
  case meter(String)

  /// `input_tokens`, `meters.input_audio_tokens`
  package var text: String {
    switch self {
    case .field(let field): field.rawValue
    case .meter(let name): "meters." + name
    }
  }

  /// The columns for tokens, in the order of ``Meter``.
  package static let fields: [MappedField] = [
    .input, .output, .cacheRead, .cacheWrite, .cacheWrite1h, .reasoning,
  ]

  package init?(parsing text: String) {
    if text.hasPrefix("meters.") {
      self = .meter(String(text.dropFirst(7)))
    } else if let field = Self.fields.first(where: { $0.rawValue == text }) {
      self = .field(field)
    } else {
      return nil
    }
  }
}
