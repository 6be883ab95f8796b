import Metering
import PriceBooks
import PriceImport
import TestSupport
import Testing

/// The `api.json` of models.dev.
struct `An import of models.dev` {
  private static let models = """
    {"acme": {"id": "acme", "models": {
    "both": {"cost": {"input": 0.2, "output": 1.2, "tiers": [{"input": 0.4, "output": 1.8,
      "tier": {"type": "context", "size": 272000}}], "context_over_200k": {"input": 9, "output": 9}}},
    "legacy": {"cost": {"input": 1, "output": 2, "context_over_200k": {"input": 3, "output": 4}}},
    "notype": {"cost": {"input": 1, "output": 2, "tiers": [{"input": 3, "tier": {"size": 128000}}]}},
    "two": {"cost": {"input": 1, "output": 2, "tiers": [
      {"input": 5, "output": 6, "tier": {"type": "context", "size": 512000}},
      {"input": 3, "output": 4, "tier": {"type": "context", "size": 32000}}]}},
    "other": {"cost": {"input": 1, "tiers": [{"input": 9, "tier": {"type": "batch", "size": 1}}]}},
    "reason": {"cost": {"input": 1, "output": 2, "reasoning": 3, "input_audio": 4}},
    "free": {"cost": {"input": 0, "output": 0}}, "nocost": {}, "none": {"cost": {"input": "?"}},
    "modes": {"cost": {"input": 1, "output": 2, "reasoning": 2, "cache_read": 0.1,
      "context_over_200k": {"input": 8}},
      "experimental": {"modes": {
        "fast": {"cost": {"input": 6, "output": 30},
          "provider": {"body": {"service_tier": "priority"}}},
        "quick": {"cost": {"input": 7}, "provider": {"body": {"speed": "fast"}}},
        "mute": {"cost": {"input": 8}}, "plain": {"provider": {"body": {"a": 1}}}}}}
    }}, "broken": {"id": "broken"}, "worse": 7}
    """

  @Test(arguments: [
    ("both", "standard", 250_000, "input", "0.2"), ("both", "standard", 272_001, "input", "0.4"),
    ("legacy", "standard", 200_000, "output", "2"), ("legacy", "standard", 200_001, "output", "4"),
    ("notype", "standard", 128_001, "input", "3"), ("notype", "standard", 128_001, "output", "2"),
    ("two", "standard", 32_001, "input", "3"), ("two", "standard", 600_000, "input", "5"),
    ("other", "standard", 600_000, "input", "1"), ("reason", "standard", 0, "reasoning", "3"),
    ("reason", "standard", 0, "input_audio", "4"), ("free", "standard", 0, "output", "0"),
    ("modes", "standard", 0, "reasoning", "2"), ("modes", "priority", 0, "input", "6"),
    ("modes", "priority", 0, "reasoning", "30"), ("modes", "priority", 0, "cache_read", "0.1"),
    ("modes", "priority", 200_001, "input", "8"), ("modes", "fast", 0, "input", "7"),
    ("modes", "fast", 0, "output", "2"),
  ])
  func `prices by context and mode`(
    model: String, tier: String, context: Int, meter: String, price: String
  ) throws {
    let book = try ImportedBook("models-dev", Self.models)
    #expect(
      book.price(meter, of: model, backend: "acme", tier: tier, context: context) == price)
  }

  @Test func `says what it leaves out`() throws {
    let book = try ImportedBook("models-dev", Self.models)
    #expect(
      Set(book.remarks) == [
        "left out: a tier that is not one of the context", "left out: a model without a price",
        "left out: a price that is no plain number: input", "left out: a model without any rate",
        "left out: a mode whose body names no service tier: mute",
        "left out: a provider without models",
      ])
  }
}
