import ConfigurationText
import Names
import PriceBooks

/// A step that prices usage as something that nobody knows.
package struct UnknownPrice: Error, CustomStringConvertible {
  package let description: String

  /// A step to a price that no book in use has.
  init(_ step: ScenarioStep, id: String, _ books: PriceBooks) {
    self.init(
      step, found: "no price of the id '\(id)'",
      expected: "the id of a price in use; `tariff prices list` shows them",
      name: id, known: books.books.flatMap(\.entries).map(\.id))
  }

  /// A step to a backend that no event has and no book in use prices.
  init(_ step: ScenarioStep, backend: String, used: [String], _ books: PriceBooks) {
    let priced = books.books.flatMap(\.entries).flatMap(\.patterns).compactMap { pattern in
      if case .exact(let name) = pattern { name } else { nil }
    }
    self.init(
      step, found: "the backend '\(backend)', which nobody has used or priced",
      expected: "one that has usage or a price", name: backend,
      known: used + books.books.flatMap(\.backends).map(\.name) + priced)
  }

  private init(
    _ step: ScenarioStep, found: String, expected: String, name: String, known: [String]
  ) {
    let nearest = NearestName.of(name, among: known).map { "; did you mean '\($0)'?" } ?? ""
    let text = expected + nearest
    description =
      step.node.map { String(describing: $0.error(found: found, expected: text)) }
      ?? "\(step.text): found \(found); expected \(text)"
  }
}
