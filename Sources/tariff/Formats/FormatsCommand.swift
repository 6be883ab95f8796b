import ArgumentParser

/// Input formats: which there are and how they are read, and copies of mappings to change.
struct FormatsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "formats", abstract: "List, show, check and export the input formats.",
    subcommands: [
      FormatsList.self, FormatsShow.self, FormatsCheck.self, FormatsExport.self,
      FormatsDocument.self,
    ])
}
