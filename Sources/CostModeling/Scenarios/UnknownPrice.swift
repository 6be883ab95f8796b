import ConfigurationText

/// A step that prices usage as something that no book in use knows.
package struct UnknownPrice: Error, CustomStringConvertible {
  package let description: String

  init(_ step: ScenarioStep, id: String) {
    let expected = "the id of a price in use; `tariff prices list` shows them"
    let found = "no price of the id '\(id)'"
    description =
      step.node.map { String(describing: $0.error(found: found, expected: expected)) }
      ?? "\(step.text): found \(found); expected \(expected)"
  }
}
