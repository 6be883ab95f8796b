import Reporting
import Templating

/// What the input was read as, what was not recognised, and which copies were not counted again.
struct InputTexts: ViewPart {
  private let inputs: InputsSection
  private let money: MoneyText

  /// How many files of no known format a document lists.
  private static let first = 20

  init(_ report: Report, _ money: MoneyText) {
    inputs = report.inputs
    self.money = money
  }

  var names: TemplateObject {
    let unrecognised = inputs.figures.unrecognised
    let more = max(0, unrecognised.count - Self.first)
    return [
      "has_formats": .bool(!inputs.figures.formats.isEmpty),
      "has_collapsed": .bool(!inputs.collapsed.isEmpty),
      "collapsed": .list(inputs.collapsed.map(collapsed)),
      "has_unrecognised": .bool(!unrecognised.isEmpty),
      "first_unrecognised": .list(unrecognised.prefix(Self.first).map(\.tree)),
      "more_unrecognised": more > 0 ? .integer(more) : .null,
    ]
  }

  private func collapsed(_ row: CollapsedRow) -> TemplateValue {
    [
      "rule": .text(row.rule), "records": .integer(row.records), "tokens": .integer(row.tokens),
      "cost": .text(money.totalFigure(row.cost)),
    ]
  }
}
