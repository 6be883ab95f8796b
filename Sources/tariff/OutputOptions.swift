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
  @Option(help: "A template: a file such as weekly.md.mustache, or a built-in one's name.")
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
    let style = DocumentStyle(table: table, charts: charts, color: color)
    let documents = try documents(named)
    guard let output else {
      guard documents.count == 1 else {
        throw Failure.usage("several formats need -o with a directory")
      }
      return try OutputTargets([(documents[0], nil)], style)
    }
    let isFolder = output.hasSuffix("/") || documents.count > 1 || Files.isDirectory(output)
    guard isFolder else { return try OutputTargets([(documents[0], output)], style) }
    try Files.makeDirectory(output)
    let folder = output.hasSuffix("/") ? output : output + "/"
    return try OutputTargets(documents.map { ($0, folder + $0.fileName) }, style)
  }

  /// What is made: a template makes the format of its own name, and stands for it among others.
  private func documents(_ named: [ReportFormat]) throws -> [ReportDocument] {
    guard let template else {
      let formats =
        named.isEmpty ? [output.flatMap(ReportFormat.init(fileName:)) ?? .markdown] : named
      return try formats.map(Self.document)
    }
    let file = try TemplateFile(named: template)
    guard !named.isEmpty else { return [.template(file)] }
    guard named.contains(where: { $0.fileExtension == file.fileExtension }) else {
      throw Failure.usage(
        "--template: '\(template)' makes \(file.fileExtension), which --format does not ask for; "
          + "leave --format out, or add it")
    }
    return try named.map { format in
      format.fileExtension == file.fileExtension ? .template(file) : try Self.document(format)
    }
  }

  /// A format's own document; `TARIFF_HOME` may hold another template for it.
  private static func document(_ format: ReportFormat) throws -> ReportDocument {
    guard [.markdown, .html].contains(format),
      let file = try TemplateFile.standard("report.\(format.fileExtension)")
    else { return .format(format) }
    return .template(file)
  }

  private static func check(_ option: String, _ value: String, _ known: [String]) throws {
    guard known.contains(value) else {
      throw Failure.usage(
        "\(option): found '\(value)'; expected one of \(known.joined(separator: ", "))")
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

/// How the documents look.
struct DocumentStyle {
  var table: String
  var charts: String
  var color: String
}

/// One document: what a template makes, or a format that needs none.
enum ReportDocument {
  case format(ReportFormat)
  case template(TemplateFile)

  var fileName: String {
    switch self {
    case .format(let format): format.fileName
    case .template(let file): "report.\(file.fileExtension)"
    }
  }

  var isFocus: Bool {
    if case .format(.focus) = self { true } else { false }
  }

  var isMarkdown: Bool {
    switch self {
    case .format(let format): format == .markdown
    case .template(let file): file.makesMarkdown
    }
  }
}

/// Where the documents go: opened before the work starts, named only once they are whole.
struct OutputTargets: ~Copyable {
  private let documents: [(document: ReportDocument, path: String?)]
  private let style: DocumentStyle

  /// The tables beside the report that the documents need.
  var tables: Set<FormatTable> { documents.contains { $0.document.isFocus } ? [.focus] : [] }

  init(_ documents: [(ReportDocument, String?)], _ style: DocumentStyle) throws {
    self.documents = documents.map { (document: $0.0, path: $0.1) }
    self.style = style
    // Each target is tried now and dropped, so that a long run does not end in a full stop.
    for case let path? in documents.map(\.1) { _ = try AtomicFile(path: path) }
  }

  /// Renders every document, and then writes them: a failure leaves the old ones whole.
  func write(_ report: TemplateValue, focus: FocusTable? = nil) throws {
    let renderer = Documents(
      templates: TemplateLibrary.builtIn, table: style.table, charts: style.charts,
      focus: focus)
    let texts = try documents.map { try Self.text($0.document, of: report, by: renderer) }
    for (target, text) in zip(documents, texts) {
      if let path = target.path {
        try AtomicFile(path: path).commit(text)
        if target.document.isFocus, let focus { try writeMetadata(of: focus, beside: path) }
        Voice.tell("wrote \(path), \(text.utf8.count) bytes")
      } else if !Files.write(shown(text, target.document), to: 1) {
        throw Failure.output("standard output", status: 74)
      }
    }
  }

  private static func text(
    _ document: ReportDocument, of report: TemplateValue, by renderer: Documents
  ) throws -> String {
    switch document {
    case .format(let format): try renderer.render(report, as: format)
    case .template(let file):
      try renderer.render(
        report, template: file.source, name: file.name, partials: file.partials)
    }
  }

  /// Markdown for the eye where somebody looks at it; every other document as it is.
  private func shown(_ text: String, _ document: ReportDocument) -> String {
    guard document.isMarkdown, let terminal = Terminal(color: style.color) else { return text }
    return TerminalDocument(
      markdown: text, width: terminal.width, usesColor: terminal.usesColor
    ).text
  }

  /// What the specification asks beside the rows: `report.focus.metadata.json`.
  private func writeMetadata(of focus: FocusTable, beside path: String) throws {
    let stem = path.hasSuffix(".csv") ? String(path.dropLast(4)) : path
    let text = FocusRenderer().metadata(focus)
    try AtomicFile(path: stem + ".metadata.json").commit(text)
  }
}
