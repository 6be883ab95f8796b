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
      // What holds for a whole book can't be said of several at once.
      let settings = books.count == 1 ? RateCard.settings(book) : []
      for line in settings + RateCard.lines(book) {
        table.rows.append(
          line.map { cell in
            switch cell {
            case .text(let text): .text(text)
            case .number(let number): .decimal(number)
            }
          })
      }
      if books.count > 1 { warn(of: book) }
    }
    try Answer.write(table.text(.csv), to: output)
  }

  private func warn(of book: PriceBook) {
    let others =
      (book.terms.isEmpty ? [] : ["\(book.terms.count) contract terms"])
      + (book.exchange.isEmpty ? [] : ["rates of exchange"])
    guard !others.isEmpty else { return }
    _ = Files.write(
      "\(book.name): \(others.joined(separator: " and ")) are not written beside other books\n",
      to: 2)
  }
}
