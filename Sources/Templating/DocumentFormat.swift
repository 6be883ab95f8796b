/// A format of documents: what `--format` calls it, how its files end, what the web calls it, and
/// how a text is escaped in it. Which of them a command makes is the command's to say.
package enum DocumentFormat: String, Hashable, Sendable, CaseIterable {
  case json, markdown, csv, html, xml, ndjson
  /// FOCUS, as CSV.
  case focus
  case text

  /// How its files end, without the first dot.
  package var fileExtension: String {
    switch self {
    case .markdown: "md"
    case .focus: "focus.csv"
    case .text: "txt"
    case .json, .csv, .html, .xml, .ndjson: rawValue
    }
  }

  /// Its media type (IANA), with the character set where a reader would guess another.
  package var contentType: String {
    switch self {
    case .json: "application/json"
    case .markdown: "text/markdown;charset=utf-8"
    case .csv, .focus: "text/csv;charset=utf-8"
    case .html: "text/html;charset=utf-8"
    case .xml: "application/xml"
    case .ndjson: "application/x-ndjson"
    case .text: "text/plain;charset=utf-8"
    }
  }

  /// The format that a file name asks for by its ending; nil where it is none of ours.
  package init?(fileName: String) {
    let known = Self.allCases.filter { fileName.hasSuffix("." + $0.fileExtension) }
    // A name that ends in .focus.csv ends in .csv too.
    guard let match = known.max(by: { $0.fileExtension.count < $1.fileExtension.count }) else {
      return nil
    }
    self = match
  }

  /// The format by a template's middle extension: `weekly.md.mustache` makes Markdown.
  ///
  /// Nil where there is no middle extension, or an unknown one.
  package init?(templateFileName name: String) {
    let file = name.split(separator: "/").last ?? ""
    let parts = file.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count >= 3 else { return nil }
    switch parts[parts.count - 2].lowercased() {
    case "html", "htm": self = .html
    case "xml": self = .xml
    case "md", "markdown": self = .markdown
    case "csv": self = .csv
    case "txt", "text": self = .text
    case "json": self = .json
    default: return nil
    }
  }
}

extension DocumentFormat {
  /// A text as it stands in a document of this format.
  package func escaped(_ text: String) -> String {
    var output: [UInt8] = []
    append(text, to: &output)
    return String(decoding: output, as: UTF8.self)
  }

  /// Appends a text so that it stays text in a document of this format, whatever it says.
  ///
  /// Escaping looks at bytes and scalars, never at characters: a combining mark after `<` makes one
  /// character of the two, and would hide the `<`.
  func append(_ text: String, to output: inout [UInt8]) {
    switch self {
    case .html: HTMLEscaping.append(text, to: &output)
    case .xml: XMLEscaping.append(text, to: &output)
    case .markdown: MarkdownEscaping.append(text, to: &output)
    case .csv: CSVEscaping.append(text, to: &output)
    // FOCUS takes texts as they are: no apostrophe before what looks like a formula.
    case .focus: CSVEscaping.appendQuoted(text, to: &output)
    case .text: PlainTextEscaping.append(text, to: &output)
    case .json, .ndjson: JSONEscaping.append(text, to: &output)
    }
  }
}
