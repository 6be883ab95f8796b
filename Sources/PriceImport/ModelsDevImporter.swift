import ExactNumbers
import JSONScanning
import PriceBooks

/// The `api.json` of models.dev: USD a million tokens, by provider and model.
///
/// `tiers` say what a request of a large context costs; `context_over_200k` is their older form, which
/// says nothing where they are there. A mode of `experimental.modes` is a service tier where the body
/// that asks for it names one.
struct ModelsDevImporter: PriceImporter {
  static let name = "models-dev"

  let options: ImportOptions

  func prices(_ bytes: [UInt8], file: String) throws -> ImportedPrices {
    var imported = ImportedPrices(name: "models.dev")
    let document = try JSONValue(importing: bytes, file: file)
    let providers = document.members.filter { !($0.value["models"]?.members ?? []).isEmpty }
    guard document == .object([]) || !providers.isEmpty else {
      throw ImportError(
        file: file, found: "no provider with models", expected: "the api.json of models.dev")
    }
    for (id, provider) in document.members where options.includes(id) {
      let models = provider["models"]?.members ?? []
      if models.isEmpty { imported.leaveOut("a provider without models", of: id) }
      for (name, model) in models {
        var entry = PriceEntry(id: "\(id)/\(name)")
        entry.source = provider["doc"]?.text
        entry.patterns = [.exact(name)]
        if options.areListPrices {
          entry.patterns.append(.exact("\(id)/\(name)"))
        } else {
          entry.backends = [.exact(id)]
        }
        entry.rows = ModelsDevRows(of: entry.id).rows(model, &imported)
        if !entry.rows.isEmpty { imported.add(entry) }
      }
    }
    return imported
  }
}

/// The rows of one model of models.dev: the standard one, and one a mode.
private struct ModelsDevRows {
  private let id: String

  init(of id: String) { self.id = id }

  private static let meters = [
    "input": "input", "output": "output", "reasoning": "reasoning", "cache_read": "cache_read",
    "cache_write": "cache_write", "input_audio": "input_audio", "output_audio": "output_audio",
  ]

  func rows(_ model: JSONValue, _ imported: inout ImportedPrices) -> [PriceRow] {
    let cost = model["cost"] ?? .null
    guard !cost.members.isEmpty else {
      imported.leaveOut("a model without a price", of: id)
      return []
    }
    var standard = PriceRow()
    standard.rates = rates(cost, &imported)
    standard.tiers = contexts(cost, &imported)
    standard = standard.withoutReasoningAsOutput
    standard.fallbacks = TokenKinds.fallbacks(priced: Set(standard.rates.keys))
    guard !standard.rates.isEmpty else {
      imported.leaveOut("a model without any rate", of: id)
      return []
    }
    return [standard] + modes(model["experimental"]?["modes"], of: standard, &imported)
  }

  /// The rows of modes whose body names a service tier, or a speed, which usage calls one too.
  private func modes(
    _ modes: JSONValue?, of standard: PriceRow, _ imported: inout ImportedPrices
  ) -> [PriceRow] {
    var rows: [PriceRow] = []
    for (name, mode) in modes?.members ?? [] {
      guard let cost = mode["cost"], !cost.members.isEmpty else { continue }
      let body = mode["provider"]?["body"]
      guard let tier = body?["service_tier"]?.text ?? body?["speed"]?.text, !tier.isEmpty else {
        imported.leaveOut("a mode whose body names no service tier: \(name)", of: id)
        continue
      }
      guard !rows.contains(where: { $0.condition.serviceTier == tier }) else {
        imported.leaveOut("a second mode of one service tier: \(name)", of: id)
        continue
      }
      rows.append(
        standard.inServiceTier(
          tier, rates: rates(cost, &imported), contexts: contexts(cost, &imported)))
    }
    return rows
  }

  private func contexts(
    _ cost: JSONValue, _ imported: inout ImportedPrices
  ) -> [ContextTier] {
    let tiers = cost["tiers"] ?? .null
    var contexts: [ContextTier] = []
    for tier in tiers.elements {
      guard let size = tier["tier"]?["size"]?.anyNumber, let tokens = Int(size.description),
        tier["tier"]?["type"]?.text ?? "context" == "context"
      else {
        imported.leaveOut("a tier that is not one of the context", of: id)
        continue
      }
      guard !contexts.contains(where: { $0.minimum == tokens + 1 }) else {
        imported.leaveOut("a second tier of one context", of: id)
        continue
      }
      contexts.append(ContextTier(minimum: tokens + 1, rates: rates(tier, &imported)))
    }
    if tiers.elements.isEmpty, tiers != .list([]), tiers != .null {
      imported.leaveOut("tiers that are no list", of: id)
    }
    if contexts.isEmpty, let older = cost["context_over_200k"], older != .null {
      contexts = [ContextTier(minimum: 200_001, rates: rates(older, &imported))]
    }
    return contexts.filter { !$0.rates.isEmpty }.sorted { $0.minimum < $1.minimum }
  }

  private func rates(
    _ cost: JSONValue, _ imported: inout ImportedPrices
  ) -> [String: Rate] {
    var rates: [String: Rate] = [:]
    for (key, value) in cost.members where !["tier", "tiers", "context_over_200k"].contains(key) {
      if value == .null { continue }
      guard let meter = Self.meters[key] else {
        imported.leaveOut("a price key that is not known: \(key)", of: id)
        continue
      }
      guard let price = value.anyNumber, !price.isNegative else {
        imported.leaveOut("a price that is no plain number: \(key)", of: id)
        continue
      }
      rates[meter] = Rate(price: price, per: .million)
    }
    return rates
  }
}
