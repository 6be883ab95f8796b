import ExactNumbers
import Metering

extension PriceBooks {
  /// The ids of prices that begin with a maker's name: `openai/…`.
  package func prices(ofMaker maker: String) -> [String] {
    let prefix = maker + "/"
    var seen: Set<String> = []
    let own = books.filter { $0.prepared == nil }.flatMap(\.entries).map(\.id)
    let prepared = books.lazy.compactMap { $0.prepared?.books }.first
    let ids =
      own.filter { $0.utf8.starts(with: prefix.utf8) }
      + (prepared?.ids(startingWith: prefix) ?? []).filter(hasPrice)
    return ids.filter { seen.insert($0).inserted }.sorted { $0.precedesBytewise($1) }
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
