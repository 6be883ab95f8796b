package import Metering
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

  /// All instants, hours and contexts at which some price may change.
  package var boundaries: PriceBoundaries {
    var instants: Set<Int64> = []
    var contexts: Set<Int> = []
    var schedules: [Schedule] = []
    for book in books {
      let own = book.priceBoundaries
      instants.formUnion(own.instants)
      contexts.formUnion(own.contexts)
      for schedule in own.schedules where !schedules.contains(schedule) {
        schedules.append(schedule)
      }
      for term in book.terms {
        for instant in [term.from, term.until] { if let instant { instants.insert(instant) } }
      }
      instants.formUnion(book.exchange.values.joined().map(\.from))
    }
    instants.remove(.min)
    return PriceBoundaries(
      instants: instants.sorted(), contexts: contexts.sorted(), schedules: schedules,
      splitsDays: dependOnMonths)
  }
}

extension PriceBook {
  /// Where the prices of its entries change.
  fileprivate var priceBoundaries: PriceBoundaries {
    if let prepared { return prepared.books.boundaries(of: prepared.number) }
    var boundaries = PriceBoundaries()
    for row in entries.lazy.flatMap(\.rows) {
      boundaries.instants += [row.from, row.until].compactMap(\.self)
      boundaries.contexts += row.tiers.map(\.minimum)
      if let schedule = row.condition.schedule { boundaries.schedules.append(schedule) }
    }
    return boundaries
  }
}

/// What was found for names, so that each is looked for once.
final class ResolutionMemory: Sendable {
  struct Key: Hashable {
    let backend: String
    let model: String?
  }

  private let known = Mutex<[Key: NameMatch]>([:])

  func match(_ key: Key, _ find: () -> NameMatch) -> NameMatch {
    if let match = known.withLock({ $0[key] }) { return match }
    let match = find()
    known.withLock { $0[key] = match }
    return match
  }
}
