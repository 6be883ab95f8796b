import ExactNumbers
import Rendering
import Templating

/// The forms of a comparison's answer.
enum DiffFormat: String, CaseIterable {
  case text
  case markdown
  case json
  case csv

  /// What `--format` says, else what the ending of the file says, else Markdown; nil is standard
  /// output.
  static func targets(
    _ names: [String], output: String?
  ) throws -> [(format: DiffFormat, path: String?)] {
    let ending = output?.split(separator: ".").last.map(String.init) ?? ""
    let chosen = Self.allCases.first { $0.fileExtension == ending } ?? .markdown
    let formats = names.isEmpty ? [chosen] : try names.map { try DiffFormat(named: $0) }
    guard let output else {
      guard formats.count == 1 else {
        throw Failure.usage("several formats need -o with a directory")
      }
      return [(formats[0], nil)]
    }
    guard output.hasSuffix("/") || formats.count > 1 || Files.isDirectory(output) else {
      return [(formats[0], output)]
    }
    try Files.makeDirectory(output)
    let folder = output.hasSuffix("/") ? output : output + "/"
    return formats.map { ($0, "\(folder)diff.\($0.fileExtension)") }
  }

  private var fileExtension: String {
    switch self {
    case .text: "txt"
    case .markdown: "md"
    case .json, .csv: rawValue
    }
  }

  private init(named name: String) throws {
    guard let format = Self(rawValue: name) else {
      let known = Self.allCases.map(\.rawValue).joined(separator: ", ")
      throw Failure.usage("--format: found '\(name)'; expected one of \(known)")
    }
    self = format
  }

  func document(_ tree: TemplateValue) throws -> String {
    switch self {
    case .json: return JSONRenderer().render(tree)
    case .csv: return Self.table(tree).text(.csv)
    case .text, .markdown:
      let document = DiffDocument(tree)
      guard self == .markdown else { return Self.plain(document.view) }
      let name = "diff.md.mustache"
      let source = BuiltIn.texts(in: "templates")[name] ?? ""
      return try document.render(template: (name, source))
    }
  }

  private static let effects = ["volume", "mix", "efficiency", "price", "new", "gone", "unpriced"]

  /// Every row, and one for the terms of contracts, so that the column adds up to the difference.
  private static func table(_ tree: TemplateValue) -> TableOutput {
    let sides = ["before", "after"]
    let figures = ["requests", "quantity", "unit_price", "amount"]
    var table = TableOutput(
      columns: ["backend", "model", "meter"]
        + sides.flatMap { side in figures.map { "\(side)_\($0)" } }
        + ["difference"] + effects + ["contract", "currency"])
    let currency = tree["currency"] ?? .null
    for row in tree["rows"]?.elements ?? [] {
      let names = ["backend", "model", "meter"].map { row[$0] ?? .null }
      let amounts = sides.flatMap { side in figures.map { row[side]?[$0] ?? .null } }
      let parts = effects.map { row["effects"]?[$0] ?? .null }
      table.rows.append(
        names + amounts + [row["difference"] ?? .null] + parts + [.decimal(.zero), currency])
    }
    let terms = tree["effects"]?.elements.first { $0["name"]?.text == "contract" }?["amount"]
    let empty = Array(repeating: TemplateValue.null, count: sides.count * figures.count)
    table.rows.append(
      ["", "", "contract"] + empty + [terms ?? .null]
        + effects.map { _ in .decimal(.zero) } + [terms ?? .null, currency])
    return table
  }

  /// The same figures as the Markdown's, for a terminal.
  private static func plain(_ view: TemplateValue) -> String {
    var effects = TableOutput(columns: ["why", view["currency"]?.text ?? ""])
    for row in view["effects"]?.elements ?? [] {
      effects.rows.append([row["about"] ?? .null, row["amount"] ?? .null])
    }
    effects.rows.append(["difference", view["difference"] ?? .null])
    var rows = TableOutput(
      columns: ["backend", "model", "meter", "before", "after", "difference", "why"])
    for row in view["rows"]?.elements ?? [] {
      rows.rows.append(rows.columns.map { row[$0] ?? .null })
    }
    let notes = (view["notes"]?.elements ?? []).compactMap { $0["text"]?.text }
    let parts = [view["headline"]?.text ?? ""] + notes + ["", aligned(effects, [1])]
    let moved = rows.rows.isEmpty ? [] : [aligned(rows, [3, 4, 5])]
    return parts.joined(separator: "\n") + moved.map { "\n" + $0 }.joined()
  }

  /// A table's text with some columns to the right.
  private static func aligned(_ table: TableOutput, _ columns: [Int]) -> String {
    var table = table
    for column in columns {
      let texts = table.rows.map { $0[column].text ?? "" }
      let width = max(texts.map(\.count).max() ?? 0, table.columns[column].count)
      for (row, text) in texts.enumerated() {
        let space = String(repeating: " ", count: width - text.count)
        table.rows[row][column] = .text(space + text)
      }
    }
    return table.text(.text)
  }
}
