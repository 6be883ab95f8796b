import ArgumentParser
import JSONScanning

/// The options that a command declares, as it describes them to shells: what reads arguments by name
/// needs no list of its own.
struct DeclaredOptions {
  struct Option {
    /// As they are typed: `--output`, `-o`.
    let names: [String]
    let isFlag: Bool
    let isRepeating: Bool
    let isPath: Bool

    /// The long name without its dashes.
    var longName: String {
      names.first { $0.hasPrefix("--") }.map { String($0.dropFirst(2)) } ?? names[0]
    }
  }

  let options: [Option]

  init(of command: any ParsableCommand.Type) {
    let description = try? JSONValue(parsing: Array(command._dumpHelp().utf8))
    options = (description?["command"]?["arguments"]?.elements ?? []).compactMap(Option.init)
  }

  /// The options of the command that arguments lead to, subcommands included.
  init(ofCommandIn arguments: [String]) {
    var command: any ParsableCommand.Type = Tariff.self
    for argument in arguments {
      guard let next = command.configuration.subcommands.first(where: { $0.name == argument })
      else { break }
      command = next
    }
    self.init(of: command)
  }

  /// The option with a long name.
  subscript(name: String) -> Option? { options.first { $0.longName == name } }

  /// The option that is typed like this.
  func option(typed name: some StringProtocol) -> Option? {
    options.first { $0.names.contains { $0 == name } }
  }
}

extension ParsableCommand {
  /// What the command is called on the command line.
  static var name: String? { configuration.commandName }
}

extension DeclaredOptions.Option {
  /// nil for what is typed without a name.
  fileprivate init?(_ description: JSONValue) {
    names = (description["names"]?.elements ?? []).compactMap { name in
      name["name"]?.text.map { (name["kind"]?.text == "long" ? "--" : "-") + $0 }
    }
    guard !names.isEmpty else { return nil }
    isFlag = description["kind"]?.text == "flag"
    isRepeating = description["isRepeating"] == .boolean(true)
    isPath = description["completionKind"]?["file"] != nil
  }
}
