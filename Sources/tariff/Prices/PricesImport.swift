import ArgumentParser
import Metering
import PriceBooks
import PriceImport

/// Makes a price book of a source's prices.
struct PricesImport: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Make a price book of another source's prices.",
    discussion: """
      What the source says and a book can't is listed with a count.

      Example: tariff prices import --from litellm model_prices.json -o litellm.yaml
      """)

  @Option(help: "litellm, genai-prices, models-dev or csv.")
  var from: String
  @Argument(help: "The source's file.")
  var file: String
  @Option(name: [.short, .long], help: "The book; standard output without it.")
  var output: String?
  @Option(help: "Take this provider's prices alone; repeatable.")
  var provider: [String] = []
  @Flag(help: "They are the maker's list prices: valid on every backend without prices of its own.")
  var maker = false
  @Option(help: "The book's name.")
  var name: String?
  @Option(help: "The day on which the prices were compared with their sources.")
  var checked: String?

  func run() throws {
    var options = ImportOptions()
    options.providers = provider
    options.areListPrices = maker
    options.zones = { Clock.zone(named: $0) }
    guard let importer = PriceImporters.importer(from, options) else {
      throw Failure.option("--from", found: from, known: PriceImporters.names)
    }
    if let checked, CivilDate(parsing: checked) == nil {
      throw Failure.usage("--checked: found '\(checked)'; expected a date such as 2026-10-31")
    }
    let label = file.split(separator: "/").last.map(String.init) ?? file
    var imported = try importer.prices(try Files.read(file), file: file)
    imported.book.name = name ?? imported.book.name
    imported.book.checked = checked ?? imported.book.checked
    let comment = "Imported from \(label) by `tariff prices import --from \(from)`."
    var yaml = imported.book.yaml(comments: [comment])
    // What is written must be a valid book; else nothing is.
    if (try? PriceBook(parsing: yaml, file: "the book", zones: options.zones)) == nil {
      imported.leaveOutUnreadable(zones: options.zones)
      yaml = imported.book.yaml(comments: [comment])
      _ = try PriceBook(parsing: yaml, file: output ?? "the book", zones: options.zones)
    }
    try Answer.write(yaml, to: output)
    report(imported)
  }

  private func report(_ imported: ImportedPrices) {
    let rows = imported.book.entries.reduce(0) { $0 + $1.rows.count }
    var lines = ["\(imported.book.entries.count) prices, \(rows) rows"]
    for item in imported.remarks.sorted(by: { $0.what.precedesBytewise($1.what) }) {
      lines.append("\(item.count) × \(item.what); first in \(item.first)")
    }
    _ = Files.write(lines.joined(separator: "\n") + "\n", to: 2)
  }
}
