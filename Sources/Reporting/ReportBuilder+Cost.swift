import PriceBooks
import Charging
import CostModeling
import ExactNumbers
import Metering
import Templating

extension ReportBuilder {
  func cost() throws -> TemplateValue {
    let total = tables.totals.cost(of: 0)
    let requests = ExactDecimal(tables.totals.measures[0].requests)
    var cost = TemplateObject()
    cost["currency"] = .text(request.currency)
    cost["total"] = total.tree
    cost["list"] = total.isUnknown ? .null : .decimal(costs.list)
    cost["contracted"] = total.isUnknown ? .null : .decimal(costs.contracted)
    cost["per_request"] =
      total.isUnknown ? .null : MeasuresTree.decimal(total.amount.divided(by: requests))
    let served = servedRequests
    cost["charges"] = .list(
      costs.charges.map { charge in
        let key = CostedPeriod.Key(backend: charge.backend, model: charge.model, meter: "")
        return self.charge(charge, requests: served[key] ?? 0)
      })
    cost["contract"] = .list(
      costs.contract.map {
        [
          "name": .text($0.name), "kind": .text($0.kind), "match": .text($0.match),
          "base": .decimal($0.base), "amount": .decimal($0.amount),
        ]
      })
    cost["unpriced"] = .list(costs.unpriced.map(\.tree))
    cost["assumptions"] = .list(
      costs.assumptions.map {
        [
          "what": .text($0.what), "tokens": .decimal($0.tokens), "amount": .decimal($0.amount),
          "low": .decimal($0.low), "high": .decimal($0.high),
        ]
      })
    cost["month"] = month?.tree ?? .null
    cost["savings"] = try savings()
    cost["budget"] = try budget()
    cost["sensitivity"] = try sensitivity()
    return .object(cost)
  }

  /// By backend and model, the meter left empty.
  private var servedRequests: [CostedPeriod.Key: Int] {
    let summary = request.summary
    return zip(summary.cells.keys, summary.cells.measures).reduce(into: [:]) { sums, cell in
      let lane = tables.lanes[Int(cell.0.lane)]
      let key = CostedPeriod.Key(backend: lane.backend, model: lane.model ?? "", meter: "")
      sums[key, default: 0] += cell.1.requests
    }
  }

  private func charge(_ charge: Charge, requests: Int) -> TemplateValue {
    [
      "backend": .text(charge.backend), "model": .text(charge.model), "meter": .text(charge.meter),
      "quantity": .decimal(charge.quantity), "per": .decimal(charge.per),
      "unit_price": .decimal(charge.unitPrice), "list_amount": .decimal(charge.listAmount),
      "currency": .text(charge.bookCurrency), "amount": .decimal(charge.amount),
      "low": .decimal(charge.low), "high": .decimal(charge.high),
      "assumed": .bool(charge.isAssumed), "book": .text(charge.book),
      "price_id": .text(charge.priceID),
      "effective_from": charge.effectiveFrom.map { .text(zone.timestamp($0)) } ?? .null,
      "service_tier": .text(charge.serviceTier),
      "context_tier": charge.contextTier.map { .integer($0) } ?? .null,
      "requests": .integer(requests),
    ]
  }
}

extension UnpricedUsage {
  /// `{backend, model, meter, reason, requests, quantity}`
  var tree: TemplateValue {
    [
      "backend": .text(backend), "model": .text(model), "meter": .text(meter),
      "reason": .text(reason.rawValue), "requests": .decimal(requests),
      "quantity": .decimal(quantity),
    ]
  }
}
