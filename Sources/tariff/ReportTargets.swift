import Rendering
import Reporting
import Templating

/// The documents of a report and their places; nil is standard output.
///
/// A place is tried before the work starts; a file takes its name only once it is whole.
struct ReportTargets {
  private let documents: [(document: ReportDocument, path: String?)]
  private let style: DocumentStyle

  /// The tables beside the report that the documents need.
  var tables: Set<FormatTable> {
    documents.contains { $0.document.format == .focus } ? [.focus] : []
  }

  init(_ documents: [(ReportDocument, String?)], _ style: DocumentStyle) throws {
    self.documents = documents.map { (document: $0.0, path: $0.1) }
    self.style = style
    for case let path? in documents.map(\.1) { _ = try AtomicFile(path: path) }
  }

  /// Renders every document, and then writes them: a failure leaves the old ones whole.
  func write(_ report: Report, gates: [GateVerdict]) throws {
    let renderer = Documents(
      templates: TemplateLibrary.builtIn, table: style.table, charts: style.charts,
      focus: report.focus, gates: gates)
    let texts = try documents.map { try Self.text($0.document, of: report, by: renderer) }
    for (target, text) in zip(documents, texts) {
      if let path = target.path {
        try AtomicFile(path: path).commit(text)
        if target.document.format == .focus, let focus = report.focus {
          try writeMetadata(of: focus, beside: path)
        }
        Voice.tell("wrote \(path), \(text.utf8.count) bytes")
      } else {
        try Answer.write(shown(text, target.document), to: nil)
      }
    }
  }

  private static func text(
    _ document: ReportDocument, of report: Report, by renderer: Documents
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
    guard document.format == .markdown, let terminal = Terminal(color: style.color) else {
      return text
    }
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
