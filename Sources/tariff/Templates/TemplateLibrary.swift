import Templating

/// The templates and partials that need no path: those of `TARIFF_HOME`, and the built-in ones.
enum TemplateLibrary {
  /// The built-in templates and partials, by file name.
  static let builtIn = BuiltIn.texts(in: "templates").filter { $0.key.hasSuffix(".mustache") }

  /// The names of the built-in ones, without `.mustache`, sorted.
  static let shortNames = builtIn.keys.map { String($0.dropLast(".mustache".count)) }.sorted()

  /// Those whose tree is another command's, and that the report's names say nothing about.
  static func isOfReports(_ path: String) -> Bool {
    let others = ["compare", "diff", "forecast", "explain", "verify", "reconcile", "rules"]
    let name = path.split(separator: "/").last ?? ""
    return !others.contains(name.split(separator: ".").first.map(String.init) ?? "")
  }

  /// Whether a name stays within its folder.
  static func isPlain(_ name: String) -> Bool {
    !name.hasPrefix("/") && !name.split(separator: "/").contains("..")
  }

  /// The path of a file in `TARIFF_HOME/templates`; nil where it is not there.
  static func homeFile(_ file: String) -> String? {
    guard let home = Files.environment("TARIFF_HOME"), !home.isEmpty else { return nil }
    let path = "\(home)/templates/\(file)"
    return Files.exists(path) ? path : nil
  }

  /// The partial `row` is `row.mustache`, or of a Markdown template `row.md.mustache`; `report.md`
  /// is `report.md.mustache`.
  static func partial(
    _ name: String, ending: String, beside folder: String?, except own: String?
  ) throws(TemplateError.Problem) -> Partial? {
    guard isPlain(name) else { return nil }
    let stem = name.hasSuffix(".mustache") ? String(name.dropLast(".mustache".count)) : name
    let files = ["\(stem).mustache", "\(stem).\(ending).mustache"]
    let places: [(String) -> String?] = [
      { file in folder.map { $0 + file } }, homeFile,
    ]
    for place in places {
      for path in files.compactMap(place) where Files.exists(path) && path != own {
        return Partial(text: try text(of: name, path), place: path)
      }
    }
    for file in files {
      if let text = builtIn[file] ?? builtIn["partials/\(file)"] {
        return Partial(text: text, place: file)
      }
    }
    return nil
  }

  private static func text(
    of name: String, _ path: String
  ) throws(TemplateError.Problem) -> String {
    do {
      return try Files.text(path)
    } catch {
      throw .unreadablePartial(name, reason: error.message)
    }
  }

  /// What a template says of itself: the comment on its first line.
  static func about(_ source: String) -> String {
    guard source.hasPrefix("{{!"), let end = source.firstRange(of: "}}") else { return "" }
    let comment = source[..<end.lowerBound].dropFirst(3).filter { $0 != "\n" }
    return String(
      comment.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
  }
}
