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

  private static let begin = "<!-- The report's names: written by `make docs`. -->"
  private static let end = "<!-- Up to here. -->"

  func run() throws {
    let lines = try Files.text(page).split(separator: "\n", omittingEmptySubsequences: false)
    guard let begin = lines.firstIndex(of: Self.begin[...]),
      let end = lines.firstIndex(of: Self.end[...]), begin < end
    else { throw Failure.data("\(page): found no place for the names; expected '\(Self.begin)'") }
    let before = lines[...begin].joined(separator: "\n")
    let after = lines[end...].joined(separator: "\n")
    try Answer.write("\(before)\n\n\(ReportNames.text)\(after)", to: page)
  }
}
