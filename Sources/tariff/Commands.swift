import ArgumentParser

/// The names of commands, before the parser sees them: it takes an unknown one for an argument too
/// many.
enum Commands {
  /// Throws for a name that is no command, with the nearest one.
  static func check(_ arguments: [String]) throws {
    var command: any ParsableCommand.Type = Tariff.self
    var path = "command"
    for argument in arguments {
      let known = command.configuration.subcommands
      guard !known.isEmpty, !argument.hasPrefix("-"), argument != "help" else { return }
      guard let next = known.first(where: { $0.name == argument }) else {
        let shown = known.filter { $0.configuration.shouldDisplay }.compactMap { $0.name }
        throw Failure.option(path, found: argument, known: shown)
      }
      command = next
      path = path == "command" ? argument : "\(path) \(argument)"
    }
  }
}
