import ArgumentParser
import Charging
import Metering
import PriceBooks
import Rendering
import Templating

/// What changed between two price books.
struct PricesDiff: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff", abstract: "Show what changed between two price books, rate by rate.",
    discussion: "Example: tariff prices diff old.yaml new.yaml --format markdown")

  @Argument(help: "The book before.")
  var before: String
  @Argument(help: "The book after.")
  var after: String
  @Option(help: "text, markdown, json or csv.")
  var format = "text"
  @Option(name: [.short, .long], help: "A file instead of standard output.")
  var output: String?

  func run() throws {
    let format = try DocumentFormat.named(format, among: TableOutput.formats)
    let (old, new) = (try BookFiles.book(before), try BookFiles.book(after))
    let difference = PriceDifference(from: old, to: new)
    var table = TableOutput(
      columns: [
        "change", "id", "from", "when", "what", "before", "before_per", "after", "after_per",
        "percent",
      ], figures: ["before", "after"])
    for row in difference.rows {
      let before = cells(row.before, difference.currencies.before, difference)
      let after = cells(row.after, difference.currencies.after, difference)
      table.rows.append(
        [
          .text(row.change.rawValue), .text(row.id), .text(row.from), .text(row.when),
          .text(row.what),
        ] + before + after + [row.percent.map { .decimal($0) } ?? .null])
    }
    let isForPeople = format == .text || format == .markdown
    if table.rows.isEmpty, isForPeople {
      return try Answer.write("Nothing differs.\n", to: output)
    }
    try Answer.write(
      isForPeople
        ? words(on: difference) + table.text(format) + "\n\(counts(difference))\n"
        : table.text(format), to: output)
  }

  /// What a side says, and for how much; an amount with its currency, where there are two of them.
  private func cells(
    _ side: PriceDifference.Side?, _ currency: String, _ difference: PriceDifference
  ) -> [TemplateValue] {
    switch side {
    case nil: [.null, .text("")]
    case .text(let text): [.text(text), .text("")]
    case .rate(let rate, let unit):
      [
        difference.isOneCurrency ? .decimal(rate.price) : .text("\(rate.price) \(currency)"),
        .text(rate.per.quantityText(unit)),
      ]
    }
  }

  private func words(on difference: PriceDifference) -> String {
    guard !difference.isOneCurrency else { return "" }
    let (before, after) = difference.currencies
    return "The currency changed from \(before) to \(after). Amounts of two currencies can't be "
      + "compared as numbers: every rate is shown with its own.\n\n"
  }

  private func counts(_ difference: PriceDifference) -> String {
    PriceDifference.Change.allCases.map { change in
      "\(difference.rows.count { $0.change == change }) \(change.rawValue)"
    }.joined(separator: ", ")
  }
}
