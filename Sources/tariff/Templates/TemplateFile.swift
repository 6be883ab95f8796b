import Names
import Rendering
import Templating

/// A template of a user's or of ours, and where its partials are looked for.
struct TemplateFile: Sendable {
  /// The file's name, or its path where it has one, for messages.
  let name: String
  let source: String
  /// What it makes, by the middle extension of its name.
  let format: DocumentFormat
  /// nil where the template is built in.
  private let path: String?

  private init(name: String, source: String, path: String?) throws {
    guard let format = DocumentFormat(templateFileName: name) else {
      throw UnknownTemplateFormat(name: name)
    }
    self.name = name
    self.source = source
    self.format = format
    self.path = path
  }

  /// The template at a path, which ends in `.mustache`; or of a name, with or without that ending, in
  /// `TARIFF_HOME` or built in. A document that is called like a built-in template is none.
  init(named name: String) throws {
    let isPath = name.hasSuffix(".mustache") && Files.exists(name) && !Files.isDirectory(name)
    if isPath {
      try self.init(name: name, source: try Files.text(name), path: name)
    } else if let found = try Self.standard(name) {
      self = found
    } else {
      throw Self.missing(name)
    }
  }

  private static func missing(_ name: String) -> Failure {
    if !name.hasSuffix(".mustache"), Files.exists(name) {
      return .usage(
        "\(name): found a file that is no template by its name; expected two endings, such as "
          + "weekly.md.mustache, of which the first says what it makes")
    }
    let names = TemplateLibrary.shortNames
    let nearest = NearestName.of(name, among: names).map { "; did you mean '\($0)'?" } ?? ""
    return Failure(
      status: 66,
      message: "\(name): no such file, nor a built-in template; there are "
        + names.joined(separator: ", ") + nearest)
  }

  /// The template of a name in `TARIFF_HOME`, else the built-in one; nil where there is none.
  static func standard(_ name: String) throws -> TemplateFile? {
    let file = name.hasSuffix(".mustache") ? name : name + ".mustache"
    guard TemplateLibrary.isPlain(file) else { return nil }
    if let path = TemplateLibrary.homeFile(file) {
      return try TemplateFile(name: path, source: try Files.text(path), path: path)
    }
    guard let text = TemplateLibrary.builtIn[file] else { return nil }
    return try TemplateFile(name: file, source: text, path: nil)
  }

  /// Its partials: beside it, then in `TARIFF_HOME`, then built in; never the file itself.
  var partials: PartialLibrary {
    let folder = path.map { path in
      path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
    }
    let ending = format.fileExtension
    let own = path
    return PartialLibrary(names: TemplateLibrary.shortNames) {
      name throws(TemplateError.Problem) in
      try TemplateLibrary.partial(name, ending: ending, beside: folder, except: own)
    }
  }

  /// The template with its partials, read.
  func parsed() throws -> Template {
    try Template(source, name: name, format: format, library: partials)
  }
}
