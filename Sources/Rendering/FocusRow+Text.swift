import Reporting
import Templating

extension FocusRow {
  /// Names of a provider must not be null.
  var provider: String { backend.isEmpty ? "unknown" : backend }

  /// `anthropic/claude-sonnet-4-5` is published by `anthropic`.
  var publisher: String {
    guard let id = charge?.priceID, let slash = id.firstIndex(of: "/"), slash > id.startIndex
    else { return provider }
    return String(id[..<slash])
  }

  /// The model, or what stands for it.
  var service: String { model.isEmpty ? provider : model }

  var isRecurring: Bool { charge?.isRecurring ?? (term?.kind == "commitment") }

  /// `cache_read of claude-sonnet-4-5 at anthropic, batch`
  var description: String {
    if let term { return "\(term.kind) '\(term.name)'" }
    let meter = charge?.meter ?? ""
    let tier = charge?.serviceTier ?? ""
    let suffix = tier.isEmpty || tier == "standard" ? "" : ", \(tier)"
    return model.isEmpty
      ? "\(meter) of \(provider)\(suffix)" : "\(meter) of \(model) at \(provider)\(suffix)"
  }

  /// `{"team":"search"}`; null without tags.
  var tagsJSON: FocusColumn.Cell {
    guard !tags.isEmpty else { return .null }
    var object = TemplateObject()
    for tag in tags { object[tag.name] = .text(tag.value) }
    return .text(TemplateValue.object(object).jsonText)
  }
}

extension FocusCharge {
  /// What was bought, at whichever price: `anthropic/claude-sonnet-4-5/cache_read`.
  var skuID: String { "\(priceID)/\(meter)" }

  /// Which of its prices: `anthropic/claude-sonnet-4-5/cache_read/batch/200001`, the last part
  /// being the smallest context of a tier. A price stays the same one when its amount changes.
  var skuPriceID: String {
    let tier = serviceTier.isEmpty || serviceTier == "standard" ? [] : [serviceTier]
    return ([skuID] + tier + (contextTier.map { [String($0)] } ?? [])).joined(separator: "/")
  }
}
