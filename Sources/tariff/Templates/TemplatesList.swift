import ArgumentParser
import Templating

/// The built-in templates and partials, and what they make.
struct TemplatesList: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "The built-in templates and partials, and what they make.",
    discussion: "Example: tariff report events/ --template weekly.md")

  @Option(help: "text, markdown, json or csv.")
  var format = "text"

  func run() throws {
    let format = try TableOutput.Format.named(format)
    var table = TableOutput(columns: ["name", "makes", "about"])
    for name in TemplateLibrary.shortNames {
      let file = name + ".mustache"
      let makes = DocumentFormat(templateFileName: file)?.rawValue ?? "partial"
      let about = TemplateLibrary.about(TemplateLibrary.builtIn[file] ?? "")
      let replaced = TemplateLibrary.homeFile(file).map { " (here: \($0))" } ?? ""
      table.rows.append([.text(name), .text(makes), .text(about + replaced)])
    }
    try Answer.write(table.text(format), to: nil)
  }
}
