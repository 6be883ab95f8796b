import Metering
import Synchronization

/// The books in use, in layers: each lies over those before it.
package struct PriceBooks: Sendable {
  /// All books, an earlier layer before a later one.
  package let books: [PriceBook]
  /// The layers, each as the numbers of its books: the books that the program carries are one, and
  /// each book of a person is one.
  let layers: [Range<Int>]
  let index: PriceIndex
  let memory = ResolutionMemory()

  package init(_ books: [PriceBook]) {
    self.books = books
    layers = Self.layers(of: books)
    index = PriceIndex(books)
  }

  private static func layers(of books: [PriceBook]) -> [Range<Int>] {
    var layers: [Range<Int>] = []
    for (number, book) in books.enumerated() {
      if book.isBuiltIn, number > 0, books[number - 1].isBuiltIn, let last = layers.popLast() {
        layers.append(last.lowerBound..<number + 1)
      } else {
        layers.append(number..<number + 1)
      }
    }
    return layers
  }

  /// All terms of contracts, in the order in which they apply; a later book's term replaces the
  /// earlier one of its name.
  package var terms: [(term: ContractTerm, book: PriceBook)] {
    var terms: [(term: ContractTerm, book: PriceBook)] = []
    for book in books {
      for term in book.terms {
        let earlier = terms.firstIndex { $0.term.name == term.name }
        if let earlier { terms[earlier] = (term, book) } else { terms.append((term, book)) }
      }
    }
    return terms
  }

  /// Whether some price is a cost of the month.
  package var hasFixedCosts: Bool { !fixedPriceIDs.isEmpty }

  /// The ids of prices with a cost of the month, each once, in the order of the books.
  package var fixedPriceIDs: [String] { index.fixedPriceIDs }

  /// Whether what something costs depends on the rest of its month.
  package var dependOnMonths: Bool { hasFixedCosts || !terms.isEmpty }

  /// Whether some book has a price of this id.
  package func hasPrice(id: String) -> Bool { !index.entries(id: id).isEmpty }

  /// The entries of an id, in the order of their books.
  package func entries(id: String) -> [(book: PriceBook, entry: PriceEntry)] {
    index.entries(id: id).map { (books[$0.book], index.entry($0)) }
  }
}

/// The searches made so far, so that each name is looked for once.
final class ResolutionMemory: Sendable {
  struct Key: Hashable {
    private let names: NameBytes
    private let hasModel: Bool

    init(backend: String, model: String?) {
      names = NameBytes(backend, model ?? "")
      hasModel = model != nil
    }
  }

  private let known = Mutex<[Key: NameSearch]>([:])

  func search(_ key: Key, _ search: () -> NameSearch) -> NameSearch {
    if let found = known.withLock({ $0[key] }) { return found }
    let found = search()
    known.withLock { $0[key] = found }
    return found
  }
}
