import ArgumentParser

/// The program: what each command does is in the file of its name.
struct Tariff: ParsableCommand {
  static let version = "0.1.0"

  static let configuration = CommandConfiguration(
    commandName: "tariff",
    abstract: "What your LLM usage costs, and what it would cost.",
    discussion: """
      Reads usage events that a router, gateway or agent wrote, prices them with tables that you can
      read and change, and renders reports. It never opens a socket.

      Example: tariff report samples/gateway
      """,
    version: "tariff \(version)",
    subcommands: [
      ReportCommand.self, CompareCommand.self, DiffCommand.self, ForecastCommand.self,
      CheckCommand.self, SourcesCommand.self, FormatsCommand.self, PricesCommand.self,
      RulesCommand.self,
      TemplatesCommand.self, InitCommand.self, DocumentationCommand.self,
    ])
}

@main
enum Main {
  static func main() {
    var file: ConfigurationFile?
    do {
      var arguments = Array(CommandLine.arguments.dropFirst())
      try Commands.check(arguments)
      try EmptyValues.refuse(in: arguments)
      file = try ConfigurationFile(for: &arguments)
      var command = try Tariff.parseAsRoot(arguments)
      if let file, var knowing = command as? any KnowingConfiguration {
        knowing.configured = file.options
        command = knowing
      }
      try command.run()
    } catch let failure as Failure {
      report(failure.placed(by: file))
    } catch {
      if Tariff.exitCode(for: error) == .failure { report(Failure(error).placed(by: file)) }
      Tariff.exit(withError: error)
    }
  }

  private static func report(_ failure: Failure) {
    Voice.write(failure.message)
    Tariff.exit(withError: ExitCode(failure.status))
  }
}
