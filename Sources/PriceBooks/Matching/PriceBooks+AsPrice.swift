import ExactNumbers
import Metering

extension PriceBooks {
  /// The ids of prices that begin with a maker's name: `openai/…`.
  package func prices(ofMaker maker: String) -> [String] {
    index.ids(startingWith: maker + "/")
  }

  /// These books, in which a backend of each price's own name stands for that price: what usage
  /// would cost as each of them, whatever it is called.
  package func namingPrices(_ ids: [String]) -> PriceBooks {
    var aliases = PriceBook(name: "", currency: "USD")
    aliases.backends = ids.map { (backend: Self.backend(naming: $0), name: $0) }
    return PriceBooks(books + [aliases])
  }

  /// The backend that stands for a price in ``namingPrices(_:)``; no event can have such a name.
  package static func backend(naming id: String) -> String { "\u{0}" + id }
}
