import ArgumentParser
import Ingestion
import Rendering
import Templating

/// The input formats, one line a format.
struct FormatsList: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "The input formats, and what writes them.",
    discussion: "Example: tariff formats list --format csv")

  @OptionGroup var answer: TableOptions

  func run() throws {
    let targets = try answer.targets("formats")
    var table = TableOutput(columns: ["name", "records", "made_of", "about"])
    let formats = try FormatLibrary.all(maps: []).sorted {
      $0.name.utf8.lexicographicallyPrecedes($1.name.utf8)
    }
    table.rows = formats.map { format in
      let mapping = (format as? MappedFormat)?.mapping
      return [
        .text(format.name), .text(mapping?.kind.rawValue ?? "requests"),
        .text(mapping == nil ? "Swift" : "mapping"), .text(format.about),
      ]
    }
    try targets.write(table.text)
  }
}
