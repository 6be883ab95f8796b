import ExactNumbers
import JSONScanning
import Metering
import PriceBooks

/// LiteLLM's price map: USD a token, with context tiers and service tiers in the names of its keys.
struct LiteLLMImporter: PriceImporter {
  static let name = "litellm"

  let options: ImportOptions

  func prices(_ bytes: [UInt8], file: String) throws -> ImportedPrices {
    var imported = ImportedPrices(name: "LiteLLM")
    let document = try JSONValue(importing: bytes, file: file)
    guard case .object = document else {
      throw ImportError(file: file, found: "no object", expected: "LiteLLM's price map")
    }
    let models = document.members
    let names = Set(models.map(\.name))
    for (name, model) in models where name != "sample_spec" {
      let provider = Self.provider(model)
      guard options.includes(provider) else { continue }
      guard !name.utf8.contains(UInt8(ascii: "*")) else {
        imported.leaveOut("a name with a wildcard", of: name)
        continue
      }
      let qualified = "\(provider)/\(name)"
      // Where the map names the provider's price itself, that is another entry.
      let isFree =
        !provider.isEmpty && !name.hasPrefix(provider + "/") && !names.contains(qualified)
      let id = isFree && !name.contains("/") ? qualified : name
      var entry = PriceEntry(id: id)
      entry.patterns = [.exact(name)] + (isFree ? [.exact(qualified)] : [])
      entry.source = model["source"]?.text
      entry.rows = LiteLLMRows(model, of: id).rows(&imported)
      entry.closeRows()
      if entry.rows.isEmpty { imported.leaveOut("a model without any rate", of: id) }
      guard !entry.rows.isEmpty else { continue }
      imported.book.entries.append(entry)
    }
    return imported
  }

  /// `vertex_ai-language-models` is `vertex_ai`: the backend that routers name.
  private static func provider(_ model: JSONValue) -> String {
    String((model["litellm_provider"]?.text ?? "").prefix { $0 != "-" })
  }
}

/// The rows of one model of LiteLLM: the standard one, one a service tier, one an off-peak window.
struct LiteLLMRows {
  private let id: String
  private let model: JSONValue

  init(_ model: JSONValue, of id: String) {
    self.model = model
    self.id = id
  }

  func rows(_ imported: inout ImportedPrices) -> [PriceRow] {
    var rates: [LiteLLMKey.Place: [String: Rate]] = [:]
    for (key, value) in model.members where LiteLLMKey.isPrice(key) {
      addPrice(key, value, &rates, &imported)
    }
    addSteps(model["tiered_pricing"], &rates, &imported)
    addSearches(model["search_context_cost_per_query"], &rates)
    let tiers = Set(rates.keys.map(\.serviceTier)).sorted()
    guard !rates.isEmpty else { return [] }
    var rows: [PriceRow] = []
    for tier in tiers {
      var row = PriceRow()
      row.condition.serviceTier = tier.isEmpty ? nil : tier
      let base = LiteLLMKey.Place(serviceTier: "", context: 0)
      let own = LiteLLMKey.Place(serviceTier: tier, context: 0)
      // What a tier does not name costs what it costs without one.
      row.rates = (rates[base] ?? [:]).merging(rates[own] ?? [:]) { _, new in new }
      row.tiers = contextTiers(rates, tier)
      row.fallbacks = TokenKinds.fallbacks(priced: Set(row.rates.keys))
      rows.append(row)
    }
    rows += offPeakRows(rows.first ?? PriceRow(), hasTiers: tiers.count > 1, &imported)
    return rows.filter { !$0.rates.isEmpty }
  }

  private func contextTiers(
    _ rates: [LiteLLMKey.Place: [String: Rate]], _ tier: String
  ) -> [ContextTier] {
    let contexts = Set(rates.keys.filter { $0.serviceTier == tier }.map(\.context))
    return contexts.filter { $0 > 0 }.sorted().map { context in
      var merged: [String: Rate] = [:]
      for lower in contexts.filter({ $0 > 0 && $0 <= context }).sorted() {
        let own = rates[LiteLLMKey.Place(serviceTier: tier, context: lower)] ?? [:]
        merged.merge(own) { _, new in new }
      }
      return ContextTier(minimum: context + 1, rates: merged)
    }
  }

  private func addPrice(
    _ key: String, _ value: JSONValue, _ rates: inout [LiteLLMKey.Place: [String: Rate]],
    _ imported: inout ImportedPrices
  ) {
    if LiteLLMKey.readElsewhere.contains(key) { return }
    if case .null = value { return }
    guard let known = LiteLLMKey(key) else {
      imported.leaveOut("a price key that is not known: \(key)", of: id)
      return
    }
    guard let rate = known.rate(value) else {
      imported.leaveOut("a price that is no plain number: \(key)", of: id)
      return
    }
    let isSecondChoice = key.hasPrefix("input_cost_per_token_cache_hit")
    let isKnown = rates[known.place]?[known.meter] != nil
    if isSecondChoice && isKnown { return }
    rates[known.place, default: [:]][known.meter] = rate
  }

  /// `tiered_pricing`: what a request costs whose context lies in a range.
  private func addSteps(
    _ steps: JSONValue?, _ rates: inout [LiteLLMKey.Place: [String: Rate]],
    _ imported: inout ImportedPrices
  ) {
    for step in steps?.elements ?? [] {
      guard let start = step["range"]?.elements.first?.number,
        let context = Int(start.description)
      else {
        imported.leaveOut("a tier without a range of tokens", of: id)
        continue
      }
      for (key, value) in step.members where key != "range" {
        guard var known = LiteLLMKey(key), let rate = known.rate(value)
        else {
          imported.leaveOut("a key of tiered_pricing that is not known: \(key)", of: id)
          continue
        }
        known.place.context = context
        rates[known.place, default: [:]][known.meter] = rate
      }
    }
  }

  /// A web search costs by the size of context that it asks for; medium is what it asks for unsaid.
  private func addSearches(
    _ sizes: JSONValue?, _ rates: inout [LiteLLMKey.Place: [String: Rate]]
  ) {
    let base = LiteLLMKey.Place(serviceTier: "", context: 0)
    for (key, value) in sizes?.members ?? [] {
      guard let price = value.number, let size = key.split(separator: "_").last else { continue }
      let rate = Rate(price: price, per: .one)
      rates[base, default: [:]]["web_searches_\(size)"] = rate
      if size == "medium" { rates[base, default: [:]]["web_searches"] = rate }
    }
  }

  /// `off_peak_pricing`: other rates in some hours (UTC) of some weekdays, 1 for Monday.
  private func offPeakRows(
    _ standard: PriceRow, hasTiers: Bool, _ imported: inout ImportedPrices
  ) -> [PriceRow] {
    guard let prices = model["off_peak_pricing"] else { return [] }
    guard !hasTiers else {
      imported.leaveOut("off-peak prices where service tiers count too", of: id)
      return []
    }
    var row = standard
    for (key, value) in prices.members where key != "windows" {
      guard let known = LiteLLMKey(key), let rate = known.rate(value)
      else {
        imported.leaveOut("a key of off_peak_pricing that is not known: \(key)", of: id)
        continue
      }
      row.rates[known.meter] = rate
    }
    return (prices["windows"]?.elements ?? []).flatMap { window -> [PriceRow] in
      let hours =
        window["hours_utc"]?.text.map { [$0] }
        ?? window["hours_utc"]?.elements.compactMap(\.text) ?? []
      let days = window["weekdays"]?.elements.compactMap {
        $0.number.flatMap { Int($0.description) }
      }
      return hours.map { text in
        var row = row
        row.condition.schedule = Schedule(
          hours: Self.hours(text), weekdays: days.map { Set($0.map { $0 - 1 }) })
        return row
      }
    }
  }

  /// nil for `00:00-00:00`, the whole day.
  private static func hours(_ text: String) -> Schedule.Hours? {
    let parts = text.split(whereSeparator: { $0 == "-" || $0 == ":" }).compactMap { Int($0) }
    guard parts.count == 4 else { return nil }
    let start = parts[0] * 60 + parts[1]
    let end = parts[2] * 60 + parts[3]
    return start == end ? nil : Schedule.Hours(start: start, end: end % 1440)
  }
}
