import ArgumentParser

/// Templates: which there are, copies to change, and a check before they are used.
struct TemplatesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "templates", abstract: "List, export and check the templates of documents.",
    subcommands: [TemplatesList.self, TemplatesExport.self, TemplatesCheck.self])
}
