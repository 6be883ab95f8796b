import ArgumentParser
import Ingestion

/// One format: how it is recognised, and which of its fields is which.
struct FormatsShow: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "How a format is recognised and read.",
    discussion: "Example: tariff formats show litellm")

  @Argument(help: "A format, as `formats list` names it.")
  var name: String
  @Option(name: [.short, .long], help: "A file instead of standard output.")
  var output: String?

  func run() throws {
    let formats = try FormatLibrary.all(maps: [])
    guard let format = formats.first(where: { $0.name == name }) else {
      throw Self.unknown(name, among: formats.map(\.name))
    }
    guard let mapped = format as? MappedFormat else {
      let text =
        "# \(format.name)\n\n\(format.about)\n\nIts records depend on each other, so it is "
        + "read by a program and not by a mapping: see docs/formats/\(format.name).md.\n"
      return try Answer.write(text, to: output)
    }
    try Answer.write(FormatPage(mapped.mapping).text, to: output)
  }

  static func unknown(_ name: String, among names: [String]) -> Failure {
    .option("formats", found: name, known: names.sorted())
  }
}
