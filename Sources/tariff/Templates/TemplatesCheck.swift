import ArgumentParser
import Rendering
import Reporting
import Templating

/// Checks templates against the names that a report has, without a report.
struct TemplatesCheck: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Check templates; the built-in ones without FILE.",
    discussion: "Example: tariff templates check weekly.md.mustache")

  @Argument(help: "Templates.")
  var files: [String] = []

  func run() throws {
    let names = files.isEmpty ? TemplateLibrary.shortNames.filter(Self.isWhole) : files
    let vocabulary = try DocumentView.vocabulary(sample: try Report.sample())
    var errors = 0
    for name in names {
      let problems = try problems(of: try TemplateFile(named: name), vocabulary)
      for problem in problems { print(problem) }
      print("\(name): \(problems.isEmpty ? "no errors" : Self.count(problems.count))")
      errors += problems.count
    }
    guard errors == 0 else { throw Failure.data("\(Self.count(errors)) in templates") }
  }

  /// What is no partial, and speaks of a report.
  private static func isWhole(_ name: String) -> Bool {
    TemplateLibrary.isOfReports(name) && DocumentFormat(templateFileName: name + ".mustache") != nil
      && !name.hasPrefix("partials/")
  }

  /// A broken grammar is the only problem that is found of a template.
  private func problems(
    of file: TemplateFile, _ vocabulary: ValueShape
  ) throws -> [TemplateError] {
    do {
      let template = try file.parsed()
      // The names of other commands' documents are not known here.
      return TemplateLibrary.isOfReports(file.name) ? template.problems(for: vocabulary) : []
    } catch let error as TemplateError {
      return [error]
    }
  }

  private static func count(_ errors: Int) -> String { "\(errors) error\(errors == 1 ? "" : "s")" }
}
