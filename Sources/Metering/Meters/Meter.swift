/// A kind of count that has a column of its own in every table; all others are in `meters{}`.
///
/// The columns are disjoint: a cached token is not also an input token, and a reasoning token not
/// also an output token, so they add up. A further column is a case here and its ``definition``;
/// the readers of formats then say which of their fields it is.
package enum Meter: Int, CaseIterable, Sendable {
  case input
  case output
  case cacheRead
  /// What OpenTelemetry calls cache creation: tokens written to a prompt cache, for as long as the
  /// provider keeps them by default.
  case cacheWrite
  /// Tokens written to a prompt cache for an hour, which Anthropic prices apart.
  case cacheWrite1h
  case reasoning
  /// All tokens of a request whose split is not known.
  case unsplit

  /// All that the program knows of it.
  package var definition: MeterDefinition { Self.definitions[rawValue] }

  /// The name in reports and price books.
  package var name: String { definition.name }

  /// The meter with this name in reports and price books.
  package init?(name: String) {
    guard let meter = Self.allCases.first(where: { $0.name == name }) else { return nil }
    self = meter
  }

  /// The columns that count tokens.
  package static let tokens = allCases.filter(\.definition.isToken)

  private static let definitions = allCases.map(\.entry)

  /// The table of meters.
  private var entry: MeterDefinition {
    switch self {
    case .input:
      MeterDefinition(
        "input", label: "Input", field: "input_tokens", .inputTokens,
        openTelemetry: "gen_ai.usage.input_tokens")
    case .output:
      MeterDefinition(
        "output", label: "Output", field: "output_tokens", .outputTokens,
        openTelemetry: "gen_ai.usage.output_tokens")
    case .cacheRead:
      MeterDefinition(
        "cache_read", label: "Cache read", field: "cache_read_tokens", .inputTokens,
        openTelemetry: "gen_ai.usage.cache_read.input_tokens")
    case .cacheWrite:
      MeterDefinition(
        "cache_write", label: "Cache write", field: "cache_write_tokens", .inputTokens,
        openTelemetry: "gen_ai.usage.cache_creation.input_tokens")
    case .cacheWrite1h:
      MeterDefinition(
        "cache_write_1h", label: "Cache write, 1 hour", field: "cache_write_1h_tokens",
        .inputTokens)
    case .reasoning:
      MeterDefinition(
        "reasoning", label: "Reasoning", field: "reasoning_tokens", .outputTokens,
        openTelemetry: "gen_ai.usage.reasoning.output_tokens", pricedAs: "output")
    case .unsplit:
      MeterDefinition("unsplit", label: "Not split", field: "tokens_used", .tokens)
    }
  }
}
