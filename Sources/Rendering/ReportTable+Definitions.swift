import Templating

extension ReportTable {
  /// A table as scripts/make-tables describes it.
  struct Definition {
    let name: String
    /// Its place in the report.
    let path: [String]
    /// Of a list in a list: the fields of the outer row that are columns here.
    let parents: [String]
    var columns: [Column] = []
  }

  struct Column {
    let path: [String]
    /// Whether the question decides its fields: the keys of groups.
    var isKeys = false

    /// `cost_amount`. What a charge calls its currency is its book's; the report's is the last column.
    var name: String {
      let last = path.last == "currency" ? "list_currency" : path.last
      return (path.dropLast() + [last ?? ""]).joined(separator: "_")
    }

    func value(in row: TemplateValue) -> TemplateValue {
      path.reduce(row) { $0[$1] ?? .null }
    }
  }

  static func definition(of name: String) -> Definition? {
    allDefinitions.first { $0.name == name }
  }

  static let allDefinitions: [Definition] = {
    var definitions: [Definition] = []
    for line in definitionLines {
      let words = line.split(separator: " ").map(String.init)
      if line.hasPrefix(" ") {
        guard words.count == 2, !definitions.isEmpty else { continue }
        let path = words[1].split(separator: ".").map(String.init)
        definitions[definitions.count - 1].columns.append(
          Column(path: path, isKeys: words[0] == "keys"))
      } else if words.count > 1 {
        definitions.append(
          Definition(
            name: words[0], path: words[1].split(separator: ".").map(String.init),
            parents: Array(words.dropFirst(2))))
      }
    }
    return definitions
  }()

  private static var definitionLines: [Substring] { definitions.split(separator: "\n") }

  /// A column, or one for each dimension that the report is grouped by.
  static func expanded(_ column: Column, _ report: TemplateValue) -> [Column] {
    guard column.isKeys else { return [column] }
    let dimensions = report["options"]?["group_by"]?.text?.split(separator: ",") ?? []
    return dimensions.map { dimension in
      let isLabel = dimension.hasPrefix("label:")
      return Column(path: column.path + [String(isLabel ? dimension.dropFirst(6) : dimension)])
    }
  }
}
