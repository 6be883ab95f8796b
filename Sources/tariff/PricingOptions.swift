import ArgumentParser
import Charging
import ExactNumbers
import Metering
import PriceBooks
import Recommendations

/// The options that say what prices usage, and which rules look at it.
struct PricingOptions: ParsableArguments {
  @Option(
    help: "A price book over the built-in ones; repeatable. `none` first starts from nothing.",
    completion: .file())
  var prices: [String] = []
  @Option(help: "The report's currency.")
  var currency: String?
  @Option(
    help: "A rule file over the built-in rules; repeatable. `none` first starts from nothing.",
    completion: .file())
  var rules: [String] = []
  @Option(help: "computed: by price books; reported: what the sources themselves say.")
  var cost = "computed"
  @Option(help: "The backend that savings are measured against.")
  var baseline = usualBaseline
  @Option(help: "Further backends that are local, as a glob; repeatable.")
  var local: [String] = []
  @Option(help: "The month's budget.")
  var budget: String?

  static let usualBaseline = "gemini"

  func books() throws -> PriceBooks {
    guard ["computed", "reported"].contains(cost) else {
      throw Failure.option("--cost", found: cost, expected: "computed or reported")
    }
    var books = try BookFiles.books(prices)
    if cost == "reported" {
      // What the sources say is in USD: of the books the rates of exchange are used alone.
      books = books.filter { !$0.exchange.isEmpty }.map(\.withoutPrices)
    }
    return PriceBooks(books)
  }

  /// Where prices change, for the summary.
  func boundaries(of books: PriceBooks) throws -> PriceBoundaries {
    var boundaries = books.boundaries
    boundaries.splitsReported = cost == "reported"
    guard boundaries.schedules.count <= PriceBoundaries.scheduleLimit else {
      throw Failure.data(
        "the price books name \(boundaries.schedules.count) different 'hours' and 'weekdays'; "
          + "at most \(PriceBoundaries.scheduleLimit) can be used together")
    }
    return boundaries
  }

  /// The currency asked for, else that of the first book given, else USD.
  func reportCurrency() throws -> String {
    let currency = try currency ?? BookFiles.own(prices).first?.currency ?? "USD"
    guard currency.utf8.count == 3, currency.utf8.allSatisfy({ 65...90 ~= $0 }) else {
      throw Failure.option("--currency", found: currency, expected: "three capital letters")
    }
    return currency
  }

  func ruleSet() throws -> RuleSet {
    let set = try RuleFiles.ruleSet(rules)
    _ = try set.rules()
    return set
  }

  func budgetAmount() throws -> ExactDecimal? {
    guard let budget else { return nil }
    guard let amount = try? ExactDecimal(parsing: budget), amount > .zero else {
      throw Failure.option("--budget", found: budget, expected: "an amount such as 250 or 99.50")
    }
    return amount
  }
}
