import ArgumentParser
import Ingestion

/// Writes the pages `docs/formats/NAME.md` of the mappings; `make docs` runs it.
struct FormatsDocument: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "document", abstract: "Write the pages of the formats that are mappings.",
    shouldDisplay: false)

  @Option(name: [.short, .long], help: "A directory.")
  var output: String

  func run() throws {
    for name in FormatLibrary.builtInNames {
      let file = FormatLibrary.file(name)
      let mapping = try FormatMapping(
        parsing: FormatLibrary.text(ofBuiltIn: name), file: file, zones: FormatLibrary.zones)
      try AtomicFile(path: "\(output)/\(name).md").commit(FormatPage(mapping, from: file).text)
    }
  }
}
