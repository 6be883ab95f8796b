import ConfigurationText
import CostModeling
import ExactNumbers
import PriceBooks

/// Reads scenarios: from files of their own, from price books, and from `--set`.
enum ScenarioFiles {
  static func scenario(_ path: String) throws -> Scenario {
    let root = try ConfigurationNode(parsing: try Files.text(path), file: path)
    if case .mapping(let entries) = root.content,
      let header = entries.first(where: { $0.name == "tariff" }),
      case .text(let kind) = header.value.content, kind.hasPrefix("prices/")
    {
      let file = path.split(separator: "/").last.map(String.init) ?? path
      var book = try BookFiles.book(path)
      // A book without a name is named for its file, but no comparison holds a machine's path.
      if book.name == path { book.name = file }
      return Scenario(book, path: file)
    }
    return try Scenario(root) { try BookFiles.book(resolve($0, beside: path)) }
  }

  /// A path of a scenario, which is relative to the scenario's file.
  private static func resolve(_ path: String, beside file: String) -> String {
    guard !path.hasPrefix("/"), let slash = file.lastIndex(of: "/") else { return path }
    return file[...slash] + path
  }

  /// All of `--set` as one scenario; none without any.
  static func scenario(settings: [String], _ books: PriceBooks) throws -> [Scenario] {
    guard !settings.isEmpty else { return [] }
    let steps = try settings.map { text in
      guard let change = RateChange(parsing: text) else {
        throw Failure.option(
          "--set", found: text, expected: "NAME.METER=PRICE, such as gemini.input=0.10")
      }
      guard books.priceID(of: change) != nil else {
        throw Failure.option(
          "--set", found: change.name,
          expected: "the id of a price, or a name that one price is for (see tariff prices list)")
      }
      return ScenarioStep(.rate(change), text: "set: \(text)")
    }
    return [Scenario(name: settings.joined(separator: ", "), steps: steps)]
  }

  /// The scenarios with a name of its own for each: a second one gets a number.
  static func distinct(_ scenarios: [Scenario]) -> [Scenario] {
    var names: Set<String> = ["today"]
    return scenarios.map { scenario in
      var distinct = scenario
      var count = 1
      while !names.insert(distinct.name).inserted {
        count += 1
        distinct.name = "\(scenario.name) (\(count))"
      }
      return distinct
    }
  }
}
