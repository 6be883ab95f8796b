import ArgumentParser
import Charging
import PriceBooks
import PriceImport
import Rendering
import Templating

/// Writes books as a rate card.
struct PricesExport: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Write a price book as a rate card, a line a rate.",
    discussion: "Example: tariff prices export contract.yaml --csv -o rates.csv")

  @Argument(help: "Price books; the built-in ones without FILE.")
  var files: [String] = []
  @Flag(help: "CSV that opens in a spreadsheet and imports back.")
  var csv = false
  @Option(name: [.short, .long], help: "A file instead of standard output.")
  var output: String?

  func run() throws {
    guard csv else { throw Failure.usage("prices export: found no format; expected --csv") }
    var table = TableOutput(columns: RateCard.columns)
    let books = files.isEmpty ? try BookFiles.books([]) : try BookFiles.own(files)
    for book in books {
      for line in RateCard.lines(book) {
        table.rows.append(
          line.map { cell in
            switch cell {
            case .text(let text): .text(text)
            case .number(let number): .decimal(number)
            }
          })
      }
      let others =
        (book.terms.isEmpty ? [] : ["\(book.terms.count) contract terms"])
        + (book.exchange.isEmpty ? [] : ["rates of exchange"])
      if !others.isEmpty {
        _ = Files.write(
          "\(book.name): \(others.joined(separator: " and ")) are not rates, and not written\n",
          to: 2)
      }
    }
    try Answer.write(table.text(.csv), to: output)
  }
}
