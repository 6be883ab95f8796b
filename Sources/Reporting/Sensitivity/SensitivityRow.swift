import ExactNumbers
import Metering
import Templating

/// How far one assumption moves the total: what it is at the assumption's least and at its most.
struct SensitivityRow {
  let what: String
  /// nil where nothing bounds it.
  let bounds: (low: ExactDecimal, high: ExactDecimal)?

  var span: ExactDecimal? { bounds.map { $0.high - $0.low } }

  /// The larger span first, then the name; what can't be estimated comes last.
  static func precedes(_ left: SensitivityRow, _ right: SensitivityRow) -> Bool {
    if left.span != right.span {
      guard let one = left.span, let other = right.span else { return left.span != nil }
      return one > other
    }
    return left.what.precedesBytewise(right.what)
  }

  /// `{what, low, high, span, share_percent}`; the share is of the total.
  func tree(total: ExactDecimal) -> TemplateValue {
    let share = span.flatMap { ReportBuilder.percent($0, of: total) }
    return [
      "what": .text(what), "low": MeasuresTree.decimal(bounds?.low),
      "high": MeasuresTree.decimal(bounds?.high), "span": MeasuresTree.decimal(span),
      "share_percent": MeasuresTree.decimal(share),
    ]
  }
}
