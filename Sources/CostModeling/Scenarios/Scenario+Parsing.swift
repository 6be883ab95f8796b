package import ConfigurationText
import ExactNumbers
import Metering
package import PriceBooks

/// Reads the price book that a path of a scenario names, relative to the scenario's file.
package typealias BookReading = (_ path: String) throws -> PriceBook

extension Scenario {
  private static let keys = ["tariff", "name", "steps"]

  /// Reads a scenario file; `file` is its name in messages.
  ///
  ///     tariff: scenario/1
  ///     name: Local first
  ///     steps:
  ///       - move: {from: gemini, to: local, share: 30%}
  package init(parsing yaml: String, file: String, books: BookReading) throws {
    try self.init(try ConfigurationNode(parsing: yaml, file: file), books: books)
  }

  package init(_ root: ConfigurationNode, books: BookReading) throws {
    let entries = try root.entries("a scenario")
    guard let header = entries.first(where: { $0.name == "tariff" }) else {
      throw root.error(found: "no key 'tariff'", expected: "'tariff: scenario/1' at the top")
    }
    guard try header.value.text() == "scenario/1" else {
      throw header.value.error(expected: "scenario/1, or prices/1 for a price book")
    }
    self.init(name: "", steps: [])
    for entry in try root.entries(knowing: Self.keys, "a scenario") {
      switch entry.name {
      case "name": name = try entry.value.text("a name")
      case "steps": try takeSteps(entry.value, books: books)
      default: break
      }
    }
    guard !name.isEmpty else {
      throw root.error(found: "no name", expected: "'name:' with what the columns are headed")
    }
  }

  private mutating func takeSteps(_ node: ConfigurationNode, books: BookReading) throws {
    // Nothing is the empty list: a scenario in which nothing is different.
    if case .null = node.content { return }
    for step in try node.elements("a list of steps") {
      let entries = try step.entries("a step such as 'move: {…}'")
      guard let entry = entries.first, entries.count == 1 else {
        throw step.error(
          found: entries.isEmpty ? "an empty step" : "a step of \(entries.count) kinds",
          expected: "one of \(ScenarioStep.kinds.joined(separator: ", ")) a step")
      }
      steps.append(try ScenarioStep(entry, books: books))
    }
  }

  /// A price book as the shortest scenario.
  package init(_ book: PriceBook, path: String) {
    self.init(
      name: book.name, steps: [ScenarioStep(.prices(book), text: "prices: \(path)")])
  }
}
