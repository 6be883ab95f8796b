import ExactNumbers
import JSONScanning
import PriceBooks

/// The `api.json` of models.dev: USD a million tokens, by provider and model.
struct ModelsDevImporter: PriceImporter {
  static let name = "models-dev"

  let options: ImportOptions

  private static let meters = [
    "input": "input", "output": "output", "reasoning": "reasoning", "cache_read": "cache_read",
    "cache_write": "cache_write", "input_audio": "input_audio", "output_audio": "output_audio",
  ]

  func prices(_ bytes: [UInt8], file: String) throws -> ImportedPrices {
    var imported = ImportedPrices(name: "models.dev")
    let document = try JSONValue(importing: bytes, file: file)
    guard case .object = document else {
      throw ImportError(file: file, found: "no object", expected: "the api.json of models.dev")
    }
    for (id, provider) in document.members where options.includes(id) {
      guard let models = provider["models"], case .object = models else {
        throw ImportError(
          file: file, found: "the provider '\(id)' without models",
          expected: "the api.json of models.dev")
      }
      for (name, model) in models.members {
        guard let cost = model["cost"], !cost.members.isEmpty else {
          imported.leaveOut("a model without a price", of: "\(id)/\(name)")
          continue
        }
        var entry = PriceEntry(id: "\(id)/\(name)")
        entry.source = provider["doc"]?.text
        entry.patterns = [.exact(name)]
        if options.areListPrices {
          entry.patterns.append(.exact("\(id)/\(name)"))
        } else {
          entry.backends = [.exact(id)]
        }
        let row = row(cost, of: entry.id, &imported)
        guard !row.rates.isEmpty else { continue }
        entry.rows = [row]
        imported.book.entries.append(entry)
      }
    }
    return imported
  }

  private func row(
    _ cost: JSONValue, of id: String, _ imported: inout ImportedPrices
  ) -> PriceRow {
    var row = PriceRow()
    for (key, value) in cost.members {
      switch key {
      case "context_over_200k":
        row.tiers.append(
          ContextTier(minimum: 200_001, rates: rates(value, of: id, &imported)))
      case "tiers":
        for tier in value.elements {
          guard let size = tier["tier"]?["size"]?.number, let tokens = Int(size.description),
            tier["tier"]?["type"]?.text ?? "context" == "context"
          else {
            imported.leaveOut("a tier that is not one of the context", of: id)
            continue
          }
          let known = row.tiers.contains { $0.minimum == tokens + 1 }
          guard !known else { continue }
          row.tiers.append(
            ContextTier(minimum: tokens + 1, rates: rates(tier, of: id, &imported)))
        }
      default:
        let member = JSONValue.Member(name: key, value: value)
        row.rates.merge(rates(.object([member]), of: id, &imported)) { $1 }
      }
    }
    row.tiers.sort { $0.minimum < $1.minimum }
    row.fallbacks = TokenKinds.fallbacks(priced: Set(row.rates.keys))
    return row
  }

  private func rates(
    _ cost: JSONValue, of id: String, _ imported: inout ImportedPrices
  ) -> [String: Rate] {
    var rates: [String: Rate] = [:]
    for (key, value) in cost.members where key != "tier" {
      guard let meter = Self.meters[key] else {
        imported.leaveOut("a price key that is not known: \(key)", of: id)
        continue
      }
      guard let price = value.number, !price.isNegative else {
        imported.leaveOut("a price that is no plain number: \(key)", of: id)
        continue
      }
      rates[meter] = Rate(price: price, per: .million)
    }
    return rates
  }
}
