import Templating

/// The same figures as the Markdown's, for a terminal.
extension DiffView {
  var plain: String {
    let why = TableOutput(
      columns: ["why", currency], figures: [currency],
      rows: effects.map { [.text($0.effect.about), .text($0.amount)] }
        + [["difference", .text(difference)]])
    let sentences = ([headline] + notes).map(DisplayWidth.harmless)
    return (sentences + ["", why.text(.text)]).joined(separator: "\n") + moved
  }

  /// Nothing where no row moved.
  private var moved: String {
    guard !rows.isEmpty else { return "" }
    let table = TableOutput(
      columns: ["backend", "model", "meter", "before", "after", "difference", "why"],
      figures: ["before", "after", "difference"],
      rows: rows.map { row in
        [row.backend, row.model, row.meter, row.before, row.after, row.difference, row.why]
          .map(TemplateValue.text)
      })
    return "\n" + table.text(.text)
  }
}
