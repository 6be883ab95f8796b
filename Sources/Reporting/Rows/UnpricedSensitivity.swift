import Charging
import ExactNumbers
import Metering
import PriceBooks

/// What usage without a price would cost: each backend and model at the cheapest and the dearest
/// price of its maker.
struct UnpricedSensitivity {
  let rows: [SensitivityRow]

  init(_ usage: PricedUsage) throws {
    let total = usage.total.amount
    let groups = Dictionary(grouping: usage.costs.unpriced) { UnpricedName($0) }
    let makers = groups.keys.map { ($0, usage.maker(of: $0)) }
    let prices = Dictionary(
      makers.compactMap { $1 }.map { ($0, usage.request.books.prices(ofMaker: $0)) },
      uniquingKeysWith: { first, _ in first })
    let books = usage.request.books.namingPrices(prices.values.flatMap(\.self))
    rows = try makers.map { name, maker in
      guard let maker else {
        return SensitivityRow(
          what: "\(name.text) has no price and no known maker", bounds: nil, total: total)
      }
      let lanes = usage.unpricedLanes(groups[name] ?? [])
      let sums = try (prices[maker] ?? []).compactMap {
        try usage.price(lanes, as: $0, in: books)
      }
      guard let low = sums.min(), let high = sums.max() else {
        return SensitivityRow(
          what: "\(name.text) has no price, nor has its maker", bounds: nil, total: total)
      }
      return SensitivityRow(
        what: "\(name.text) has no price: at those of \(maker)",
        bounds: (total + low, total + high), total: total)
    }
  }
}

extension PricedUsage {
  /// The name before the first `/` of the model, else the backend, where a price's id begins so;
  /// nil where none does. A model of another maker than its name says would be a guess.
  fileprivate func maker(of name: UnpricedName) -> String? {
    let prefixes = [name.model, name.backend].map { String($0.prefix { $0 != "/" }) }
    return prefixes.first { !$0.isEmpty && !request.books.prices(ofMaker: $0).isEmpty }
  }

  /// The lanes with nothing but the counts that have no price.
  fileprivate func unpricedLanes(_ usage: [UnpricedUsage]) -> [LaneUsage] {
    var lanes: [Int: LaneUsage] = [:]
    for usage in usage {
      for part in usage.parts {
        var lane = lanes[part.lane] ?? emptied(tables.lanes[part.lane])
        lane.quantities += tables.lanes[part.lane].quantities.filter { $0.meter == usage.meter }
        lanes[part.lane] = lane
      }
    }
    return lanes.sorted { $0.key < $1.key }.map(\.value)
  }

  private func emptied(_ lane: LaneUsage) -> LaneUsage {
    var lane = lane
    lane.quantities = []
    return lane
  }

  /// nil where the price does not cover all of it.
  fileprivate func price(
    _ lanes: [LaneUsage], as id: String, in books: PriceBooks
  ) throws -> ExactDecimal? {
    let backend = PriceBooks.backend(naming: id)
    let named = lanes.map { $0.served(by: backend, from: request.summary.firstEvent) }
    let costs = try books.price(named, currency: request.currency)
    return costs.unpriced.isEmpty ? costs.list : nil
  }
}

/// A backend and a model that have no price together.
private struct UnpricedName: Hashable {
  let backend: String
  let model: String

  init(_ usage: UnpricedUsage) {
    backend = usage.backend
    model = usage.model
  }

  var text: String { model.isEmpty ? backend : "\(backend)/\(model)" }
}
