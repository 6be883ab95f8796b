import ArgumentParser
import Metering
import Rendering
import Reporting
import Templating

/// The options that say which documents are made, and where they go.
struct OutputOptions: ParsableArguments {
  @Option(help: "json, markdown, csv, html, xml, focus or ndjson; repeatable.")
  var format: [String] = []
  @Option(
    name: [.short, .long], help: "A file, or a directory for several formats.", completion: .file())
  var output: String?
  @Option(
    help: "A template: a file such as weekly.md.mustache, or a built-in one's name.",
    completion: .file())
  var template: String?
  @Option(help: "The table that CSV and NDJSON hold.")
  var table = "charges"
  @Option(help: "Charts in Markdown: mermaid, text or none.")
  var charts = "text"
  @Flag(help: "Print the JSON Schema, or with --format xml the XSD.")
  var schema = false
  @Option(help: "The time to show as the report's own: a date-time, or now.")
  var generatedAt: String?
  @Flag(help: "Say nothing but errors.")
  var quiet = false
  @Flag(help: "Say what is done.")
  var verbose = false
  @Option(help: "auto, always or never.")
  var color = "auto"

  func printSchema() throws {
    let text =
      format.contains("xml") ? XMLSchema.report : JSONRenderer().render(JSONSchema.report)
    guard Files.write(text, to: 1) else {
      throw Failure.output("standard output", status: 74)
    }
  }

  /// The documents to make and their places, which are tried before any work is done.
  func targets() throws -> ReportTargets {
    try Self.check("--color", color, ["auto", "always", "never"])
    try Self.check("--charts", charts, ["mermaid", "text", "none"])
    try Self.check("--table", table, ReportTable.names)
    let documents = try documents()
    let places = try OutputPlace.paths(output, fileNames: documents.map(\.fileName))
    return try ReportTargets(
      Array(zip(documents, places)), DocumentStyle(table: table, charts: charts, color: color))
  }

  /// A document for each format that is asked for; a template stands in for the format that it makes.
  private func documents() throws -> [ReportDocument] {
    guard let template else {
      return try DocumentFormat.asked(format, output: output, known: Documents.formats)
        .map(Self.document)
    }
    let file = try TemplateFile(named: template)
    guard !format.isEmpty else { return [.template(file)] }
    let formats = try format.map { try DocumentFormat.named($0, among: Documents.formats) }
    guard formats.contains(file.format) else {
      throw Failure.usage(
        "--template: '\(template)' makes \(file.format.rawValue), which --format does not ask for; "
          + "leave --format out, or add it")
    }
    return try formats.map { $0 == file.format ? .template(file) : try Self.document($0) }
  }

  /// A format's own document; `TARIFF_HOME` may hold another template for it.
  private static func document(_ format: DocumentFormat) throws -> ReportDocument {
    guard [.markdown, .html].contains(format),
      let file = try TemplateFile.standard("report.\(format.fileExtension)")
    else { return .format(format) }
    return .template(file)
  }

  private static func check(_ option: String, _ value: String, _ known: [String]) throws {
    guard known.contains(value) else {
      throw Failure.option(option, found: value, known: known)
    }
  }

  /// The time that the report shows as its own; nil without being asked for.
  func generationTime(_ zone: ZoneOffsets) throws -> Instant? {
    if generatedAt == "now" { return Clock.now }
    if let generatedAt {
      return try PeriodOptions.instant(generatedAt, option: "--generated-at", zone)
    }
    return Files.environment("SOURCE_DATE_EPOCH").flatMap { Int64($0) }.flatMap(
      Instant.init(seconds:))
  }
}
