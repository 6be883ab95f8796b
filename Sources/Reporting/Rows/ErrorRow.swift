package import Charging
import ExactNumbers
import Metering
import PriceBooks

/// One error pattern, the pair of type and code, with what its failed requests cost.
package struct ErrorRow: ReportRow {
  package let type: String?
  package let code: String?
  package let count: Int
  package let firstSeen: Timestamp
  package let lastSeen: Timestamp
  /// Distinct messages, the most frequent first; at most 5.
  package let messages: [ErrorMessage]
  package let cost: CostAmount
  /// What its failures cost a month; nil where the month has no estimate. Rules alone see it here.
  let perMonth: ExactDecimal?

  package static let fields: [Field<ErrorRow>] = [
    Field("type", "The error's type; null where it has none.") { $0.type },
    Field("code", "The error's code, as text; null where it has none.") { $0.code },
    Field("count", FieldText.count) { $0.count },
    Field("first_seen", "RFC 3339.") { $0.firstSeen },
    Field("last_seen", "RFC 3339.") { $0.lastSeen },
    Field("messages", "Distinct messages, the most frequent first; at most 5.") { $0.messages },
    Field("cost", "What it cost.") { $0.cost },
  ]

  /// How many error patterns are shown.
  private static let shown = 10

  /// The most frequent patterns.
  static func rows(_ usage: PricedUsage) throws -> [ErrorRow] {
    try usage.errorOrder.prefix(shown).map { pattern in
      let key = usage.request.summary.errorPatterns.keys[pattern]
      let details = usage.request.summary.errorPatterns.details[pattern]
      return ErrorRow(
        type: usage.text(key.type), code: usage.text(key.code), count: usage.errorCount(pattern),
        firstSeen: Timestamp(details.firstSeen, in: usage.zone),
        lastSeen: Timestamp(details.lastSeen, in: usage.zone),
        messages: ErrorMessage.rows(details, name: usage.name),
        cost: usage.failures.errors.cost(of: Int32(pattern)),
        perMonth: try usage.monthlyCost(ofPattern: pattern))
    }
  }

  /// What ``rows(_:)`` leaves out.
  static func notShown(_ usage: PricedUsage) -> ErrorsNotShown {
    let hidden = usage.errorOrder.dropFirst(shown)
    return ErrorsNotShown(
      patterns: hidden.count, failures: hidden.reduce(0) { $0 + usage.errorCount($1) },
      withoutError: usage.request.summary.failuresWithoutError)
  }
}

/// One text of an error pattern's messages.
package struct ErrorMessage: ReportRow {
  package let text: String
  package let count: Int

  package static let fields: [Field<ErrorMessage>] = [
    Field("text", "The message.") { $0.text }, Field("count", FieldText.count) { $0.count },
  ]

  fileprivate static func rows(
    _ details: ErrorPatterns.Details, name: (NameID) -> String
  ) -> [ErrorMessage] {
    let messages = details.messages.map { ErrorMessage(text: name($0.key), count: $0.value) }
    let sorted = messages.sorted {
      $0.count != $1.count ? $0.count > $1.count : $0.text.precedesBytewise($1.text)
    }
    return Array(sorted.prefix(5))
  }
}

/// The failures that the table of errors does not list.
package struct ErrorsNotShown: ReportRow {
  package let patterns: Int
  package let failures: Int
  package let withoutError: Int

  package static let fields: [Field<ErrorsNotShown>] = [
    Field("patterns", "How many further patterns.") { $0.patterns },
    Field("failures", "Failed requests of further patterns.", in: .requests) { $0.failures },
    Field("without_error", "Failed requests without an error object.", in: .requests) {
      $0.withoutError
    },
  ]
}
