import ArgumentParser
import PriceBooks

/// Price tables: look at them, check them, compare and convert them.
struct PricesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "prices", abstract: "Look at, check, compare and convert price books.",
    subcommands: [
      PricesList.self, PricesShow.self, PricesResolve.self, PricesCheck.self, PricesDiff.self,
      PricesImport.self, PricesExport.self, PricesPrepare.self,
    ])
}

/// The books that a price command looks at.
struct BookOptions: ParsableArguments {
  @Option(
    help: "A price book over the built-in ones; repeatable. `none` first starts from nothing.")
  var prices: [String] = []

  func books() throws -> PriceBooks { PriceBooks(try BookFiles.books(prices)) }
}
