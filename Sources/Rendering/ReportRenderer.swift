package import Templating

/// Makes a document of a report's tree. A renderer computes nothing about usage or cost.
package protocol ReportRenderer {
  func render(_ report: TemplateValue) throws -> String
}

/// The formats of a report.
package enum ReportFormat: String, CaseIterable, Sendable {
  case json, markdown, csv, html, xml, ndjson

  /// The file in a directory of reports.
  package var fileName: String { "report.\(fileExtension)" }

  package var fileExtension: String { self == .markdown ? "md" : rawValue }

  /// The format that a file name asks for; nil where its ending is none of ours.
  package init?(fileName: String) {
    let ending = fileName.split(separator: ".").last.map(String.init)
    let match = Self.allCases.first { $0.fileExtension == ending }
    guard let match, fileName.utf8.contains(UInt8(ascii: ".")) else { return nil }
    self = match
  }
}
