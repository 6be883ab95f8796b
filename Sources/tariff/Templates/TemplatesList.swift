import ArgumentParser
import Rendering
import Templating

/// The built-in templates and partials, and what they make.
struct TemplatesList: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "The built-in templates and partials, and what they make.",
    discussion: "Example: tariff report events/ --template weekly.md")

  @OptionGroup var answer: TableOptions

  func run() throws {
    let targets = try answer.targets("templates")
    var table = TableOutput(columns: ["name", "makes", "about"])
    for name in TemplateLibrary.shortNames {
      let file = name + ".mustache"
      let makes = DocumentFormat(templateFileName: file)?.rawValue ?? "partial"
      let about = TemplateLibrary.about(TemplateLibrary.builtIn[file] ?? "")
      let replaced = TemplateLibrary.homeFile(file).map { " (here: \($0))" } ?? ""
      table.rows.append([.text(name), .text(makes), .text(about + replaced)])
    }
    try targets.write(table.text)
  }
}
