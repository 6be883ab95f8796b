import ArgumentParser
import Ingestion

/// Checks mappings before a report needs them.
struct FormatsCheck: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Check mappings; the built-in ones without FILE.",
    discussion: """
      Finds unknown keys and fields, paths that are none, and units that don't exist. What a mapping
      makes of data says `tariff check DATA --map FILE`.

      Example: tariff formats check our-gateway.yaml
      """)

  @Argument(help: "Mappings.")
  var files: [String] = []

  func run() throws {
    var errors = 0
    let sources =
      files.isEmpty
      ? FormatLibrary.builtInNames.map {
        (FormatLibrary.file($0), FormatLibrary.text(ofBuiltIn: $0))
      }
      : try files.map { ($0, try Files.text($0)) }
    for (file, text) in sources {
      let (_, found) = FormatMapping.read(text, file: file, zones: FormatLibrary.zones)
      for error in found { print(error) }
      print("\(file): \(found.isEmpty ? "no errors" : Self.count(found.count))")
      errors += found.count
    }
    guard errors == 0 else { throw Failure.data("\(Self.count(errors)) in mappings") }
  }

  private static func count(_ errors: Int) -> String { "\(errors) error\(errors == 1 ? "" : "s")" }
}
