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
        "change", "id", "from", "when", "meter", "before", "before_per", "after", "after_per",
        "percent",
      ])
    for row in difference.rows {
      table.rows.append([
        .text(row.change.rawValue), .text(row.id), .text(row.from), .text(row.when),
        .text(row.meter), Self.price(row.before), .text(row.before?.unitText ?? ""),
        Self.price(row.after), .text(row.after?.unitText ?? ""),
        row.percent.map { .decimal($0) } ?? .null,
      ])
    }
    let isForPeople = format == .text || format == .markdown
    if table.rows.isEmpty, isForPeople {
      return try Answer.write("No rate differs.\n", to: output)
    }
    let counts = [PriceDifference.Change.added, .removed, .changed].map { change in
      "\(difference.rows.count { $0.change == change }) \(change.rawValue)"
    }
    let summary = isForPeople ? "\n\(counts.joined(separator: ", "))\n" : ""
    try Answer.write(table.text(format) + summary, to: output)
  }

  private static func price(_ rate: Rate?) -> TemplateValue {
    rate.map { .decimal($0.price) } ?? .null
  }
}
