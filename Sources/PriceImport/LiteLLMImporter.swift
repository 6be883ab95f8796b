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
      guard case .object = model else {
        imported.leaveOut("an entry that is no object", of: name)
        continue
      }
      guard options.includes(Self.provider(model)) else { continue }
      add(model, name, beside: names, to: &imported)
    }
    return imported
  }

  private func add(
    _ model: JSONValue, _ name: String, beside names: Set<String>,
    to imported: inout ImportedPrices
  ) {
    guard !name.utf8.contains(UInt8(ascii: "*")) else {
      return imported.leaveOut("a name with a wildcard", of: name)
    }
    let provider = Self.provider(model)
    let qualified = "\(provider)/\(name)"
    // Where the map names the provider's price itself, that is another entry.
    let isFree = !provider.isEmpty && !name.hasPrefix(provider + "/") && !names.contains(qualified)
    let id = isFree && !name.contains("/") ? qualified : name
    var entry = PriceEntry(id: id)
    entry.patterns = [.exact(name)] + (isFree ? [.exact(qualified)] : [])
    entry.source = model["source"]?.text
    var rows = LiteLLMRows(model, of: id)
    entry.rows = rows.rows(zones: options.zones, &imported)
    entry.closeRows()
    guard !entry.rows.isEmpty else {
      return imported.leaveOut("a model without any rate", of: id)
    }
    imported.add(entry)
  }

  /// `vertex_ai-language-models` is `vertex_ai`: the backend that routers name.
  fileprivate static func provider(_ model: JSONValue) -> String {
    String((model["litellm_provider"]?.text ?? "").prefix { $0 != "-" })
  }
}

/// The rows of one model of LiteLLM: the standard one, one a service tier, and those of off-peak hours.
struct LiteLLMRows {
  private let id: String
  private let model: JSONValue
  private var rates: [LiteLLMKey.Place: [String: Rate]] = [:]

  init(_ model: JSONValue, of id: String) {
    self.model = model
    self.id = id
  }

  mutating func rows(zones: ZoneLookup, _ imported: inout ImportedPrices) -> [PriceRow] {
    for (key, value) in model.members where LiteLLMKey.isPrice(key) {
      addPrice(key, value, &imported)
    }
    addSteps(model["tiered_pricing"], &imported)
    addSearches(model["search_context_cost_per_query"], &imported)
    guard !rates.isEmpty else { return [] }
    var standard = PriceRow()
    standard.rates = rates[.standard] ?? [:]
    standard.tiers = contexts(of: "")
    standard = standard.withoutReasoningAsOutput
    standard.fallbacks = TokenKinds.fallbacks(priced: Set(standard.rates.keys))
    let tiers = Set(rates.keys.map(\.serviceTier)).subtracting([""]).sorted()
    var rows =
      [standard]
      + tiers.map { tier in
        let own = rates[LiteLLMKey.Place(serviceTier: tier, context: 0)] ?? [:]
        return standard.inServiceTier(tier, rates: own, contexts: contexts(of: tier))
      }
    addMultiples(of: standard, to: &rows, &imported)
    rows.removeAll { $0.rates.isEmpty }
    let offPeak = LiteLLMOffPeak(
      model["off_peak_pricing"], of: id, zones: zones, &imported)
    return offPeak?.rows(of: rows) ?? rows
  }

  /// The first context, in tokens, of a boundary that keys name. xAI's long context begins at the
  /// number itself, that of all others above it.
  private func minimum(_ context: Int) -> Int {
    LiteLLMImporter.provider(model) == "xai" ? context : context + 1
  }

  /// What a service tier names by context; a meter keeps the rate of the last boundary below.
  private func contexts(of tier: String) -> [ContextTier] {
    let contexts = Set(
      rates.keys.filter { $0.serviceTier == tier && $0.context > 0 }.map(\.context))
    var merged: [String: Rate] = [:]
    return contexts.sorted().map { context in
      let own = rates[LiteLLMKey.Place(serviceTier: tier, context: context)] ?? [:]
      merged.merge(own) { _, new in new }
      return ContextTier(minimum: minimum(context), rates: merged)
    }
  }

  private mutating func addPrice(
    _ key: String, _ value: JSONValue, _ imported: inout ImportedPrices
  ) {
    if LiteLLMKey.readElsewhere.contains(key) || value == .null { return }
    guard let known = LiteLLMKey(key) else {
      return imported.leaveOut("a price key that is not known: \(key)", of: id)
    }
    guard let rate = known.rate(value) else {
      return imported.leaveOut("a price that is no plain number: \(key)", of: id)
    }
    let isSecondChoice = key.hasPrefix("input_cost_per_token_cache_hit")
    let isKnown = rates[known.place]?[known.meter] != nil
    if isSecondChoice && isKnown { return }
    rates[known.place, default: [:]][known.meter] = rate
  }

  /// `tiered_pricing`: what a request costs whose context lies in a range.
  private mutating func addSteps(_ steps: JSONValue?, _ imported: inout ImportedPrices) {
    guard let steps, steps != .null else { return }
    guard case .list(let steps) = steps else {
      return imported.leaveOut("tiered_pricing that is no list", of: id)
    }
    for step in steps {
      guard let start = step["range"]?.elements.first?.anyNumber,
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
  private mutating func addSearches(_ sizes: JSONValue?, _ imported: inout ImportedPrices) {
    guard let sizes, sizes != .null else { return }
    if let price = sizes.anyNumber {
      rates[.standard, default: [:]]["web_searches"] = Rate(price: price, per: .one)
      return
    }
    if sizes.members.isEmpty, sizes != .object([]) {
      imported.leaveOut("prices of searches that are not read", of: id)
    }
    for (key, value) in sizes.members where value != .null {
      guard let price = value.anyNumber, let size = key.split(separator: "_").last else {
        imported.leaveOut("a price that is no plain number: \(key)", of: id)
        continue
      }
      let rate = Rate(price: price, per: .one)
      rates[.standard, default: [:]]["web_searches_\(size)"] = rate
      if size == "medium" { rates[.standard, default: [:]]["web_searches"] = rate }
    }
  }

  /// What multiplies prices: the fast mode is a service tier, regions are not said in usage.
  private func addMultiples(
    of standard: PriceRow, to rows: inout [PriceRow], _ imported: inout ImportedPrices
  ) {
    let entries = model["provider_specific_entry"]?.members ?? []
    for (key, value) in entries {
      guard let factor = value.anyNumber else { continue }
      let isTier = !rows.contains { $0.condition.serviceTier == "fast" }
      if key == "fast", isTier, let row = standard.multiplied(by: factor, inServiceTier: key) {
        rows.append(row)
      } else {
        imported.leaveOut("a number of provider_specific_entry: \(key)", of: id)
      }
    }
    for (key, _) in model.members where key.hasSuffix("_multiplier") || key.contains("_multiplier_")
    {
      imported.leaveOut("a multiplier: \(key)", of: id)
    }
    for key in ["search_free_requests", "web_search_billing_unit"] where model[key] != nil {
      imported.leaveOut("a term of searches: \(key)", of: id)
    }
  }
}

extension PriceRow {
  /// The row of a service tier whose tokens cost so many times as much; nil where that can't be kept
  /// exactly.
  fileprivate func multiplied(
    by factor: ExactDecimal, inServiceTier tier: String
  ) -> PriceRow? {
    func multiplied(_ rates: [String: Rate]) throws -> [String: Rate] {
      try Dictionary(
        uniqueKeysWithValues: rates.map { meter, rate in
          let isToken = MeterDefinition(priced: meter).isToken
          let price = isToken ? try rate.price.times(factor) : rate.price
          return (meter, Rate(price: price, per: rate.per))
        })
    }
    guard let own = try? multiplied(rates),
      let contexts = try? tiers.map({
        ContextTier(minimum: $0.minimum, rates: try multiplied($0.rates))
      })
    else { return nil }
    return inServiceTier(tier, rates: own, contexts: contexts)
  }
}
