import Rendering
import Reporting
import Templating

/// The formats of a comparison.
enum ComparisonFormat: String, CaseIterable {
  case text, markdown, json, csv, html

  /// The format that `--format` names, else the one that the output's ending asks for, else text.
  init(named name: String?, output: String?) throws {
    let ending = output.flatMap(ReportFormat.init(fileName:))?.rawValue
    let wanted = name == "table" ? "text" : name
    guard let format = ComparisonFormat(rawValue: wanted ?? ending ?? "text") else {
      let known = Self.allCases.map(\.rawValue).joined(separator: ", ")
      throw Failure.usage("--format: found '\(wanted ?? "")'; expected one of \(known)")
    }
    self = format
  }

  /// The file to write: in a directory, one that is named for the command.
  func target(_ output: String) -> String {
    guard output.hasSuffix("/") || Files.isDirectory(output) else { return output }
    let endings: [ComparisonFormat: String] = [.text: "txt", .markdown: "md"]
    return (output.hasSuffix("/") ? output : output + "/") + "compare.\(endings[self] ?? rawValue)"
  }

  func text(of report: ComparisonReport) throws -> String {
    let view = ComparisonView(report.tree, currency: report.currency, period: report.period)
    let documents = ComparisonDocuments(templates: BuiltIn.texts(in: "templates"))
    switch self {
    case .json: return JSONRenderer().render(report.tree)
    case .markdown: return try documents.markdown(view)
    case .html: return try documents.html(view)
    case .csv: return ComparisonTables.csv(report)
    case .text: return ComparisonTables.text(view)
    }
  }
}
