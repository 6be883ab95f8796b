import ExactNumbers
import PriceBooks

/// What genai-prices counts, by its `data_units.py` (MIT).
enum GenAIPricesUnits {
  /// The meter of a price key such as `input_audio_mtok`, with what its price is for; nil where the
  /// key is not known.
  static func meter(_ key: String) -> (meter: String, per: ExactDecimal)? {
    if key.hasSuffix("_mtok") { return (String(key.dropLast(5)), .million) }
    if key == "input_mchars" { return ("input_characters", .million) }
    if key.hasSuffix("_hours") { return (key.dropLast(6) + "_seconds", ExactDecimal(3600)) }
    if key.hasSuffix("_kpages") { return (key.dropLast(7) + "_pages", ExactDecimal(1000)) }
    if key.hasSuffix("_kcount") { return (String(key.dropLast(7)), ExactDecimal(1000)) }
    return nil
  }
}
