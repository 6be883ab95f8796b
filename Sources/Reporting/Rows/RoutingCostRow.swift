package import Charging
package import ExactNumbers
import Metering
import PriceBooks

/// What a routing method's choices cost against the cheapest backend that succeeds as often.
///
/// Tool by tool, a method's usage is priced as the cheapest backend with at least 10 requests and
/// no lower success on that tool; where nothing is cheaper, the choice stands. `list`, `cheapest`
/// and `difference` are of the usage that is priced, at list prices; `compared` counts its
/// requests. They are null where a method has no such usage.
package struct RoutingCostRow: ReportRow {
  package let method: String
  package fileprivate(set) var requests = 0
  package fileprivate(set) var cost = CostAmount()
  package fileprivate(set) var compared = 0
  fileprivate var listSum = ExactDecimal.zero
  fileprivate var cheapestSum = ExactDecimal.zero

  package var list: ExactDecimal? { compared == 0 ? nil : listSum }
  package var cheapest: ExactDecimal? { compared == 0 ? nil : cheapestSum }
  package var difference: ExactDecimal? { compared == 0 ? nil : listSum - cheapestSum }

  init(method: String) { self.method = method }

  package static let fields: [Field<RoutingCostRow>] = [
    Field("method", FieldText.method) { $0.method },
    Field("requests", "Requests; a record may stand for several.", in: .requests) { $0.requests },
    Field("cost", "What it cost.") { $0.cost },
    Field(
      "compared",
      "The requests that list, cheapest and difference are about: those that are "
        + "wholly priced.", in: .requests
    ) { $0.compared },
    Field("list", "What they cost at list prices.", in: .money) { $0.list },
    Field("cheapest", "What they would cost there.", in: .money) { $0.cheapest },
    Field("difference", "list − cheapest; null where either is.", in: .money) { $0.difference },
  ]

  /// By the bytes of the methods' names.
  static func rows(_ usage: PricedUsage) throws -> [RoutingCostRow] {
    var rows: [NameID: RoutingCostRow] = [:]
    for use in usage.toolUses.byMethod {
      var row = rows[use.method] ?? RoutingCostRow(method: usage.name(use.method))
      row.requests += use.part.usage.requests
      if let choice = try usage.choice(of: use) {
        row.compared += use.part.usage.requests
        row.listSum = row.listSum + choice.now.list
        row.cheapestSum = row.cheapestSum + (choice.best?.costs.list ?? choice.now.list)
      }
      rows[use.method] = row
    }
    for (key, cost) in zip(usage.tables.routes.keys, usage.tables.routes.costs) {
      rows[key.method]?.cost.add(cost)
    }
    return rows.values.sorted { $0.method.precedesBytewise($1.method) }
  }
}
