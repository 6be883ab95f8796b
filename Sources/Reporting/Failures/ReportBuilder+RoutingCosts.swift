import Charging
import ExactNumbers
import Metering
import Templating

extension ReportBuilder {
  /// What each routing method's choices cost against the cheapest backend that succeeds as often.
  ///
  /// Tool by tool, a method's usage is priced as the cheapest backend with at least 10 requests and
  /// no lower success on that tool; where nothing is cheaper, the choice stands. `list`, `cheapest`
  /// and `difference` are of the usage that is priced, at list prices; `compared` counts its
  /// requests. They are null where a method has no such usage.
  func routingCosts() throws -> TemplateValue {
    var sums: [NameID: RoutingSum] = [:]
    for use in toolUses.byMethod {
      var sum = sums[use.method] ?? RoutingSum()
      sum.requests += use.part.usage.requests
      if let choice = try choice(of: use, among: toolUses) {
        sum.compared += use.part.usage.requests
        sum.list = sum.list + choice.now.list
        sum.cheapest = sum.cheapest + (choice.best?.costs.list ?? choice.now.list)
      }
      sums[use.method] = sum
    }
    for (key, cost) in zip(tables.routes.keys, tables.routes.costs) {
      sums[key.method]?.cost.add(cost)
    }
    let sorted = sums.map { (name($0.key), $0.value) }.sorted { $0.0.precedesBytewise($1.0) }
    return .list(sorted.map { $1.row(method: $0) })
  }
}

private struct RoutingSum {
  var requests = 0
  var compared = 0
  var cost = RowCost()
  var list = ExactDecimal.zero
  var cheapest = ExactDecimal.zero

  func row(method: String) -> TemplateValue {
    func money(_ amount: ExactDecimal) -> TemplateValue {
      compared == 0 ? .null : .decimal(amount)
    }
    return [
      "method": .text(method), "requests": .integer(requests), "cost": cost.tree,
      "compared": .integer(compared), "list": money(list), "cheapest": money(cheapest),
      "difference": money(list - cheapest),
    ]
  }
}
