/// What names cost, looked up by hand in the published price maps of LiteLLM 1.109.1, tokencost
/// 0.1.26 and genai-prices 0.2.3 (all MIT): backend, model, when, the price's id, and USD for a
/// million tokens of input and output.
enum BuiltInPriceTable {
  typealias Line = (
    backend: String, model: String, at: String, id: String, input: String, output: String
  )

  static let lines: [Line] = [
    ("x", "gpt-4o", "2026-10-01", "openai/gpt-4o", "2.5", "10"),
    ("x", "openai/gpt-4o", "2026-10-01", "openai/gpt-4o", "2.5", "10"),
    ("x", "gpt-4o-2024-05-13", "2025-01-01", "openai/gpt-4o-2024-05-13", "5", "15"),
    ("x", "gpt-4o-2024-08-06", "2025-01-01", "openai/gpt-4o", "2.5", "10"),
    ("openai", "gpt-4o-mini", "2025-01-01", "openai/gpt-4o-mini", "0.15", "0.6"),
    ("x", "gpt-4.1-mini-2025-04-14", "2025-06-01", "openai/gpt-4.1-mini", "0.4", "1.6"),
    ("x", "gpt-5", "2026-01-01", "openai/gpt-5", "1.25", "10"),
    ("x", "gpt-5.2-2025-12-11", "2026-01-01", "openai/gpt-5.2", "1.75", "14"),
    ("x", "gpt-6-sol", "2026-11-01", "openai/gpt-6-sol", "2", "10"),
    ("x", "o1-mini", "2024-12-01", "openai/o1-mini", "1.1", "4.4"),
    ("x", "o3-mini", "2025-03-01", "openai/o3-mini", "1.1", "4.4"),
    ("x", "o4-mini-2025-04-16", "2025-06-01", "openai/o4-mini", "1.1", "4.4"),
    ("x", "gpt-4-32k", "2024-03-01", "openai/gpt-4-32k", "60", "120"),
    ("x", "gpt-4-turbo", "2024-06-01", "openai/gpt-4-turbo", "10", "30"),
    ("x", "gpt-3.5-turbo-0125", "2024-06-01", "openai/gpt-3.5-turbo", "0.5", "1.5"),
    ("x", "text-embedding-3-small", "2025-01-01", "openai/text-embedding-3-small", "0.02", ""),
    ("x", "gemini-2.5-pro", "2026-01-01", "google/gemini-2.5-pro", "1.25", "10"),
    ("x", "google/gemini-2.5-pro", "2026-01-01", "google/gemini-2.5-pro", "1.25", "10"),
    ("x", "gemini/gemini-2.5-pro", "2026-01-01", "google/gemini-2.5-pro", "1.25", "10"),
    ("x", "vertex_ai/gemini-2.5-pro", "2026-01-01", "google/gemini-2.5-pro", "1.25", "10"),
    ("gemini", "gemini-2.5-flash", "2026-01-01", "google/gemini-2.5-flash", "0.3", "2.5"),
    ("x", "gemini-2.5-flash-lite", "2026-01-01", "google/gemini-2.5-flash-lite", "0.1", "0.4"),
    ("x", "models/gemini-3.5-flash", "2026-10-01", "google/gemini-3.5-flash", "1.5", "9"),
    ("x", "gemini-3.1-pro-preview", "2026-10-01", "google/gemini-3.1-pro-preview", "2", "12"),
    ("x", "gemini-1.5-flash", "2025-01-01", "google/gemini-1.5-flash", "0.075", "0.3"),
    ("x", "gemini-2.0-flash", "2025-06-01", "google/gemini-2.0-flash", "0.1", "0.4"),
    ("x", "mistral-small-latest", "2026-10-01", "mistral/mistral-small-latest", "0.15", "0.6"),
    ("x", "mistral-large-latest", "2026-10-01", "mistral/mistral-large-latest", "0.5", "1.5"),
    ("x", "mistral/codestral-2508", "2026-10-01", "mistral/codestral-2508", "0.3", "0.9"),
    ("x", "mistral-medium-latest", "2026-10-01", "mistral/mistral-medium-latest", "1.5", "7.5"),
    ("x", "deepseek-chat", "2026-01-01", "deepseek/deepseek-chat", "0.28", "0.42"),
    ("x", "deepseek/deepseek-reasoner", "2026-01-01", "deepseek/deepseek-reasoner", "0.28", "0.42"),
    ("x", "deepseek-chat", "2025-06-01T12:00:00Z", "deepseek/deepseek-chat", "0.27", "1.1"),
    ("x", "xai/grok-4", "2025-10-01", "xai/grok-4-0709", "3", "15"),
    ("x", "x-ai/grok-4", "2025-10-01", "xai/grok-4-0709", "3", "15"),
    ("x", "grok-4.3", "2026-10-01", "xai/grok-4.3", "1.25", "2.5"),
    ("x", "grok-3-mini", "2025-10-01", "xai/grok-3-mini", "0.3", "0.5"),
    (
      "groq", "llama-3.3-70b-versatile", "2025-10-01", "groq/llama-3.3-70b-versatile", "0.59",
      "0.79"
    ),
    (
      "x", "groq/llama-3.3-70b-versatile", "2025-10-01", "groq/llama-3.3-70b-versatile", "0.59",
      "0.79"
    ),
    ("groq", "openai/gpt-oss-120b", "2026-10-01", "groq/openai/gpt-oss-120b", "0.15", "0.6"),
    ("azure", "gpt-4o", "2026-10-01", "azure/gpt-4o", "2.5", "10"),
    ("x", "azure/gpt-4o", "2026-10-01", "azure/gpt-4o", "2.5", "10"),
    ("x", "azure/eu/gpt-4o-2024-08-06", "2026-10-01", "azure/eu/gpt-4o-2024-08-06", "2.75", "11"),
    (
      "x", "anthropic.claude-sonnet-4-20250514-v1:0", "2026-01-01",
      "bedrock/regional.anthropic.claude-sonnet-4-20250514-v1:0", "3", "15"
    ),
    (
      "x", "us.anthropic.claude-haiku-4-5-20251001-v1:0", "2026-01-01",
      "bedrock/regional.anthropic.claude-haiku-4-5-20251001-v1:0", "1.1", "5.5"
    ),
    (
      "x", "bedrock/anthropic.claude-sonnet-4-20250514-v1:0", "2026-01-01",
      "bedrock/regional.anthropic.claude-sonnet-4-20250514-v1:0", "3", "15"
    ),
    ("bedrock", "amazon.nova-pro-v1:0", "2026-01-01", "bedrock/amazon.nova-pro-v1:0", "0.8", "3.2"),
    (
      "x", "eu.amazon.nova-lite-v1:0", "2026-01-01", "bedrock/eu.amazon.nova-lite-v1:0", "0.078",
      "0.312"
    ),
    (
      "x", "bedrock/us-gov-west-1/amazon.nova-pro-v1:0", "2026-01-01",
      "bedrock/us-gov-west-1/amazon.nova-pro-v1:0", "0.96", "3.84"
    ),
    (
      "x", "vertex_ai/claude-sonnet-4-5@20250929", "2026-01-01", "vertex_ai/claude-sonnet-4-5", "3",
      "15"
    ),
    ("x", "command-r-plus-08-2024", "2025-01-01", "cohere/command-r-plus", "2.5", "10"),
    ("x", "command-r-plus", "2025-01-01", "cohere/command-r-plus", "2.5", "10"),
    ("x", "command-a-03-2025", "2026-01-01", "cohere/command-a", "2.5", "10"),
    ("x", "moonshot/kimi-k2.5", "2026-10-01", "moonshot/kimi-k2.5", "0.6", "3"),
    ("x", "qwen-turbo", "2026-01-01", "qwen/qwen-turbo", "0.05", "0.2"),
    ("x", "glm-4.6", "2026-01-01", "zai/GLM-4.6", "0.6", "2.2"),
    ("x", "minimax/MiniMax-M2", "2026-01-01", "minimax/MiniMax-M2", "0.3", "1.2"),
    ("x", "sonar-pro", "2026-01-01", "perplexity/sonar-pro", "3", "15"),
    ("x", "voyage-3.5", "2026-01-01", "voyage/voyage-3.5", "0.06", ""),
    ("x", "cerebras/gpt-oss-120b", "2026-01-01", "cerebras/gpt-oss-120b", "0.35", "0.75"),
    (
      "x", "together_ai/meta-llama/Llama-3.3-70B-Instruct-Turbo", "2026-01-01",
      "together_ai/meta-llama/Llama-3.3-70B-Instruct-Turbo", "1.04", "1.04"
    ),
    (
      "x", "accounts/fireworks/models/deepseek-v3p1", "2026-01-01",
      "fireworks_ai/accounts/fireworks/models/deepseek-v3p1", "0.56", "1.68"
    ),
    ("x", "o3", "2025-06-09", "openai/o3", "10", "40"),
    ("x", "o3", "2025-06-10", "openai/o3", "2", "8"),
    ("x", "gpt-5.6-luna", "2026-07-29", "openai/gpt-5.6-luna", "1", "6"),
    ("x", "gpt-5.6-luna", "2026-07-30", "openai/gpt-5.6-luna", "0.2", "1.2"),
    ("x", "grok-4.20", "2026-04-29", "xai/grok-4.20", "2", "6"),
    ("x", "mistral-medium-latest", "2026-06-15", "mistral/mistral-medium-latest", "0.4", "2"),
    ("openrouter", "openai/gpt-4o", "2026-10-01", "openrouter/openai/gpt-4o", "2.5", "10"),
    ("x", "gemini-3.6-flash", "2027-01-01", "google/gemini-3.6-flash", "1.5", "7.5"),
  ]
}
