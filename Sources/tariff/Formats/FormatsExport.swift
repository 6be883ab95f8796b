import ArgumentParser

/// Copies mappings out of the program, to change them.
struct FormatsExport: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Copy built-in mappings, to change them.",
    discussion: """
      A copy is used with --map FILE, or from TARIFF_HOME/formats, where it takes the place of the
      built-in one of its name.

      Example: tariff formats export litellm > our-gateway.yaml
      Example: tariff formats export -o formats/
      """)

  @Argument(help: "Names of mappings; all without NAME.")
  var names: [String] = []
  @Option(name: [.short, .long], help: "A directory instead of standard output.")
  var output: String?

  func run() throws {
    let known = FormatLibrary.builtInNames
    for name in names where !known.contains(name) { throw FormatsShow.unknown(name, among: known) }
    let names = names.isEmpty ? known : names
    guard let output else {
      guard names.count == 1 else {
        throw Failure.usage("several formats need -o with a directory")
      }
      return try Answer.write(FormatLibrary.text(ofBuiltIn: names[0]), to: nil)
    }
    try Files.makeDirectory(output)
    let folder = output.hasSuffix("/") ? output : output + "/"
    for name in names where Files.exists("\(folder)\(name).yaml") {
      throw Failure(
        status: 73,
        message: "\(folder)\(name).yaml: is there already; remove it, or choose another -o")
    }
    for name in names {
      try AtomicFile(path: "\(folder)\(name).yaml").commit(FormatLibrary.text(ofBuiltIn: name))
    }
  }
}
