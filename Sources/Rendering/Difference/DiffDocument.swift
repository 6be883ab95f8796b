import ExactNumbers
package import Templating

/// The documents of `tariff diff`: JSON is the comparison's tree, Markdown is a template over it and
/// over ``view``, its figures as texts; text and CSV are tables.
package struct DiffDocument {
  /// The formats that a comparison can be written in.
  package static let formats: [DocumentFormat] = [.markdown, .text, .json, .csv]

  let tree: TemplateValue
  private let money: MoneyText
  /// Whether both sides cost less than one unit: then four digits show.
  private let isSmall: Bool

  /// How many rows are shown.
  private static let shown = 10

  package init(_ tree: TemplateValue) {
    self.tree = tree
    money = MoneyText(currency: tree["currency"]?.text ?? "")
    isSmall = ["before", "after"].allSatisfy { side in
      (tree[side]?["cost"]?["amount"]?.number ?? .zero).magnitude < .one
    }
  }

  /// The comparison in one of ``formats``; `templates` are the built-in ones by file name.
  package func text(_ format: DocumentFormat, templates: [String: String]) throws -> String {
    switch format {
    case .json: return JSONRenderer().render(tree)
    case .csv: return table.text(.csv)
    case .markdown: return try markdown("diff.md.mustache", templates)
    default: return plain
    }
  }

  private func markdown(_ name: String, _ templates: [String: String]) throws -> String {
    let template = try Template(
      templates[name] ?? "", name: name, format: .markdown, partials: templates)
    guard case .object(var root) = tree else { return "" }
    root["view"] = view
    return try template.render(.object(root))
  }

  /// The figures as they are shown.
  var view: TemplateValue {
    let rows = (tree["rows"]?.elements ?? []).filter { number($0["difference"]).units != 0 }
    let others = rows.dropFirst(Self.shown)
    var shown = rows.prefix(Self.shown).map(row)
    if !others.isEmpty {
      let sum = others.reduce(ExactDecimal.zero) { $0 + number($1["difference"]) }
      shown.append([
        "backend": .text(others.count == 1 ? "1 other" : "\(others.count) others"), "model": "",
        "meter": "", "before": "",
        "after": "", "difference": change(sum), "why": "",
      ])
    }
    return [
      "currency": .text(money.currency), "headline": .text(headline),
      "difference": change(number(tree["difference"])), "effects": .list(effects),
      "sides": .list(sides), "rows": .list(shown), "has_rows": .bool(!rows.isEmpty),
      "rows_title": .text(title(rows.count)), "notes": .list(notes),
      "has_notes": .bool(!notes.isEmpty), "rounding": rounding,
    ]
  }

  private func number(_ value: TemplateValue?) -> ExactDecimal { value?.number ?? .zero }

  private func change(_ amount: ExactDecimal) -> TemplateValue {
    .text(money.change(amount, isSmall: isSmall))
  }

  private func title(_ count: Int) -> String {
    switch count {
    case 1: "The row that moved"
    case ...Self.shown: "The \(count) rows that moved"
    default: "The \(Self.shown) of \(count) rows that moved most"
    }
  }

  /// `October costs USD 1.20 more than September (+12.0 %): 10.00 to 11.20, mostly volume (+0.90).`
  private var headline: String {
    let difference = number(tree["difference"])
    let names = ["before", "after"].map { tree[$0]?["name"]?.text ?? "" }
    let totals = ["before", "after"].map { money.total(tree[$0]?["cost"]) }
    guard difference.units != 0 else {
      return "\(names[1]) costs as much as \(names[0]): \(totals[1])."
    }
    let size = money.figure(difference.magnitude, isSmall: isSmall)
    let direction = difference.isNegative ? "less" : "more"
    let percent = tree["percent"]?.number.map { value in
      " (\(value.isNegative ? "" : "+")\(value.text(fractionDigits: 1)) %)"
    }
    // What pulls the other way explains nothing.
    let most = (tree["effects"]?.elements ?? [])
      .filter { number($0["amount"]).isNegative == difference.isNegative }
      .max { number($0["amount"]).magnitude < number($1["amount"]).magnitude }
    let why = most.map { effect in
      let amount = money.change(number(effect["amount"]), isSmall: isSmall)
      return ", mostly \(effect["name"]?.text ?? "") (\(amount))"
    }
    return "\(names[1]) costs \(money.currency) \(size) \(direction) than \(names[0])"
      + "\(percent ?? ""): from \(totals[0]) to \(totals[1])\(why ?? "")."
  }

  private var sides: [TemplateValue] {
    let sides = [tree["before"], tree["after"]]
    let requests = sides.map { number($0?["requests"]) }
    let costs = sides.map { number($0?["cost"]?["amount"]) }
    return [
      [
        "name": "Cost", "before": .text(money.total(sides[0]?["cost"])),
        "after": .text(money.total(sides[1]?["cost"])), "change": change(costs[1] - costs[0]),
      ],
      [
        "name": "Requests", "before": .text(MoneyText.grouped(requests[0].description)),
        "after": .text(MoneyText.grouped(requests[1].description)),
        "change": .text(
          (requests[1] > requests[0] ? "+" : "")
            + MoneyText.grouped((requests[1] - requests[0]).description)),
      ],
    ]
  }

  private static let about = [
    "volume": "volume: more or fewer requests",
    "mix": "mix: requests moved between backends and models",
    "efficiency": "efficiency: more or fewer units a request",
    "price": "price: a unit costs more or less",
    "new": "new: only in the later period", "gone": "gone: only in the earlier period",
    "contract": "contract: discounts, credits, commitments",
    "unpriced": "unpriced: usage that got or lost its price",
  ]

  private var effects: [TemplateValue] {
    (tree["effects"]?.elements ?? []).map { effect in
      let name = effect["name"]?.text ?? ""
      return [
        "name": .text(name), "about": .text(Self.about[name] ?? name),
        "amount": change(number(effect["amount"])),
      ]
    }
  }

  /// What the shown effects lack to the shown difference; null where they add up.
  private var rounding: TemplateValue {
    let effects = (tree["effects"]?.elements ?? []).map { number($0["amount"]) }
    let missing = money.gap(effects, to: number(tree["difference"]), isSmall: isSmall)
    return missing.units == 0 ? .null : change(missing)
  }

  private func row(_ row: TemplateValue) -> TemplateValue {
    let effects: [(name: String, amount: ExactDecimal)] =
      if case .object(let object)? = row["effects"] {
        object.fields.map { ($0.name, number($0.value)) }.filter { $0.amount.units != 0 }
      } else { [] }
    let why = effects.map { "\($0.name) \(money.change($0.amount, isSmall: isSmall))" }
    func amount(_ side: String) -> TemplateValue {
      row[side]?["amount"]?.number.map { .text(money.figure($0, isSmall: isSmall)) } ?? "–"
    }
    return [
      "backend": row["backend"] ?? .null, "model": row["model"] ?? .null,
      "meter": row["meter"] ?? .null, "before": amount("before"), "after": amount("after"),
      "difference": change(number(row["difference"])), "why": .text(why.joined(separator: ", ")),
    ]
  }

  /// What the reader must know of days without data, and of usage without a price.
  private var notes: [TemplateValue] {
    let gaps = ["before", "after"].compactMap { side in
      DataCoverage.gap(tree[side]?["period"]).map {
        "\(tree[side]?["name"]?.text ?? "") comes \($0)."
      }
    }
    return (gaps + unpricedNotes).map { ["text": .text($0)] }
  }

  private var unpricedNotes: [String] {
    guard tree["complete"] != .bool(true) else { return [] }
    let usage = tree["unpriced"]?.elements ?? []
    var notes = [
      "Some usage has no price, so the difference is that of the priced part: "
        + "costs are at least what is shown."
    ]
    for row in usage.prefix(Self.shown) {
      let name = [row["backend"], row["model"]].compactMap(\.?.text).filter { !$0.isEmpty }
      let counts = ["before", "after"].map { side in
        MoneyText.grouped(number(row[side]?["quantity"]).description)
      }
      notes.append(
        "\(row["meter"]?.text ?? "") of \(name.joined(separator: " / ")): "
          + "\(counts[0]) before, \(counts[1]) after, without a price")
    }
    if usage.count > Self.shown { notes.append("and \(usage.count - Self.shown) more") }
    return notes
  }
}
