import ExactNumbers
import Templating

/// Figures as texts of a document; what is not known is a dash.
extension TemplateValue {
  /// `39,677,294`
  static func count(_ number: Int) -> TemplateValue { .text(ExactDecimal.grouped(String(number))) }

  /// `39,677,294.5`, where shares of counts need not be whole.
  static func count(_ number: ExactDecimal) -> TemplateValue { .text(number.grouped) }

  /// `98.4 %`
  static func percent(_ number: ExactDecimal?) -> TemplateValue {
    .text(number.map { $0.text(fractionDigits: 1) + " %" } ?? "–")
  }

  /// `1,234`
  static func milliseconds(_ number: ExactDecimal?) -> TemplateValue {
    .text(number.map(\.wholeText) ?? "–")
  }

  /// Null where there is no text.
  static func optional(_ text: String?) -> TemplateValue { text.map(TemplateValue.text) ?? .null }
}

extension String {
  /// The name of a row; `(none)` where the events have none.
  var shownName: String { isEmpty ? "(none)" : self }
}

extension ExactDecimal {
  /// `1,234`, rounded to a whole number.
  var wholeText: String { Self.grouped(text(fractionDigits: 0)) }
}
