import ConfigurationText

/// `tariff.yaml`: the long options of a command, written down.
///
///     timezone: Europe/Berlin
///     prices: [contract.yaml]
///     fail-on: [budget, unpriced]
///
/// Its values stand before those of the command line, so that the command line has the last word. A
/// period that the command line names stands for the file's, however each says it, and so do the
/// formats; other options that may be repeated add to the file's.
enum ConfigurationFile {
  private static let flags = ["estimate-tokens", "strict", "quiet", "verbose"]
  private static let options = [
    "input-format", "map", "since", "until", "last", "month", "week", "day", "timezone", "now",
    "generated-at", "assume-zone", "prices", "currency", "rules", "group-by", "where", "label",
    "dedup", "cost", "baseline", "local", "format", "output", "table", "charts", "template",
    "budget", "against", "fail-on", "color", "scenario", "set",
  ]

  /// The arguments with those of the configuration file put in after the command's name.
  static func expand(_ arguments: [String]) throws -> [String] {
    guard let command = arguments.first, let known = known(by: command) else { return arguments }
    var rest = Array(arguments.dropFirst())
    guard let path = try take(&rest) else { return [command] + rest }
    let named = Set(rest.compactMap { $0.split(separator: "=").first.map(String.init) })
    let closed = replacedPeriod(by: named) + (named.contains("--format") ? ["format"] : [])
    let open = known.filter { !closed.contains($0) }
    return [command] + (try self.arguments(of: path, known: open)) + rest
  }

  /// The ways to name a period that the command line leaves no room for.
  private static func replacedPeriod(by named: Set<String>) -> [String] {
    let range = ["since", "until"]
    let ways = ["last", "month", "week", "day"]
    if ways.contains(where: { named.contains("--" + $0) }) { return range + ways }
    return range.contains { named.contains("--" + $0) } ? ways : []
  }

  /// The names that a command takes from the file; nil for commands that don't read it.
  private static func known(by command: String) -> [String]? {
    switch command {
    case "report": (options + flags).filter { !["scenario", "set"].contains($0) }
    case "compare": CompareCommand.optionNames
    case "check": CheckCommand.optionNames
    case "diff": DiffCommand.optionNames
    case "forecast": (options + flags).filter { !ForecastCommand.foreignOptions.contains($0) }
    default: nil
    }
  }

  /// Takes `--config FILE` out of the arguments; else the file of the working directory.
  private static func take(_ arguments: inout [String]) throws -> String? {
    if let index = arguments.firstIndex(where: { $0 == "--config" || $0.hasPrefix("--config=") }) {
      let argument = arguments.remove(at: index)
      if argument.hasPrefix("--config=") { return String(argument.dropFirst(9)) }
      guard index < arguments.count else { throw Failure.usage("--config needs a file") }
      return arguments.remove(at: index)
    }
    return Files.exists("tariff.yaml") ? "tariff.yaml" : nil
  }

  private static func arguments(of path: String, known: [String]) throws -> [String] {
    let root = try ConfigurationNode(parsing: try Files.text(path), file: path)
    if case .null = root.content { return [] }
    var arguments: [String] = []
    for entry in try root.entries("long options with their values") {
      guard (options + flags).contains(entry.name) else {
        throw entry.key.error(
          found: "the unknown key '\(entry.name)'",
          expected: "a long option: \((options + flags).joined(separator: ", "))")
      }
      // What another command knows is no mistake here.
      guard known.contains(entry.name) else { continue }
      if flags.contains(entry.name) {
        let isOn = try entry.value.text("true or false")
        guard ["true", "false"].contains(isOn) else {
          throw entry.value.error(expected: "true or false")
        }
        if isOn == "true" { arguments.append("--\(entry.name)") }
      } else {
        for value in try values(entry.value) { arguments.append("--\(entry.name)=\(value)") }
      }
    }
    return arguments
  }

  private static func values(_ node: ConfigurationNode) throws -> [String] {
    guard case .list(let elements) = node.content else { return [try node.text("a value")] }
    return try elements.map { try $0.text("a value") }
  }
}
