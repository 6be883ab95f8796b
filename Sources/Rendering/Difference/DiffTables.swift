import ExactNumbers
import Templating

/// A comparison as plain tables: CSV for programs, and text for a terminal.
extension DiffDocument {
  private static let effects = ["volume", "mix", "efficiency", "price", "new", "gone", "unpriced"]

  /// Every row, and one for the terms of contracts, so that the column adds up to the difference.
  var table: TableOutput {
    let sides = ["before", "after"]
    let figures = ["requests", "quantity", "unit_price", "amount"]
    var table = TableOutput(
      columns: ["backend", "model", "meter"]
        + sides.flatMap { side in figures.map { "\(side)_\($0)" } }
        + ["difference"] + Self.effects + ["contract", "currency"])
    let currency = tree["currency"] ?? .null
    for row in tree["rows"]?.elements ?? [] {
      let names = ["backend", "model", "meter"].map { row[$0] ?? .null }
      let amounts = sides.flatMap { side in figures.map { row[side]?[$0] ?? .null } }
      let parts = Self.effects.map { row["effects"]?[$0] ?? .null }
      table.rows.append(
        names + amounts + [row["difference"] ?? .null] + parts + [.decimal(.zero), currency])
    }
    let terms = tree["effects"]?.elements.first { $0["name"]?.text == "contract" }?["amount"]
    let empty = Array(repeating: TemplateValue.null, count: sides.count * figures.count)
    table.rows.append(
      ["", "", "contract"] + empty + [terms ?? .null]
        + Self.effects.map { _ in .decimal(.zero) } + [terms ?? .null, currency])
    return table
  }

  /// The same figures as the Markdown's, for a terminal.
  var plain: String {
    let view = view
    let currency = view["currency"]?.text ?? ""
    var effects = TableOutput(columns: ["why", currency], figures: [currency])
    for row in view["effects"]?.elements ?? [] {
      effects.rows.append([row["about"] ?? .null, row["amount"] ?? .null])
    }
    effects.rows.append(["difference", view["difference"] ?? .null])
    var rows = TableOutput(
      columns: ["backend", "model", "meter", "before", "after", "difference", "why"],
      figures: ["before", "after", "difference"])
    for row in view["rows"]?.elements ?? [] {
      rows.rows.append(rows.columns.map { row[$0] ?? .null })
    }
    let notes = (view["notes"]?.elements ?? []).compactMap { $0["text"]?.text }
    let sentences = ([view["headline"]?.text ?? ""] + notes).map(DisplayWidth.harmless)
    let moved = rows.rows.isEmpty ? "" : "\n" + rows.text(.text)
    return (sentences + ["", effects.text(.text)]).joined(separator: "\n") + moved
  }
}
