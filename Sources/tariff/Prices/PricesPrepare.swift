import ArgumentParser
import PriceBooks

/// Writes the built-in books in the form that is read when the program starts; for `make prices`.
struct PricesPrepare: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "prepare", abstract: "Write the built-in books in the form that starts fastest.",
    discussion: "Example: tariff prices prepare --folder . -o pricing/prepared.txt",
    shouldDisplay: false)

  @Option(help: "The folder that holds pricing/; the books of the binary without it.")
  var folder: String?
  @Option(name: [.short, .long], help: "A file instead of standard output.")
  var output: String?

  func run() throws {
    let books = try BookFiles.builtIn.map { path in
      let text = try folder.map { try Files.text("\($0)/\(path)") } ?? BuiltIn.text(path) ?? ""
      return (file: path, book: try PriceBook(parsing: text, file: path))
    }
    try Answer.write(try PreparedBooksWriter.text(books), to: output)
  }
}
