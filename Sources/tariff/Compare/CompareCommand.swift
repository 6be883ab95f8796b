import ArgumentParser
import CostModeling
import Rendering
import Reporting

/// What-if: the same usage under other prices, moves and mixes, side by side.
struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Show what the same usage would cost under other prices, moves and mixes.",
    discussion: """
      Example: tariff compare samples/gateway --scenario samples/gateway/scenarios/local-first.yaml
      Example: tariff compare events/ --set 'gemini.input=0.10' --set 'gemini.output=0.40'
      A price book given as a scenario is layered over the books in use.
      """)

  @OptionGroup var question: QuestionOptions
  @Option(
    help: "A scenario file, or a price book; repeatable, one column each.", completion: .file())
  var scenario: [String] = []
  @Option(help: "NAME.METER=PRICE: one price changed; all --set together are one scenario.")
  var set: [String] = []
  @Option(help: "text, markdown, json, csv or html; repeatable; default text.")
  var format: [String] = []
  @Option(
    name: [.short, .long], help: "A file, or a directory, instead of standard output.",
    completion: .file())
  var output: String?
  @Flag(help: "Say nothing but errors.")
  var quiet = false

  func run() throws {
    try Voice.set(quiet: quiet, verbose: false)
    guard !scenario.isEmpty || !set.isEmpty else {
      throw Failure.usage("no scenario; name a file with --scenario, or a price with --set")
    }
    guard question.pricing.cost != "reported" else {
      throw Failure.usage("--cost reported: scenarios need prices; compare with --cost computed")
    }
    let targets = try DocumentTargets(
      format.map { $0 == "table" ? "text" : $0 }, output: output,
      known: ComparisonDocuments.formats, stem: "compare")
    let books = try question.pricing.books()
    let files = try scenario.map(ScenarioFiles.scenario)
    let settings = try ScenarioFiles.scenario(settings: set, books)
    let scenarios = ScenarioFiles.distinct(files + settings)
    let request = try question.request(books: books, scenarios: scenarios)
    let report = try ComparisonReport(request, scenarios)
    let documents = ComparisonDocuments(templates: TemplateLibrary.builtIn)
    try targets.write { try documents.text(report, $0) }
    for note in IdleSteps(report.idleSteps, scenarios, request).notes { Voice.note(note) }
    for note in Self.lostPrices(report) { Voice.note(note) }
  }

  /// The steps that take the price from usage.
  private static func lostPrices(_ report: ComparisonReport) -> [String] {
    report.scenarios.flatMap { scenario in
      scenario.steps.compactMap { step in
        step.lost.sentence.map {
          "\(scenario.name): '\(step.text)': \($0), so that what it costs less is no saving"
        }
      }
    }
  }
}
