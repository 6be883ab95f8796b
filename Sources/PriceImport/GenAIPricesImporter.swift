import ExactNumbers
import JSONScanning
import Metering
import PriceBooks

/// Prices of pydantic/genai-prices: USD, with match rules, context tiers, dates and hours.
///
/// Its provider is the backend. A context tier holds strictly above its start, for all input tokens
/// of the request together. A token of a kind without a rate is priced as the kind that contains it.
struct GenAIPricesImporter: PriceImporter {
  static let name = "genai-prices"

  let options: ImportOptions

  func prices(_ bytes: [UInt8], file: String) throws -> ImportedPrices {
    var imported = ImportedPrices(name: "genai-prices")
    imported.book.matching = .first
    guard case .list(let providers) = try JSONValue(importing: bytes, file: file) else {
      throw ImportError(file: file, found: "no list", expected: "genai-prices' list of providers")
    }
    guard providers.isEmpty || providers.contains(where: { $0["models"] != nil }) else {
      throw ImportError(
        file: file, found: "no provider with models", expected: "genai-prices' data.json")
    }
    for provider in providers {
      guard let id = provider["id"]?.text, let models = provider["models"]?.elements else {
        imported.leaveOut("a provider without id or models", of: provider["id"]?.text ?? "")
        continue
      }
      guard options.includes(id) else { continue }
      if provider["provider_match"] != nil {
        imported.leaveOut("other names of a provider (provider_match)", of: id)
      }
      add(models, of: id, as: id, provider, &imported)
      for other in provider["fallback_model_providers"]?.elements.compactMap(\.text) ?? [] {
        guard let source = providers.first(where: { $0["id"]?.text == other }) else { continue }
        let models = source["models"]?.elements ?? []
        add(models, of: id, as: "\(id)/\(other)", source, &imported)
      }
    }
    return imported
  }

  private func add(
    _ models: [JSONValue], of provider: String, as prefix: String, _ source: JSONValue,
    _ imported: inout ImportedPrices
  ) {
    let address = source["pricing_urls"]?.elements.first?.text
    for model in models {
      guard let name = model["id"]?.text, let prices = model["prices"], let match = model["match"]
      else {
        imported.leaveOut("a model without id, match or prices", of: provider)
        continue
      }
      let id = "\(prefix)/\(name)"
      var entry = PriceEntry(id: id)
      entry.ignoresCase = true
      entry.source = address
      if !options.areListPrices { entry.backends = [.exact(provider)] }
      entry.patterns = GenAIPricesMatch.patterns(match)
      if entry.patterns.isEmpty { imported.leaveOut("a match rule that is not known", of: id) }
      if options.areListPrices {
        entry.patterns = entry.patterns.flatMap { $0.qualified(provider) }
      }
      entry.rows = GenAIPricesRows(prices, model["price_variants"], of: id).rows(&imported)
      guard !entry.rows.isEmpty, !entry.patterns.isEmpty else { continue }
      entry.closeRows()
      imported.add(entry)
    }
  }
}

/// The rules by which a model's names match, in any case of letters.
enum GenAIPricesMatch {
  static func patterns(_ rule: JSONValue) -> [NamePattern] {
    rule.members.flatMap { name, value -> [NamePattern] in
      switch (name, value) {
      case ("or", .list(let rules)), ("or_", .list(let rules)): return rules.flatMap(patterns)
      case ("and", .list(let rules)), ("and_", .list(let rules)):
        return [.regex("^" + rules.map { "(?=\(condition($0)))" }.joined())]
      case ("equals", .text(let text)): return [.exact(text.asciiLowercased)]
      case ("regex", .text(let text)): return [.regex(text)]
      case ("starts_with", .text(let text)): return [glob(text, "", "*")]
      case ("ends_with", .text(let text)): return [glob(text, "*", "")]
      case ("contains", .text(let text)): return [glob(text, "*", "*")]
      default: return []
      }
    }
  }

  private static func glob(_ text: String, _ before: String, _ after: String) -> NamePattern {
    .glob(before + text.asciiLowercased + after)
  }

  /// What a name must look like from its start for a rule to hold.
  private static func condition(_ rule: JSONValue) -> String {
    let alternatives = rule.members.map { name, value -> String in
      switch (name, value) {
      case ("or", .list(let rules)), ("or_", .list(let rules)):
        return rules.map(condition).joined(separator: "|")
      case ("and", .list(let rules)), ("and_", .list(let rules)):
        return rules.map { "(?=\(condition($0)))" }.joined()
      case ("equals", .text(let text)): return NameRegex.escape(text.asciiLowercased) + "$"
      case ("regex", .text(let text)):
        return text.hasPrefix("^") ? String(text.dropFirst()) : ".*(?:\(text))"
      case ("starts_with", .text(let text)): return NameRegex.escape(text.asciiLowercased)
      case ("ends_with", .text(let text)):
        return ".*" + NameRegex.escape(text.asciiLowercased) + "$"
      case ("contains", .text(let text)): return ".*" + NameRegex.escape(text.asciiLowercased)
      default: return "(?!)"
      }
    }
    return alternatives.joined(separator: "|")
  }
}

extension NamePattern {
  /// The pattern, and the pattern behind `provider/`.
  fileprivate func qualified(_ provider: String) -> [NamePattern] {
    switch self {
    case .exact(let text): [self, .exact("\(provider)/\(text)")]
    case .glob(let text): text.hasPrefix("*") ? [self] : [self, .glob("\(provider)/\(text)")]
    case .regex(let text):
      text.hasPrefix("^")
        ? [.regex("^(?:\(NameRegex.escape(provider))/)?" + text.dropFirst())] : [self]
    }
  }
}
