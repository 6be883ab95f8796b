import Templating

/// How the documents look.
struct DocumentStyle {
  var table: String
  var charts: String
  var color: String
}

/// One document: what a template makes, or a format that needs none.
enum ReportDocument {
  case format(DocumentFormat)
  case template(TemplateFile)

  /// The format of what it makes.
  var format: DocumentFormat {
    switch self {
    case .format(let format): format
    case .template(let file): file.format
    }
  }

  /// The file in a directory of reports.
  var fileName: String { "report.\(format.fileExtension)" }
}
