import ArgumentParser
import Rendering

/// The options of commands that answer with a table.
struct TableOptions: ParsableArguments {
  @Option(help: "text, markdown, json or csv; default by the file's extension, else text.")
  var format: [String] = []
  @Option(
    name: [.short, .long], help: "A file, or a directory, instead of standard output.",
    completion: .file())
  var output: String?

  /// Where the answer goes; in a directory the file is named `stem`.
  func targets(_ stem: String) throws -> DocumentTargets {
    try DocumentTargets(format, output: output, known: TableOutput.formats, stem: stem)
  }
}
