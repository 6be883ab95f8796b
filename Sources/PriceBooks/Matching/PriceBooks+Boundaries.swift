package import Metering

extension PriceBooks {
  /// All instants, hours and contexts at which some price may change.
  package var boundaries: PriceBoundaries {
    var all = PriceBoundaries(splitsDays: dependOnMonths)
    for (number, book) in books.enumerated() {
      all.formUnion(index.boundaries(ofBook: number))
      all.formUnion(book.termBoundaries)
    }
    return all.ascending
  }

  /// The boundaries that matter to usage of each name: all of books that people give, and of the
  /// built-in ones those of the prices that the name may belong to, and those of the baseline's price,
  /// as which savings price usage.
  package func boundariesByName(baseline: String) -> BoundariesByName {
    var shared = PriceBoundaries()
    for (number, book) in books.enumerated() {
      if !book.isPrepared { shared.formUnion(index.boundaries(ofBook: number)) }
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
    for id in search(backend: backend, model: model).ids {
      for (book, entry) in entries(id: id) where book.isPrepared {
        found.formUnion(entry.boundaries)
      }
    }
    return found
  }
}

extension PriceBook {
  /// Where its terms and its rates of exchange change.
  fileprivate var termBoundaries: PriceBoundaries {
    PriceBoundaries(
      instants: terms.flatMap(\.time.edges)
        + exchange.values.joined().map(\.from).filter { $0 != .distantPast })
  }
}

extension PriceEntry {
  var boundaries: PriceBoundaries {
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
  /// Adds another's, in no order yet.
  mutating func formUnion(_ other: PriceBoundaries) {
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
