import Metering
import Synchronization

/// The books in use, a later one over an earlier one.
package struct PriceBooks: Sendable {
  package let books: [PriceBook]
  let index: PriceIndex
  let memory = ResolutionMemory()

  package init(_ books: [PriceBook]) {
    self.books = books
    index = PriceIndex(books)
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
  var hasFixedCosts: Bool {
    books.contains { book in
      // A prepared book has none.
      book.prepared == nil
        && book.entries.contains { entry in entry.rows.contains { $0.fixed != nil } }
    }
  }

  /// Whether what something costs depends on the rest of its month.
  package var dependOnMonths: Bool { hasFixedCosts || !terms.isEmpty }

  /// Whether some book has a price of this id.
  package func hasPrice(id: String) -> Bool { !index.entries(id: id).isEmpty }
}

/// What was found for names, so that each is looked for once.
final class ResolutionMemory: Sendable {
  struct Key: Hashable {
    private let names: NameBytes
    private let hasModel: Bool

    init(backend: String, model: String?) {
      names = NameBytes(backend, model ?? "")
      hasModel = model != nil
    }
  }

  private let known = Mutex<[Key: NameMatch]>([:])

  func match(_ key: Key, _ find: () -> NameMatch) -> NameMatch {
    if let match = known.withLock({ $0[key] }) { return match }
    let match = find()
    known.withLock { $0[key] = match }
    return match
  }
}
