package import CostModeling
package import ExactNumbers
package import Templating

/// One side of a comparison: a report's tree, just made or read from a file, and its cost by
/// backend, model and meter. Both ways hold the same figures, so both give the same answer.
package struct CostedReport: Sendable {
  package let tree: TemplateValue
  package let costs: CostedPeriod

  /// `label` is what errors call the report: a file or path.
  package init(_ tree: TemplateValue, label: String) throws {
    self.tree = tree
    costs = try CostedPeriod(tree, label: label)
  }

  package var currency: String { tree["cost"]?["currency"]?.text ?? "" }

  /// What has a price; 0 where nothing has.
  package var amount: ExactDecimal { tree["cost"]?["total"]?["amount"]?.number ?? .zero }

  package var isComplete: Bool { tree["cost"]?["total"]?["complete"] == .bool(true) }

  /// The period as it was asked for, else the paths: what people call it, the same for a report
  /// and for its events.
  package var name: String {
    let options = tree["options"] ?? .null
    for option in ["month", "week", "day"] {
      if let text = options[option]?.text { return text }
    }
    let isBounded = ["since", "until", "last"].contains { options[$0]?.text != nil }
    let paths = (options["paths"]?.elements ?? []).compactMap(\.text)
    if isBounded || paths.isEmpty {
      let times = ["start", "end"].map { tree["period"]?[$0]?.text ?? "" }
      return times.map(Self.short).joined(separator: " to ")
    }
    return paths.joined(separator: ", ")
  }

  /// A midnight as its date.
  private static func short(_ time: String) -> String {
    time.dropFirst(10).hasPrefix("T00:00:00.000") ? String(time.prefix(10)) : time
  }

  /// `{name, period{start, end, timezone, first_event, last_event}, cost AMOUNT, list, contracted, requests}`
  var side: TemplateValue {
    let period = tree["period"] ?? .null
    let cost = tree["cost"] ?? .null
    return [
      "name": .text(name),
      "period": [
        "start": period["start"] ?? .null, "end": period["end"] ?? .null,
        "timezone": period["timezone"] ?? .null,
        "first_event": period["first_event"] ?? .null, "last_event": period["last_event"] ?? .null,
      ],
      "cost": cost["total"] ?? .null, "list": cost["list"] ?? .null,
      "contracted": cost["contracted"] ?? .null,
      "requests": tree["totals"]?["requests"] ?? .null,
    ]
  }
}

extension CostedPeriod {
  /// The sums of a report's charges. Throws ``SavedReportError`` where a figure is missing, or
  /// where the charges do not add up to the total.
  fileprivate init(_ tree: TemplateValue, label: String) throws {
    self.init()
    let cost = tree["cost"] ?? .null
    for charge in cost["charges"]?.elements ?? [] {
      guard let quantity = charge["quantity"]?.number, let amount = charge["amount"]?.number,
        let requests = Self.count(charge["requests"]), !quantity.isNegative
      else {
        throw SavedReportError(
          file: label, found: "a charge without quantity, amount or requests",
          advice: "make the report again with this version of tariff")
      }
      addCharge(
        Self.key(charge), quantity: quantity, amount: amount, requests: requests,
        isAssumed: charge["assumed"] == .bool(true))
    }
    for line in cost["contract"]?.elements ?? [] { addContract(line["amount"]?.number ?? .zero) }
    for usage in cost["unpriced"]?.elements ?? [] {
      guard let requests = Self.count(usage["requests"]) else {
        throw SavedReportError(
          file: label, found: "unpriced usage without requests",
          advice: "make the report again with this version of tariff")
      }
      addUnpriced(
        Self.key(usage), quantity: usage["quantity"]?.number ?? .zero, requests: requests)
    }
    let stated = cost["total"]?["amount"]?.number ?? .zero
    guard stated == total else {
      throw SavedReportError(
        file: label, found: "a total of \(stated), but charges and contract terms of \(total)",
        advice: "make the report again; it was edited")
    }
  }

  /// A whole number, however a tree or a file holds it; nil for anything else.
  private static func count(_ value: TemplateValue?) -> Int? {
    guard let number = value?.number, !number.isNegative else { return nil }
    let (whole, rest) = number.units.quotientAndRemainder(dividingBy: ExactDecimal.unitsPerOne)
    return rest == 0 ? Int(exactly: whole) : nil
  }

  private static func key(_ row: TemplateValue) -> Key {
    Key(
      backend: row["backend"]?.text ?? "", model: row["model"]?.text ?? "",
      meter: row["meter"]?.text ?? "")
  }
}
