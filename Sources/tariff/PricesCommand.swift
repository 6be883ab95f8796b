import ArgumentParser
import Pricing

/// Price tables: look at them and check them.
struct PricesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "prices", abstract: "Check price books.", subcommands: [Check.self])

  struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "check", abstract: "Check price books; the built-in ones without FILE.",
      discussion: "Example: tariff prices check contract.yaml")

    @Argument(help: "Price books.")
    var files: [String] = []

    func run() throws {
      let builtIn = files.isEmpty ? PricingOptions.builtInBooks : []
      for path in builtIn { try check(BuiltIn.text(path) ?? "", path) }
      for path in files { try check(try Files.text(path), path) }
    }

    private func check(_ text: String, _ path: String) throws {
      let book = try PriceBook(parsing: text, file: path)
      let rows = book.entries.reduce(0) { $0 + $1.rows.count }
      print("\(path): \(book.entries.count) prices, \(rows) rows, no errors")
    }
  }
}
