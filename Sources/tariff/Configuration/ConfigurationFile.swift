import ArgumentParser
import ConfigurationText
import Names

/// `tariff.yaml`: the long options of a command, written down.
///
///     timezone: Europe/Berlin
///     prices: [contract.yaml]
///     fail-on: [budget, unpriced]
///
/// Its values stand before those of the command line, so that the command line has the last word. A
/// period that the command line names stands for the file's, however each says it, and so do the
/// formats; other options that may be repeated add to the file's. Paths are relative to the file.
struct ConfigurationFile {
  /// One value of the file, as an argument.
  struct Value {
    let option: String
    let text: String
    let place: FilePlace
    let argument: String
  }

  /// Every command that can be asked about usage declares this option, and so reads the file.
  private static let name = "config"
  /// What a report alone takes from the file: its documents are no other command's.
  private static let ofReports = ["format", "output", "against", "fail-on"]
  /// What is no setting: they ask for something else than the command's work.
  private static let excluded = [name, "schema", "help", "version"]

  private let values: [Value]
  /// The arguments of the command line itself.
  private let given: [String]

  /// The file that the command of some arguments reads; nil where it reads none.
  ///
  /// - Parameter arguments: those of the command line. `--config FILE` is removed from them, and the
  ///   file's values are put in after the command's name.
  /// - Throws: ``Failure`` where the file can't be read, or holds what no option takes.
  init?(for arguments: inout [String]) throws {
    guard let command = arguments.first, let declared = Self.options(of: command) else {
      return nil
    }
    guard let path = try Self.removePath(from: &arguments) else { return nil }
    let closed = Self.replaced(by: arguments)
    let isReport = command == "report"
    values = try Self.values(of: path).filter { value in
      declared[value.option] != nil && !closed.contains(value.option)
        && (isReport || !Self.ofReports.contains(value.option))
    }
    try Self.checkPeriod(values)
    given = arguments
    arguments.insert(contentsOf: values.map(\.argument), at: 1)
  }

  /// The options that the file gives a value.
  var options: [String] { values.map(\.option) }

  /// Where the file gives an option the value that is at fault; nil where the command line did.
  func place(of option: Failure.OptionValue) -> FilePlace? {
    let isGiven = given.contains { $0.hasPrefix(option.name) }
    if isGiven, given.contains(where: { $0.contains(option.found) }) { return nil }
    return values.last { value in
      "--" + value.option == option.name && value.text.contains(option.found)
    }?.place
  }

  /// The options of a command that reads such a file; nil for all others.
  private static func options(of command: String) -> DeclaredOptions? {
    let type = Tariff.configuration.subcommands.first { $0.name == command }
    guard let options = type.map(DeclaredOptions.init), options[name] != nil else { return nil }
    return options
  }

  /// Removes `--config FILE` from the arguments; the file of the working directory without it.
  private static func removePath(from arguments: inout [String]) throws -> String? {
    if let index = arguments.firstIndex(where: { $0 == "--config" || $0.hasPrefix("--config=") }) {
      let argument = arguments.remove(at: index)
      if argument.hasPrefix("--config=") { return String(argument.dropFirst(9)) }
      guard index < arguments.count else { throw Failure.usage("--config needs a file") }
      return arguments.remove(at: index)
    }
    return Files.exists("tariff.yaml") ? "tariff.yaml" : nil
  }

  private static let range = ["since", "until"]
  private static let periods = ["last", "month", "week", "day"]
  static let periodOptions = range + periods

  /// The options of the file that the command line leaves no room for.
  private static func replaced(by arguments: [String]) -> [String] {
    let given = Set(arguments.compactMap { $0.split(separator: "=").first })
    func isGiven(_ name: String) -> Bool { given.contains { $0 == "--" + name } }
    let formats = isGiven("format") ? ["format"] : []
    if periods.contains(where: isGiven) { return formats + periodOptions }
    return formats + (range.contains(where: isGiven) ? periods : [])
  }

  /// A file that says the period in two ways is at fault itself.
  private static func checkPeriod(_ values: [Value]) throws {
    let ways = values.filter { periodOptions.contains($0.option) }
    guard let first = ways.first else { return }
    let isRange = range.contains(first.option)
    let second = ways.first {
      isRange ? !range.contains($0.option) : $0.option != first.option
    }
    guard let second else { return }
    throw ConfigurationError(
      second.place, found: "a period said in a second way, '\(second.option)'",
      expected: "one of since and until, last, month, week or day")
  }
}

// MARK: - Reading

extension ConfigurationFile {
  /// All values of a file, whichever command they are for.
  private static func values(of path: String) throws -> [Value] {
    let root = try ConfigurationNode(parsing: try Files.text(path), file: path)
    if root.isNull { return [] }
    let known = configurable
    return try root.entries("long options with their values").flatMap { entry in
      guard let option = known.first(where: { $0.longName == entry.name }) else {
        throw unknown(entry, known.map(\.longName))
      }
      return try values(of: entry, option)
    }
  }

  /// The options that any command takes from the file, each once.
  private static var configurable: [DeclaredOptions.Option] {
    var known: [DeclaredOptions.Option] = []
    for command in Tariff.configuration.subcommands {
      let options = DeclaredOptions(of: command)
      guard options[name] != nil else { continue }
      known += options.options.filter { option in
        !excluded.contains(option.longName)
          && !known.contains { $0.longName == option.longName }
      }
    }
    return known
  }

  private static func unknown(
    _ entry: ConfigurationNode.Entry, _ known: [String]
  ) -> ConfigurationError {
    let nearest = NearestName.of(entry.name, among: known).map { "; did you mean '\($0)'?" } ?? ""
    return entry.key.error(
      found: "the unknown key '\(entry.name)'",
      expected: "a long option: \(known.joined(separator: ", "))\(nearest)")
  }

  private static func values(
    of entry: ConfigurationNode.Entry, _ option: DeclaredOptions.Option
  ) throws -> [Value] {
    if option.isFlag {
      guard let isOn = try? entry.value.flag() else {
        throw entry.value.error(expected: "true or false for '\(entry.name)'")
      }
      let argument = "--\(entry.name)"
      let place = entry.value.place
      return isOn ? [Value(option: entry.name, text: "", place: place, argument: argument)] : []
    }
    return try nodes(of: entry.value, option).map { node in
      let text = try node.text("a value for '\(entry.name)'")
      guard !text.isEmpty else { throw node.error(expected: "a value for '\(entry.name)'") }
      let value = option.isPath ? path(text, of: entry.name, beside: node.file) : text
      return Value(
        option: entry.name, text: value, place: node.place, argument: "--\(entry.name)=\(value)")
    }
  }

  private static func nodes(
    of node: ConfigurationNode, _ option: DeclaredOptions.Option
  ) throws -> [ConfigurationNode] {
    guard case .list(let elements) = node.content else { return [node] }
    guard option.isRepeating else {
      throw node.error(expected: "one value for '\(option.longName)'")
    }
    return elements
  }

  /// A path of the file as the working directory sees it; words that stand for no file stay.
  private static func path(_ text: String, of option: String, beside file: String) -> String {
    guard !text.hasPrefix("/"), let slash = file.lastIndex(of: "/") else { return text }
    let path = String(file[...slash]) + text
    let isFile =
      switch option {
      case "prices", "rules": text != "none"
      case "template": text.hasSuffix(".mustache")
      case "against": Files.exists(path)
      default: true
      }
    return isFile ? path : text
  }
}

/// A command to which it matters whether an option is asked for or stands in the configuration file.
protocol KnowingConfiguration: ParsableCommand {
  /// The options that the file gives a value.
  var configured: [String] { get set }
}
