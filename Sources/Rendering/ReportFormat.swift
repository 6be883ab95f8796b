/// The formats of a report.
package enum ReportFormat: String, CaseIterable, Sendable {
  case json, markdown, csv, html, xml, ndjson, focus

  /// The file in a directory of reports.
  package var fileName: String { "report.\(fileExtension)" }

  package var fileExtension: String {
    switch self {
    case .markdown: "md"
    case .focus: "focus.csv"
    case .json, .csv, .html, .xml, .ndjson: rawValue
    }
  }

  /// The format that a file name asks for; nil where its ending is none of ours.
  package init?(fileName: String) {
    let known = Self.allCases.filter { fileName.hasSuffix("." + $0.fileExtension) }
    // A name that ends in .focus.csv ends in .csv too.
    guard let match = known.max(by: { $0.fileExtension.count < $1.fileExtension.count }) else {
      return nil
    }
    self = match
  }
}
