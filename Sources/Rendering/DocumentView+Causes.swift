import ExactNumbers
import Templating

/// What moves the total, and what failures and routes cost: small tables, where there is something.
extension DocumentView {
  /// How many failing tools, and how many failing routes, a document shows.
  private static let shown = 5
  /// How many assumptions a document shows, those that move the total most.
  private static let shownAssumptions = 10

  func addCauses(to view: inout TemplateObject) {
    let assumptions = report["cost"]?["sensitivity"]?.elements ?? []
    let sensitivity = assumptions.prefix(Self.shownAssumptions).map(sensitivity)
    view["sensitivity"] = .list(sensitivity)
    view["has_sensitivity"] = .bool(!sensitivity.isEmpty)
    let failures = failures
    view["failure_costs"] = .list(failures)
    view["has_failure_costs"] = .bool(!failures.isEmpty)
    view["failed_cost"] = .text(money.total(report["failure_costs"]?["total"]?["cost"]))
    let routing = routing
    view["routing_costs"] = .list(routing)
    view["has_routing_costs"] = .bool(!routing.isEmpty)
  }

  private func sensitivity(_ row: TemplateValue) -> TemplateValue {
    func figure(_ key: String) -> TemplateValue {
      .text(row[key]?.number.map { money.figure($0) } ?? "not known")
    }
    return [
      "what": row["what"] ?? .null, "low": figure("low"), "high": figure("high"),
      "span": figure("span"), "share": percent(row["share_percent"]),
    ]
  }

  /// The dearest of each kind; none where failures cost nothing.
  private var failures: [TemplateValue] {
    let costs = report["failure_costs"] ?? .null
    guard (costs["total"]?["cost"]?["amount"]?.number ?? .zero) > .zero else { return [] }
    return [("Backend", "backends"), ("Tool", "tools"), ("Route", "routes")].flatMap { kind, key in
      let rows = (costs[key]?.elements ?? []).filter { Self.amount($0) > .zero }
      // The sort keeps the order of the names among equals.
      let dearest = rows.enumerated().sorted { left, right in
        let amounts = (Self.amount(left.element), Self.amount(right.element))
        return amounts.0 == amounts.1 ? left.offset < right.offset : amounts.0 > amounts.1
      }
      return dearest.prefix(Self.shown).map { failure(kind, $0.element) }
    }
  }

  private static func amount(_ row: TemplateValue) -> ExactDecimal {
    row["cost"]?["amount"]?.number ?? .zero
  }

  private func failure(_ kind: String, _ row: TemplateValue) -> TemplateValue {
    [
      "kind": .text(kind), "name": row["name"] ?? .null, "requests": count(row["requests"]),
      "tokens": count(row["tokens"]), "cost": .text(money.cell(row["cost"])),
    ]
  }

  /// The methods that chose something dearer than they had to.
  private var routing: [TemplateValue] {
    (report["routing_costs"]?.elements ?? []).compactMap { row in
      guard let difference = row["difference"]?.number, difference > .zero else { return nil }
      return [
        "method": row["method"] ?? .null, "compared": count(row["compared"]),
        "list": .text(money.figure(row["list"]?.number ?? .zero)),
        "cheapest": .text(money.figure(row["cheapest"]?.number ?? .zero)),
        "difference": .text(money.figure(difference)),
      ]
    }
  }
}
