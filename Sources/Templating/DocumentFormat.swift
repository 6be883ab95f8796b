/// What a template makes, and so how the values in it are escaped.
package enum DocumentFormat: String, Hashable, Sendable, CaseIterable {
  case html, xml, markdown, csv, text, json

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
    case .text: PlainTextEscaping.append(text, to: &output)
    case .json: JSONEscaping.append(text, to: &output)
    }
  }

  /// A text as it stands in a document of this format.
  package func escaped(_ text: String) -> String {
    var output: [UInt8] = []
    append(text, to: &output)
    return String(decoding: output, as: UTF8.self)
  }
}
