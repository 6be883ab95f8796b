import ArgumentParser
import Rendering

/// Writes the pages of the documentation that are made of the report's fields; `make docs` runs it.
struct DocumentationCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "documentation", abstract: "Write pages of the documentation.",
    shouldDisplay: false, subcommands: [DocumentTables.self, DocumentNames.self])
}

/// Writes docs/tables.md.
struct DocumentTables: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tables", abstract: "Write the page of the report's tables.")

  @Option(name: [.short, .long], help: "A file instead of standard output.")
  var output: String?

  func run() throws { try Answer.write(TablesPage.text, to: output) }
}

/// Writes the report's names into docs/templates.md, between two comments.
struct DocumentNames: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "names", abstract: "Write the report's names into the page of templates.")

  @Argument(help: "The page.")
  var page: String

  private static let begin = "<!-- The report's names: written by `make docs`. -->\n"
  private static let end = "<!-- Up to here. -->\n"

  func run() throws {
    let text = try Files.text(page)
    guard let begin = text.range(of: Self.begin), let end = text.range(of: Self.end),
      begin.upperBound <= end.lowerBound
    else { throw Failure.data("\(page): found no place for the names; expected \(Self.begin)") }
    let made =
      text[..<begin.upperBound] + "\n" + ReportNames.text + text[end.lowerBound...]
    try Answer.write(String(made), to: page)
  }
}
