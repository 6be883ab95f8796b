import Charging
import CostModeling
import ExactNumbers
import Metering

/// Usage without a price in few words: `mystery-gpu (47,915 tokens, 20 requests)`.
struct UnpricedNames {
  /// A meter of a backend and model.
  private struct Row {
    let name: String
    let meter: String
    let quantity: ExactDecimal
    let requests: ExactDecimal

    init(
      _ backend: String, _ model: String, _ meter: String, quantity: ExactDecimal,
      requests: ExactDecimal
    ) {
      name = [backend, model].filter { !$0.isEmpty }.joined(separator: "/")
      self.meter = meter
      self.quantity = quantity
      self.requests = requests
    }

    var isToken: Bool { MeterDefinition(priced: meter).isToken }
  }

  private static let shown = 3
  private let rows: [Row]

  init(_ usage: [UnpricedUsage]) {
    rows = usage.map {
      Row($0.backend, $0.model, $0.meter, quantity: $0.quantity, requests: $0.laneRequests)
    }
  }

  init(_ usage: [(key: CostedPeriod.Key, counts: CostedPeriod.Unpriced)]) {
    rows = usage.map { key, counts in
      Row(
        key.backend, key.model, key.meter, quantity: counts.quantity,
        requests: ExactDecimal(counts.requests))
    }
  }

  /// The names in their order, of more than a few the first, with their tokens, other meters and
  /// requests.
  var text: String {
    var names: [String] = []
    for row in rows where !names.contains(where: { $0.utf8.elementsEqual(row.name.utf8) }) {
      names.append(row.name)
    }
    let more = names.count > Self.shown ? ", and \(names.count - Self.shown) more" : ""
    return names.prefix(Self.shown).map(text).joined(separator: ", ") + more
  }

  private func text(of name: String) -> String {
    let rows = rows.filter { $0.name.utf8.elementsEqual(name.utf8) }
    let tokens = rows.filter(\.isToken).reduce(ExactDecimal.zero) { $0 + $1.quantity }
    let others = rows.filter { !$0.isToken && $0.meter != ReservedMeter.requests.name }.map {
      "\($0.quantity.grouped) \($0.meter)"
    }
    // A request with several meters stands in the row of each.
    let requests = rows.map(\.requests).max() ?? .zero
    let counts =
      (tokens > .zero ? ["\(tokens.grouped) \(tokens == .one ? "token" : "tokens")"] : [])
      + others + ["\(requests.grouped) \(requests == .one ? "request" : "requests")"]
    return "\(name) (\(counts.joined(separator: ", ")))"
  }
}
