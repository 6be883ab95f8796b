import ExactNumbers
import JSONScanning
import PriceBooks

/// A key of LiteLLM's price map, such as `input_cost_per_token_above_200k_tokens_batches`.
struct LiteLLMKey {
  let meter: String
  var place: Place
  /// What the price of the key is for.
  private let unit: ExactDecimal

  /// The service tier, empty for the standard one, and the context above which a price holds.
  struct Place: Hashable {
    var serviceTier: String
    var context: Int

    static let standard = Place(serviceTier: "", context: 0)
  }

  private static let serviceTiers = [
    "batches": "batch", "flex": "flex", "priority": "priority", "ultrafast": "ultrafast",
    "balanced": "balanced", "decisions": "decisions",
  ]

  /// Keys with an object or a list, which are read for themselves.
  static let readElsewhere = [
    "tiered_pricing", "search_context_cost_per_query", "off_peak_pricing",
  ]

  static func isPrice(_ key: String) -> Bool { key.contains("cost") || key.contains("pricing") }

  /// nil where the key is not known.
  init?(_ key: String) {
    var rest = key[...]
    var place = Place.standard
    for (suffix, tier) in Self.serviceTiers where rest.hasSuffix("_" + suffix) {
      place.serviceTier = tier
      rest = rest.dropLast(suffix.utf8.count + 1)
    }
    // The last boundary is the context's: others are lifetimes of a cache.
    if let boundary = rest.ranges(of: "_above_").last, rest.hasSuffix("_tokens") {
      guard let tokens = Self.tokens(rest[boundary.upperBound...].dropLast(7)) else { return nil }
      place.context = tokens
      rest = rest[..<boundary.lowerBound]
    }
    guard let (meter, unit) = Self.meter(String(rest)) else { return nil }
    self.meter = meter
    self.unit = unit
    self.place = place
  }

  /// A number of tokens such as `200k`, `1m` or `200000`.
  private static func tokens(_ text: Substring) -> Int? {
    let scale = text.hasSuffix("k") ? 1000 : text.hasSuffix("m") ? 1_000_000 : 1
    guard let count = Int(scale == 1 ? text : text.dropLast()), (1...1_000_000_000).contains(count)
    else { return nil }
    return count * scale
  }

  /// A price as a rate; tokens are priced by the million, and so is what has too many digits for one.
  /// nil where it is no number that can be kept exactly.
  func rate(_ value: JSONValue) -> Rate? {
    guard let text = value.numberText else { return nil }
    if unit != .million, let price = ExactDecimal(scientific: text) {
      return Rate(price: price, per: unit)
    }
    guard unit <= .million, let price = ExactDecimal(scientific: text, timesTenTo: 6),
      let per = try? unit == .million ? unit : unit.times(.million)
    else { return nil }
    return Rate(price: price, per: per)
  }

  private static func meter(_ key: String) -> (String, ExactDecimal)? {
    if let meter = tokens[key] { return (meter, .million) }
    if let meter = units[key] { return (meter, .one) }
    if let meter = thousands[key] { return (meter, ExactDecimal(1000)) }
    // A resolution is a meter of its own.
    for (prefix, meter) in [
      "output_cost_per_second_": "output_seconds", "output_cost_per_image_": "output_images",
    ]
    where key.hasPrefix(prefix) {
      let size = key.dropFirst(prefix.utf8.count).lowercased().replacing(".", with: "_")
      return ("\(meter)_\(size)", .one)
    }
    return nil
  }

  private static let tokens = [
    "input_cost_per_token": "input", "output_cost_per_token": "output",
    "output_cost_per_reasoning_token": "reasoning", "cache_read_input_token_cost": "cache_read",
    "input_cost_per_token_cache_hit": "cache_read",
    "cache_creation_input_token_cost": "cache_write",
    "cache_creation_input_token_cost_above_1hr": "cache_write_1h",
    "cache_creation_input_token_cost_above_12hr": "cache_write_12h",
    "input_cost_per_audio_token": "input_audio", "output_cost_per_audio_token": "output_audio",
    "cache_read_input_audio_token_cost": "cache_audio_read",
    "cache_creation_input_audio_token_cost": "cache_audio_write",
    "cache_read_input_image_token_cost": "cache_image_read",
    "input_cost_per_image_token": "input_image", "output_cost_per_image_token": "output_image",
    "input_cost_per_video_token": "input_video", "output_cost_per_video_token": "output_video",
    "citation_cost_per_token": "output_citation",
    "explicit_cache_read_input_token_cost": "explicit_cache_read",
  ]

  private static let units = [
    "input_cost_per_image": "input_images", "output_cost_per_image": "output_images",
    "input_cost_per_pixel": "input_pixels", "output_cost_per_pixel": "output_pixels",
    "input_cost_per_character": "input_characters",
    "output_cost_per_character": "output_characters",
    "input_cost_per_second": "input_seconds", "output_cost_per_second": "output_seconds",
    "cost_per_second": "seconds", "input_cost_per_audio_per_second": "input_audio_seconds",
    "input_cost_per_video_per_second": "input_video_seconds",
    "output_cost_per_video_per_second": "output_video_seconds",
    "input_cost_per_query": "queries", "input_cost_per_request": "requests",
    "input_cost_per_text_message": "text_messages", "ocr_cost_per_page": "ocr_pages",
    "ocr_cost_per_credit": "ocr_credits", "annotation_cost_per_page": "annotated_pages",
    "code_interpreter_cost_per_session": "code_interpreter_sessions",
    "file_search_cost_per_gb_per_day": "file_search_gigabyte_days",
    "vector_store_cost_per_gb_per_day": "vector_store_gigabyte_days",
    "google_maps_grounding_cost_per_query": "maps_queries",
  ]

  private static let thousands = [
    "computer_use_input_cost_per_1k_tokens": "computer_use_input",
    "computer_use_output_cost_per_1k_tokens": "computer_use_output",
    "file_search_cost_per_1k_calls": "file_searches",
  ]
}
