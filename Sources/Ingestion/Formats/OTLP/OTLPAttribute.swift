/// What an attribute of a span or log record says, whatever dialect it is written in.
enum OTLPAttribute: Int, CaseIterable {
  case input, output, cacheRead, cacheWrite, cacheWrite1h, reasoning, total
  case inputAudio, outputAudio, cost, costMicros
  case provider, responseModel, requestModel, responseId, conversation, operation, kind
  case serviceTier, errorType, user, duration, eventName, eventKind, eventTime, requestId, status
  case service, environment, host

  /// The names of an attribute, the one that holds before others first: where a record has
  /// several, they say the same.
  ///
  /// OpenTelemetry's conventions for generative AI, current and older; OpenInference;
  /// OpenLLMetry (Traceloop); the AI SDK; Sentry; pydantic-ai; then the telemetry of Claude Code,
  /// Codex and Gemini CLI.
  private var names: [String] {
    switch self {
    case .input:
      [
        "gen_ai.usage.input_tokens", "gen_ai.usage.prompt_tokens", "llm.token_count.prompt",
        "llm.usage.prompt_tokens", "ai.usage.inputTokens", "ai.usage.promptTokens",
        "ai.usage.tokens", "input_tokens", "input_token_count",
      ]
    case .output:
      [
        "gen_ai.usage.output_tokens", "gen_ai.usage.completion_tokens",
        "llm.token_count.completion", "llm.usage.completion_tokens", "ai.usage.outputTokens",
        "ai.usage.completionTokens", "output_tokens", "output_token_count",
      ]
    case .cacheRead:
      [
        "gen_ai.usage.cache_read.input_tokens", "gen_ai.usage.cache_read_input_tokens",
        "gen_ai.usage.input_tokens.cached", "gen_ai.usage.cached_input_tokens",
        "gen_ai.usage.cache_read_tokens", "gen_ai.usage.details.cache_read_tokens",
        "gen_ai.usage.details.cache_read_input_tokens",
        "llm.token_count.prompt_details.cache_read", "llm.token_count.prompt_details.cache_input",
        "ai.usage.inputTokenDetails.cacheReadTokens", "ai.usage.cachedInputTokens",
        "cache_read_tokens", "cached_token_count", "cached_content_token_count",
      ]
    case .cacheWrite:
      [
        "gen_ai.usage.cache_write.input_tokens", "gen_ai.usage.cache_creation.input_tokens",
        "gen_ai.usage.cache_creation_input_tokens", "gen_ai.usage.input_tokens.cache_write",
        "gen_ai.usage.cache_write_input_tokens", "gen_ai.usage.cache_write_tokens",
        "gen_ai.usage.details.cache_creation_input_tokens",
        "gen_ai.usage.details.cache_write_tokens", "llm.token_count.prompt_details.cache_write",
        "ai.usage.inputTokenDetails.cacheWriteTokens", "cache_creation_tokens",
        "cache_write_token_count",
      ]
    case .cacheWrite1h:
      [
        "anthropic.usage.cache_creation.ephemeral_1h_input_tokens", "cache_creation_1h_tokens",
      ]
    case .reasoning:
      [
        "gen_ai.usage.reasoning.output_tokens", "gen_ai.usage.reasoning_tokens",
        "gen_ai.usage.output_tokens.reasoning", "gen_ai.usage.details.reasoning_tokens",
        "llm.token_count.completion_details.reasoning", "ai.usage.reasoningTokens",
        "ai.usage.outputTokenDetails.reasoningTokens", "codex.usage.reasoning_output_tokens",
        "reasoning_token_count", "thoughts_token_count",
      ]
    case .total:
      [
        "gen_ai.usage.total_tokens", "llm.token_count.total", "llm.usage.total_tokens",
        "ai.usage.totalTokens", "codex.usage.total_tokens", "total_token_count",
      ]
    case .inputAudio: ["llm.token_count.prompt_details.audio"]
    case .outputAudio: ["llm.token_count.completion_details.audio"]
    case .cost: ["gen_ai.usage.cost", "llm.cost.total", "operation.cost", "cost_usd"]
    case .costMicros: ["cost_usd_micros"]
    case .provider:
      [
        "gen_ai.provider.name", "gen_ai.system", "llm.provider", "llm.system",
        "ai.model.provider",
      ]
    case .responseModel: ["gen_ai.response.model", "ai.response.model"]
    case .requestModel:
      [
        "gen_ai.request.model", "llm.model_name", "embedding.model_name", "ai.model.id", "model",
      ]
    case .responseId: ["gen_ai.response.id", "ai.response.id"]
    case .conversation: ["gen_ai.conversation.id", "session.id", "conversation.id"]
    case .operation: ["gen_ai.operation.name", "llm.request.type", "ai.operationId"]
    case .kind: ["openinference.span.kind", "traceloop.span.kind"]
    case .serviceTier:
      [
        "openai.response.service_tier", "gen_ai.openai.response.service_tier",
        "gen_ai.openai.request.service_tier", "service_tier",
      ]
    case .errorType: ["error.type"]
    case .user:
      ["user.id", "enduser.id", "user.email", "ai.telemetry.metadata.userId"]
    case .duration: ["duration_ms"]
    case .eventName: ["event.name"]
    case .eventKind: ["event.kind"]
    case .eventTime: ["event.timestamp"]
    case .requestId: ["request_id"]
    case .status: ["status_code", "http.response.status_code"]
    case .service: ["service.name"]
    case .environment: ["deployment.environment.name", "deployment.environment"]
    case .host: ["host.name"]
    }
  }

  /// By name: which attribute it is, and how many names come before it.
  static let byName: [String: (attribute: OTLPAttribute, place: Int)] = {
    var table: [String: (OTLPAttribute, Int)] = [:]
    for attribute in allCases {
      for (place, name) in attribute.names.enumerated() { table[name] = (attribute, place) }
    }
    return table
  }()
}
