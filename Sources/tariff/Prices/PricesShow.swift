import ArgumentParser
import Names
import PriceBooks

/// One price in full, as a book writes it.
struct PricesShow: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show a price: its names, rows, dates and sources.",
    discussion: "Example: tariff prices show openai/gpt-4o")

  @Argument(help: "The id of a price.")
  var id: String
  @Option(name: [.short, .long], help: "A file instead of standard output.")
  var output: String?
  @OptionGroup var books: BookOptions

  func run() throws {
    var texts: [String] = []
    let books = try books.books()
    for book in books.books {
      var shown = book
      shown.entries = book.entries.filter { $0.id == id }
      shown.backends = book.backends.filter { $0.name == id }
      if !shown.entries.isEmpty { texts.append(shown.yaml()) }
    }
    guard !texts.isEmpty else {
      let ids = books.books.flatMap { $0.entries.map(\.id) + $0.backends.map(\.name) }
      let holding = ids.filter { $0.contains(id) }
      let near = holding.isEmpty ? NearestName.some(of: id, among: ids, atMost: 5) : holding
      let known = near.prefix(5).map { "'\($0)'" }.joined(separator: ", ")
      throw Failure.option(
        "prices show", found: id,
        expected: "an id that `tariff prices list` shows"
          + (near.isEmpty ? "" : "; did you mean \(known)?"))
    }
    try Answer.write(texts.joined(separator: "---\n"), to: output)
  }
}
