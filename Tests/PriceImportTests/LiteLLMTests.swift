import ExactNumbers
import Metering
import PriceBooks
import PriceImport
import TestSupport
import Testing

/// LiteLLM's price map: what each of its keys means, and what else its calculator does with them.
struct `An import of LiteLLM` {
  private static let flash = """
    {"m":{"litellm_provider":"gemini","input_cost_per_token":3e-7,"output_cost_per_token":2.5e-6,
    "output_cost_per_reasoning_token":2.5e-6,
    "input_cost_per_token_batches":1.5e-7,"output_cost_per_token_batches":1.25e-6,
    "input_cost_per_token_flex":1.5e-7,"output_cost_per_token_flex":1.25e-6,
    "input_cost_per_token_priority":5.4e-7,"output_cost_per_token_priority":4.5e-6}}
    """

  @Test(arguments: [("standard", "2.5"), ("batch", "1.25"), ("flex", "1.25"), ("priority", "4.5")])
  func `bills reasoning as the output of its service tier`(tier: String, price: String) throws {
    let book = try ImportedBook("litellm", Self.flash)
    #expect(book.price("reasoning", of: "m", tier: tier) == price)
    #expect(book.price("output", of: "m", tier: tier) == price)
  }

  private static let tiers = """
    {"gpt-x":{"litellm_provider":"openai","input_cost_per_token":5e-6,"output_cost_per_token":3e-5,
    "cache_read_input_token_cost":5e-7,"input_cost_per_token_flex":2.5e-6,
    "output_cost_per_token_flex":1.5e-5,"cache_read_input_token_cost_flex":2.5e-7,
    "input_cost_per_token_above_272k_tokens":1e-5,"output_cost_per_token_above_272k_tokens":4.5e-5,
    "cache_read_input_token_cost_above_272k_tokens":1e-6},
    "gem-x":{"litellm_provider":"gemini","input_cost_per_token":2e-6,"output_cost_per_token":1.2e-5,
    "cache_read_input_token_cost":2e-7,"input_cost_per_token_priority":3.6e-6,
    "output_cost_per_token_priority":2.16e-5,"cache_read_input_token_cost_priority":3.6e-7,
    "input_cost_per_token_above_200k_tokens":4e-6,"output_cost_per_token_above_200k_tokens":1.8e-5,
    "cache_read_input_token_cost_above_200k_tokens":4e-7,
    "input_cost_per_token_above_200k_tokens_priority":7.2e-6,
    "output_cost_per_token_above_200k_tokens_priority":3.24e-5},
    "xai/grok-x":{"litellm_provider":"xai","input_cost_per_token":2e-6,"output_cost_per_token":6e-6,
    "input_cost_per_token_above_200k_tokens":4e-6,"output_cost_per_token_above_200k_tokens":1.2e-5}}
    """

  @Test(arguments: [
    ("gpt-x", "flex", 300_000, "input", "10"), ("gpt-x", "flex", 300_000, "output", "45"),
    ("gpt-x", "flex", 272_000, "input", "2.5"), ("gem-x", "priority", 300_000, "input", "7.2"),
    ("gem-x", "priority", 300_000, "cache_read", "0.4"),
    ("gem-x", "priority", 200_000, "cache_read", "0.36"),
    ("xai/grok-x", "standard", 199_999, "input", "2"),
    ("xai/grok-x", "standard", 200_000, "input", "4"),
  ])
  func `keeps the context tiers of the standard row`(
    model: String, tier: String, context: Int, meter: String, price: String
  ) throws {
    let book = try ImportedBook("litellm", Self.tiers)
    #expect(book.price(meter, of: model, tier: tier, context: context) == price)
  }

  /// Whatever keys an entry has: the nearest key of the service tier and context says the price, then
  /// the standard one's; reasoning without a price of its own goes with output.
  @Test(arguments: 1...200)
  func `finds the nearest key`(seed: Int) throws {
    var random = SeededNumbers(seed)
    let meters = [
      "input": "input_cost_per_token", "output": "output_cost_per_token",
      "cache_read": "cache_read_input_token_cost", "reasoning": "output_cost_per_reasoning_token",
    ]
    let suffixes = ["standard": "", "batch": "_batches", "flex": "_flex"]
    let contexts = [0, 100, 200]
    var keys: [String: Int] = [:]
    for (_, key) in meters.sorted(by: { $0.key < $1.key }) {
      for suffix in suffixes.values.sorted() {
        for context in contexts {
          let isBase = suffix.isEmpty && context == 0 && !key.contains("reasoning")
          guard isBase || random.chance(40) else { continue }
          keys[key + (context > 0 ? "_above_\(context)k_tokens" : "") + suffix] =
            1 + random.below(90)
        }
      }
    }
    let fields = keys.sorted { $0.key < $1.key }.map { "\"\($0.key)\": \($0.value)e-6" }
    let book = try ImportedBook("litellm", "{\"m\": {\(fields.joined(separator: ", "))}}")
    func named(_ meter: String, _ tier: String, _ context: Int) -> Int? {
      let below = contexts.filter { $0 < max(context, 1) }.sorted(by: >)
      return below.lazy.filter { $0 > 0 }.compactMap {
        keys["\(meters[meter] ?? "")_above_\($0)k_tokens\(suffixes[tier] ?? "")"]
      }.first
    }
    for tier in suffixes.keys.sorted() {
      for context in [50, 150, 250] {
        for meter in ["input", "output", "cache_read"] {
          let base = meters[meter] ?? ""
          let own = keys[base + (suffixes[tier] ?? "")]
          let expected =
            named(meter, tier, context) ?? named(meter, "standard", context) ?? own ?? keys[base]
          let price = book.price(meter, of: "m", tier: tier, context: context * 1000)
          #expect(price == expected.map { "\($0)" }, "\(meter) \(tier) \(context) of \(fields)")
        }
        // No price of reasoning is the standard row's where the tier has an output of its own.
        let key = meters["reasoning"] ?? ""
        let isSaid = keys.keys.contains { $0.hasPrefix(key) && $0.hasSuffix(suffixes[tier] ?? "") }
        let hasOutput = keys["output_cost_per_token" + (suffixes[tier] ?? "")] != nil
        let isSaidOfStandard = contexts.contains { context in
          keys[key + (context > 0 ? "_above_\(context)k_tokens" : "")] != nil
        }
        if tier == "standard"
          ? !isSaid : !isSaid && (hasOutput && context == 50 || !isSaidOfStandard)
        {
          let output = book.price("output", of: "m", tier: tier, context: context * 1000)
          #expect(
            book.price("reasoning", of: "m", tier: tier, context: context * 1000) == output,
            "\(tier) \(context) of \(fields)")
        }
      }
    }
  }

  @Test func `leaves out what can't be read, and keeps all else`() throws {
    let book = try ImportedBook(
      "litellm",
      """
      {"sample_spec": {"input_cost_per_token": "a number"}, "text": "none", "list": [1], "nothing": null,
      "": {"input_cost_per_token": 1e-6},
      "minus": {"input_cost_per_token": -1e-6}, "words": {"input_cost_per_token": "free"},
      "long": {"input_cost_per_token": 1e-26}, "\\u0000": {"input_cost_per_token": 1e-6},
      "steps": {"input_cost_per_token": 2e-6, "tiered_pricing": {"a": 1},
        "search_context_cost_per_query": "cheap", "off_peak_pricing": "16:00-19:00"},
      "written": {"input_cost_per_token": "3e-6", "search_context_cost_per_query": 0.01},
      "good": {"litellm_provider": "x", "input_cost_per_token": 1e-6,
        "input_cost_per_token_above_1m_tokens": 2e-6, "regional_uplift_multiplier": 1.1,
        "provider_specific_entry": {"fast": 2.5, "us": 1.1}}}
      """)
    #expect(book.price("input", of: "good") == "1")
    #expect(book.price("input", of: "good", context: 1_000_001) == "2")
    #expect(book.price("input", of: "good", tier: "fast") == "2.5")
    #expect(book.price("input", of: "good", tier: "fast", context: 1_000_001) == "5")
    #expect(book.price("input", of: "steps") == "2")
    #expect(book.price("input", of: "written") == "3")
    #expect(book.price("web_searches", of: "written") == "0.01")
    #expect(book.price("input", of: "minus") == nil)
    for what in [
      "an entry that is no object", "a price that is no plain number: input_cost_per_token",
      "a model without any rate", "tiered_pricing that is no list",
      "prices of searches that are not read", "off-peak prices that are no object",
      "a multiplier: regional_uplift_multiplier", "a number of provider_specific_entry: us",
    ] {
      #expect(book.remarks.contains("left out: \(what)"), "\(book.remarks)")
    }
    #expect(book.remarks.contains { $0.hasPrefix("left out: a price that no book can hold: ") })
  }
}
