import ArgumentParser
import Metering
import Rendering
import Reporting
import Templating

/// The options that say which documents are made, and where they go.
struct OutputOptions: ParsableArguments {
  @Option(help: "json, markdown, csv, html, xml, focus or ndjson; repeatable.")
  var format: [String] = []
  @Option(name: [.short, .long], help: "A file, or a directory for several formats.")
  var output: String?
  @Option(help: "A template of your own, such as weekly.md.mustache.")
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
    let path = format.contains("xml") ? "docs/report.xsd" : "docs/report.schema.json"
    guard let text = BuiltIn.text(path), Files.write(text, to: 1) else {
      throw Failure.output("standard output", status: 74)
    }
  }

  /// Opens the targets, before any work is done.
  func targets() throws -> OutputTargets {
    try Self.check("--color", color, ["auto", "always", "never"])
    try Self.check("--charts", charts, ["mermaid", "text", "none"])
    let named = try format.map { name in
      guard let format = ReportFormat(rawValue: name) else {
        let known = ReportFormat.allCases.map(\.rawValue).joined(separator: ", ")
        throw Failure.usage("--format: found '\(name)'; expected one of \(known)")
      }
      return format
    }
    let style = DocumentStyle(table: table, charts: charts, template: try ownTemplate())
    let formats =
      named.isEmpty ? [output.flatMap(ReportFormat.init(fileName:)) ?? .markdown] : named
    guard let output else {
      guard formats.count == 1 else {
        throw Failure.usage("several formats need -o with a directory")
      }
      return try OutputTargets([(formats[0], nil)], style)
    }
    let isFolder = output.hasSuffix("/") || formats.count > 1 || Files.isDirectory(output)
    guard isFolder else { return try OutputTargets([(formats[0], output)], style) }
    try Files.makeDirectory(output)
    let folder = output.hasSuffix("/") ? output : output + "/"
    return try OutputTargets(formats.map { ($0, folder + $0.fileName) }, style)
  }

  private static func check(_ option: String, _ value: String, _ known: [String]) throws {
    guard known.contains(value) else {
      throw Failure.usage(
        "\(option): found '\(value)'; expected one of \(known.joined(separator: ", "))")
    }
  }

  private func ownTemplate() throws -> (name: String, source: String)? {
    guard let template else { return nil }
    let name = template.split(separator: "/").last.map(String.init) ?? template
    return (name, try Files.text(template))
  }

  /// The time that the report shows as its own; nil without being asked for.
  func generationTime(_ zone: ZoneOffsets) throws -> Int64? {
    if generatedAt == "now" { return Clock.now }
    if let generatedAt {
      return try PeriodOptions.instant(generatedAt, option: "--generated-at", zone)
    }
    return Files.environment("SOURCE_DATE_EPOCH").flatMap { Int64($0) }.map { $0 * 1000 }
  }
}

/// How the documents look.
struct DocumentStyle {
  var table: String
  var charts: String
  var template: (name: String, source: String)?
}

/// Where the documents go: opened before the work starts, named only once they are whole.
struct OutputTargets: ~Copyable {
  private let formats: [(format: ReportFormat, path: String?)]
  private let style: DocumentStyle

  /// The tables beside the report that the documents need.
  var tables: Set<FormatTable> { formats.contains { $0.format == .focus } ? [.focus] : [] }

  init(_ formats: [(ReportFormat, String?)], _ style: DocumentStyle) throws {
    self.formats = formats.map { (format: $0.0, path: $0.1) }
    self.style = style
    // Each target is tried now and dropped, so that a long run does not end in a full stop.
    for case let path? in formats.map(\.1) { _ = try AtomicFile(path: path) }
  }

  /// Renders every document, and then writes them: a failure leaves the old ones whole.
  func write(_ report: TemplateValue, focus: FocusTable? = nil) throws {
    let documents = Documents(
      templates: BuiltIn.texts(in: "templates"), table: style.table, charts: style.charts,
      focus: focus)
    let texts = try formats.map {
      try documents.render(report, as: $0.format, template: style.template)
    }
    for (target, text) in zip(formats, texts) {
      if let path = target.path {
        try AtomicFile(path: path).commit(text)
        if target.format == .focus, let focus { try writeMetadata(of: focus, beside: path) }
      } else if !Files.write(text, to: 1) {
        throw Failure.output("standard output", status: 74)
      }
    }
  }

  /// What the specification asks beside the rows: `report.focus.metadata.json`.
  private func writeMetadata(of focus: FocusTable, beside path: String) throws {
    let stem = path.hasSuffix(".csv") ? String(path.dropLast(4)) : path
    let text = FocusRenderer().metadata(focus)
    try AtomicFile(path: stem + ".metadata.json").commit(text)
  }
}
