import ArgumentParser
import Ingestion
import Metering
import Rendering
import Templating

/// What usage lies on this machine.
struct SourcesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sources",
    abstract: "List the usage on this machine: program, place, files, bytes, first and last day.",
    discussion: """
      Looks in the places where programs keep their logs, which 'tariff formats show NAME' names. It \
      reads times alone, no prompt and no answer.

      Example: tariff sources
      Example: tariff sources /mnt/backup/home/ada --format csv
      """)

  @Argument(help: "A home directory; default your own.", completion: .directory)
  var home: String?
  @Option(help: "The time zone that decides days.")
  var timezone = "UTC"
  @OptionGroup var answer: TableOptions

  func run() throws {
    let targets = try answer.targets("sources")
    let zone = try Clock.zone(timezone, option: "--timezone")
    guard let home = home ?? Files.environment("HOME"), !home.isEmpty else {
      throw Failure.usage("no HOME; name a home directory")
    }
    guard Files.exists(home) else { throw Failure.missing(home) }
    var options = InputOptions()
    options.formats = try FormatLibrary.all(maps: [])
    try targets.write(try Self.table(home, options, zone).text)
  }

  private static func table(
    _ home: String, _ options: InputOptions, _ zone: ZoneOffsets
  ) throws -> TableOutput {
    var table = TableOutput(columns: ["program", "place", "files", "bytes", "first", "last"])
    guard let input = try UsageInput(home: home, options: options) else {
      Voice.note("\(home): no known program keeps usage here")
      return table
    }
    let found = input.found
    let parts = try input.read { UsageSpan(found) }.parts.map(\.consumer)
    let span = parts.dropFirst().reduce(into: parts.first ?? UsageSpan(found)) { $0.merge($1) }
    table.rows = zip(found, span.spans).map { place, span in
      func day(_ instant: Instant?) -> TemplateValue {
        instant.map { .text(zone.local($0).date.description) } ?? .null
      }
      return [
        .text(place.place.format), .text(place.place.folder), .integer(place.files.count),
        .integer(place.bytes), day(span?.first), day(span?.last),
      ]
    }
    return table
  }
}
