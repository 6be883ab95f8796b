import ArgumentParser
import Charging
import ExactNumbers
import Metering
import PriceBooks
import Templating

/// What is priced, one line a price.
struct PricesList: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List what is priced, as of a day.",
    discussion: "Example: tariff prices list 'openai/*' --at 2026-10-01")

  @Argument(help: "A glob of ids; all without it.")
  var glob = "*"
  @Option(help: "The day or instant whose prices are shown; today without it.")
  var at: String?
  @Option(help: "text, markdown, json or csv.")
  var format = "text"
  @Option(name: [.short, .long], help: "A file instead of standard output.")
  var output: String?
  @OptionGroup var books: BookOptions

  func run() throws {
    let format = try TableOutput.Format.named(format)
    let instant = try at.map { try PeriodOptions.instant($0, option: "--at", .utc) } ?? Clock.now
    var table = TableOutput(
      columns: [
        "id", "book", "from", "input", "output", "cache_read", "cache_write", "per", "currency",
        "rows",
      ])
    let books = try books.books()
    let wanted = Glob(glob)
    for book in books.books {
      for entry in book.entries where wanted.matches(entry.id) {
        table.rows.append(Self.line(entry, of: book, at: instant))
      }
    }
    try Answer.write(table.text(format), to: output)
  }

  private static func line(
    _ entry: PriceEntry, of book: PriceBook, at instant: Instant
  ) -> [TemplateValue] {
    let holding = entry.rows.filter { $0.holds(at: instant) }
    let row = holding.first { $0.condition.isEmpty } ?? holding.first
    let per = row?.rates["input"]?.per ?? row?.rates.values.first?.per
    func price(_ meter: String) -> TemplateValue {
      guard let rate = row?.rates[meter], rate.per == per else { return .null }
      return .decimal(rate.price)
    }
    let unit = per.map { Rate(price: .zero, per: $0).unitText } ?? ""
    return [
      .text(entry.id), .text(book.name), .text(row?.from?.dateOrTimestamp ?? ""),
      row?.fixed.map { .decimal($0) } ?? price("input"), price("output"), price("cache_read"),
      price("cache_write"), .text(row?.fixed == nil ? unit : "month"), .text(book.currency),
      .integer(entry.rows.count),
    ]
  }
}
