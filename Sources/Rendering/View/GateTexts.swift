import Templating

/// What a gate of a build said of a report.
package struct GateVerdict: Sendable {
  /// As it was asked for: `increase:10%`.
  package let name: String
  /// Why it tripped, with the figures; nil where it didn't.
  package let reason: String?

  package init(name: String, reason: String?) {
    self.name = name
    self.reason = reason
  }
}

/// The gates as templates see them, whether they tripped or not.
struct GateTexts: ViewPart {
  private let verdicts: [GateVerdict]

  init(_ verdicts: [GateVerdict]) { self.verdicts = verdicts }

  var names: TemplateObject {
    [
      "has_gates": .bool(!verdicts.isEmpty),
      "gates": .list(
        verdicts.map { verdict in
          [
            "name": .text(verdict.name), "is_tripped": .bool(verdict.reason != nil),
            "message": .text(verdict.reason ?? ""),
          ]
        }),
    ]
  }
}
