import ExactNumbers
package import Metering

/// The books in use, a later one over an earlier one.
package struct PriceBooks: Sendable {
  package let books: [PriceBook]

  package init(_ books: [PriceBook]) { self.books = books }

  /// All instants and contexts at which some price may change.
  package var boundaries: PriceBoundaries {
    var instants: Set<Int64> = []
    var contexts: Set<Int> = []
    for book in books {
      for row in book.entries.flatMap(\.rows) {
        for instant in [row.from, row.until] { if let instant { instants.insert(instant) } }
        contexts.formUnion(row.tiers.map(\.minimum))
      }
      instants.formUnion(book.exchange.values.joined().map(\.from))
    }
    instants.remove(.min)
    return PriceBoundaries(instants: instants.sorted(), contexts: contexts.sorted())
  }

  /// The row that prices usage, or why there is none.
  package func resolve(
    backend: String, model: String?, serviceTier: String, at instant: Int64
  ) -> Resolution {
    for name in names(backend: backend, model: model) {
      let isAlias = model == nil && !name.utf8.elementsEqual(backend.utf8)
      let matches = matches(of: name, isAlias: isAlias, backend: backend)
      guard let best = matches.max(by: { $0.precedence < $1.precedence }) else { continue }
      let ids = Set(matches.filter { $0.precedence == best.precedence }.map(\.entry.id))
      guard ids.count == 1 else { return .unpriced(.ambiguous) }
      return row(of: best.entry.id, serviceTier: serviceTier, at: instant)
    }
    return .unpriced(.noMatch)
  }

  /// Names in the order in which they are tried.
  private func names(backend: String, model: String?) -> [String] {
    if let model { return ["\(backend)/\(model)", model] }
    let alias = books.reversed().lazy.compactMap { book in
      book.backends.first { $0.backend.utf8.elementsEqual(backend.utf8) }?.name
    }.first
    return [alias, backend].compactMap(\.self)
  }

  private struct Match {
    let book: Int
    let entry: PriceEntry
    let precedence: Precedence
  }

  /// Entries for the backend first, then the better pattern, then the later book.
  private struct Precedence: Comparable {
    let isForBackend: Bool
    let pattern: Int
    let book: Int

    static func < (left: Self, right: Self) -> Bool {
      (left.isForBackend ? 1 : 0, left.pattern, left.book)
        < (right.isForBackend ? 1 : 0, right.pattern, right.book)
    }
  }

  private func matches(of name: String, isAlias: Bool, backend: String) -> [Match] {
    books.enumerated().flatMap { index, book in
      book.entries.compactMap { entry in
        var patterns = entry.patterns
        // A `backends:` entry may say the id of a price, which need not be a model's name.
        if isAlias { patterns.append(.exact(entry.id)) }
        let best = patterns.filter { $0.matches(name) }.map(\.precedence).max()
        guard let best else { return nil }
        let holds = entry.backends.contains { $0.matches(backend) }
        guard entry.backends.isEmpty || holds else { return nil }
        return Match(
          book: index, entry: entry,
          precedence: Precedence(isForBackend: holds, pattern: best, book: index))
      }
    }
  }

  /// Of a later book's entry for the instants that it covers, else of an earlier one's.
  private func row(of id: String, serviceTier: String, at instant: Int64) -> Resolution {
    for book in books.reversed() {
      guard let entry = book.entries.first(where: { $0.id == id }) else { continue }
      let rows = entry.rows.filter { $0.holds(at: instant) }
      let conditional = rows.first { $0.serviceTier == serviceTier }
      if let row = conditional ?? rows.first(where: { $0.serviceTier == nil }) {
        return .priced(PricedRow(book: book, entry: entry, row: row))
      }
    }
    return .unpriced(.noRowAtDate)
  }

  /// What one unit of a book's currency is in another, as a fraction; nil where no rate is known.
  func exchange(
    from source: String, to target: String, at instant: Int64
  ) -> (multiplier: ExactDecimal, divisor: ExactDecimal)? {
    if source == target { return (.one, .one) }
    for book in books.reversed() {
      func rate(_ currency: String) -> ExactDecimal? {
        book.exchange[currency]?.last { $0.from <= instant }?.rate
      }
      if book.currency == source, let rate = rate(target) { return (.one, rate) }
      if book.currency == target, let rate = rate(source) { return (rate, .one) }
    }
    return nil
  }
}

/// What prices a lane, or why nothing does.
package enum Resolution: Sendable {
  case priced(PricedRow)
  case unpriced(UnpricedUsage.Reason)
}

/// A row with the entry and the book that it stands in.
package struct PricedRow: Sendable {
  package let book: PriceBook
  package let entry: PriceEntry
  package let row: PriceRow
}
