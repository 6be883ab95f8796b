package import Metering

extension PriceBooks {
  /// All instants, hours and contexts at which some price may change.
  package var boundaries: PriceBoundaries {
    var all = PriceBoundaries(splitsDays: dependOnMonths)
    for book in books {
      all.formUnion(book.priceBoundaries)
      all.formUnion(book.termBoundaries)
    }
    return all.ascending
  }

  /// The boundaries that matter to usage of a name: all of books that people give, and of the
  /// built-in ones those of the price that the name belongs to. Usage may also be priced as the
  /// baseline's.
  package func boundariesByName(baseline: String) -> BoundariesByName {
    var shared = PriceBoundaries()
    for book in books {
      if book.prepared == nil { shared.formUnion(book.priceBoundaries) }
      shared.formUnion(book.termBoundaries)
    }
    shared.formUnion(preparedBoundaries(backend: baseline, model: nil))
    return { [shared] backend, model in
      var own = shared
      own.formUnion(preparedBoundaries(backend: backend, model: model))
      return own.ascending
    }
  }

  private func preparedBoundaries(backend: String, model: String?) -> PriceBoundaries {
    var found = PriceBoundaries()
    guard case .price(let id) = match(backend: backend, model: model) else { return found }
    for (book, entry) in index.entries(id: id) where books[book].prepared != nil {
      found.formUnion(books[book].entry(entry).boundaries)
    }
    return found
  }
}

extension PriceBook {
  /// Where the prices of its entries change.
  fileprivate var priceBoundaries: PriceBoundaries {
    if let prepared { return prepared.books.boundaries(of: prepared.number) }
    var boundaries = PriceBoundaries()
    for entry in entries { boundaries.formUnion(entry.boundaries) }
    return boundaries
  }

  /// Where its terms and its rates of exchange change.
  fileprivate var termBoundaries: PriceBoundaries {
    PriceBoundaries(
      instants: terms.flatMap(\.time.edges)
        + exchange.values.joined().map(\.from).filter { $0 != .distantPast })
  }
}

extension PriceEntry {
  fileprivate var boundaries: PriceBoundaries {
    var boundaries = PriceBoundaries()
    for row in rows {
      boundaries.instants += row.time.edges
      boundaries.contexts += row.tiers.map(\.minimum)
      if let schedule = row.condition.schedule, !boundaries.schedules.contains(schedule) {
        boundaries.schedules.append(schedule)
      }
    }
    return boundaries
  }
}

extension PriceBoundaries {
  /// Takes another's in, in no order yet.
  fileprivate mutating func formUnion(_ other: PriceBoundaries) {
    instants += other.instants
    contexts += other.contexts
    for schedule in other.schedules where !schedules.contains(schedule) {
      schedules.append(schedule)
    }
  }

  /// Each once, ascending.
  fileprivate var ascending: PriceBoundaries {
    var ordered = self
    ordered.instants = Set(instants).sorted()
    ordered.contexts = Set(contexts).sorted()
    return ordered
  }
}
