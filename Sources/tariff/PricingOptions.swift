import ArgumentParser
import ExactNumbers
import Pricing
import Recommendations

/// The options that say what prices usage, and which rules look at it.
struct PricingOptions: ParsableArguments {
  @Option(
    help: "A price book over the built-in ones; repeatable. `none` first starts from nothing.")
  var prices: [String] = []
  @Option(help: "The report's currency.")
  var currency: String?
  @Option(
    help: "A rule file over the built-in rules; repeatable. `none` first starts from nothing.")
  var rules: [String] = []
  @Option(help: "computed: by price books.")
  var cost = "computed"
  @Option(help: "The backend that savings are measured against.")
  var baseline = "gemini"
  @Option(help: "Further backends that are local, as a glob; repeatable.")
  var local: [String] = []
  @Option(help: "The month's budget.")
  var budget: String?

  static let builtInBooks = ["pricing/default.yaml", "pricing/anthropic.yaml"]

  func books() throws -> PriceBooks {
    guard cost == "computed" else {
      throw Failure.usage("--cost: found '\(cost)'; this version knows computed alone")
    }
    return PriceBooks(try builtInBooks() + ownBooks())
  }

  private func builtInBooks() throws -> [PriceBook] {
    if prices.first == "none" { return [] }
    return try Self.builtInBooks.map { path in
      try PriceBook(parsing: BuiltIn.text(path) ?? "", file: path)
    }
  }

  private func ownBooks() throws -> [PriceBook] {
    try prices.filter { $0 != "none" }.map { path in
      try PriceBook(parsing: try Files.text(path), file: path)
    }
  }

  /// The currency asked for, else that of the first book given, else USD.
  func reportCurrency() throws -> String {
    let currency = try currency ?? ownBooks().first?.currency ?? "USD"
    guard currency.utf8.count == 3, currency.utf8.allSatisfy({ 65...90 ~= $0 }) else {
      throw Failure.usage("--currency: found '\(currency)'; expected three capital letters")
    }
    return currency
  }

  func ruleSet() throws -> RuleSet {
    let path = "pricing/rules/default.yaml"
    var set =
      rules.first == "none"
      ? RuleSet.none
      : try RuleSet(parsing: BuiltIn.text(path) ?? "", file: path, origin: .builtIn)
    for path in rules where path != "none" {
      set = try RuleSet(parsing: try Files.text(path), file: path).layered(over: set)
    }
    _ = try set.rules()
    return set
  }

  func budgetAmount() throws -> ExactDecimal? {
    guard let budget else { return nil }
    guard let amount = try? ExactDecimal(parsing: budget), amount > .zero else {
      throw Failure.usage("--budget: found '\(budget)'; expected an amount such as 250 or 99.50")
    }
    return amount
  }
}
