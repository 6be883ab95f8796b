import ArgumentParser

/// Copies templates out of the program, to change them.
struct TemplatesExport: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Copy built-in templates, to change them.",
    discussion: """
      Example: tariff templates export weekly.md > our-weekly.md.mustache
      Example: tariff templates export -o templates/
      """)

  @Argument(help: "Names, as `templates list` shows them; all without NAME.")
  var names: [String] = []
  @Option(name: [.short, .long], help: "A directory instead of standard output.")
  var output: String?

  func run() throws {
    let files = try (names.isEmpty ? TemplateLibrary.shortNames : names).map(file)
    guard let output else {
      guard files.count == 1 else {
        throw Failure.usage("several templates need -o with a directory")
      }
      return try Answer.write(files[0].text, to: nil)
    }
    try Files.makeDirectory(output)
    let folder = output.hasSuffix("/") ? output : output + "/"
    let targets = files.map { (path: folder + $0.name, text: $0.text) }
    for target in targets where Files.exists(target.path) {
      throw Failure(
        status: 73,
        message: "\(target.path): is there already; remove it, or choose another -o")
    }
    for target in targets {
      if let slash = target.path.lastIndex(of: "/") {
        try Files.makeDirectory(String(target.path[..<slash]))
      }
      try AtomicFile(path: target.path).commit(target.text)
    }
  }

  private func file(_ name: String) throws -> (name: String, text: String) {
    let file = name.hasSuffix(".mustache") ? name : name + ".mustache"
    guard let text = TemplateLibrary.builtIn[file] else {
      throw Failure.option("templates export", found: name, known: TemplateLibrary.shortNames)
    }
    return (file, text)
  }
}
