package import ExactNumbers
package import Metering

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

/// The price that a name belongs to.
enum NameMatch: Sendable {
  case price(id: String)
  case ambiguous
  case none
}

extension PriceBooks {
  /// The row that prices usage, or why there is none; `schedules` are the recurring hours that hold.
  package func resolve(
    backend: String, model: String?, serviceTier: String, at instant: Instant,
    schedules: [Schedule] = []
  ) -> Resolution {
    switch match(backend: backend, model: model) {
    case .none: return .unpriced(.noMatch)
    case .ambiguous: return .unpriced(.ambiguous)
    case .price(let id):
      let row = row(of: id, at: instant) {
        $0.holds(serviceTier: serviceTier, schedules: schedules)
      }
      return row.map(Resolution.priced) ?? .unpriced(.noRowAtDate)
    }
  }

  func resolve(_ lane: LaneUsage) -> Resolution {
    if let id = lane.pricedAs {
      let row = row(of: id, at: lane.windowStart) {
        $0.holds(serviceTier: lane.serviceTier, schedules: lane.schedules)
      }
      return row.map(Resolution.priced) ?? .unpriced(.noRowAtDate)
    }
    return resolve(
      backend: lane.backend, model: lane.model, serviceTier: lane.serviceTier,
      at: lane.windowStart, schedules: lane.schedules)
  }

  /// The id of the price that holds for a lane; nil where none does.
  package func priceID(of lane: LaneUsage) -> String? {
    guard case .priced(let row) = resolve(lane) else { return nil }
    return row.entry.id
  }

  /// The currency of the row that prices a lane; USD for what a source itself says that it cost.
  package func currency(of lane: LaneUsage) -> String {
    if lane.origin == .counted, case .priced(let row) = resolve(lane) { return row.book.currency }
    guard lane.origin == .accrued, let id = lane.model,
      let row = row(of: id, at: lane.windowStart, where: \.isEmpty)
    else { return "USD" }
    return row.book.currency
  }

  /// The price that a name belongs to; each name is looked for once.
  func match(backend: String, model: String?) -> NameMatch {
    let key = ResolutionMemory.Key(backend: backend, model: model)
    return memory.match(key) { find(backend: backend, model: model) }
  }

  private func find(backend: String, model: String?) -> NameMatch {
    for name in names(backend: backend, model: model) {
      let matches = matches(of: name.text, isAlias: name.isAlias, backend: backend)
      guard let best = matches.max(by: { $0.precedence < $1.precedence }) else { continue }
      let ids = Set(matches.filter { $0.precedence == best.precedence }.map { entry(of: $0).id })
      return ids.count == 1 ? .price(id: entry(of: best).id) : .ambiguous
    }
    return .none
  }

  func entry(of match: EntryMatch) -> PriceEntry { books[match.book].entry(match.entry) }

  /// Names in the order in which they are tried.
  func names(backend: String, model: String?) -> [(text: String, isAlias: Bool)] {
    if let model { return [("\(backend)/\(model)", false), (model, false)] }
    let alias = books.reversed().lazy.compactMap { book in
      book.backends.first { $0.backend.utf8.elementsEqual(backend.utf8) }?.name
    }.first
    return (alias.map { [($0, true)] } ?? []) + [(backend, false)]
  }

  /// Entries for the backend first, then the better pattern, then the later book.
  struct MatchPrecedence: Comparable {
    let isForBackend: Bool
    let pattern: Int
    let book: Int

    static func < (left: Self, right: Self) -> Bool {
      (left.isForBackend ? 1 : 0, left.pattern, left.book)
        < (right.isForBackend ? 1 : 0, right.pattern, right.book)
    }
  }

  struct EntryMatch {
    let book: Int
    let entry: Int
    let pattern: NamePattern
    let precedence: MatchPrecedence
  }

  /// The entries that a name fits, each once, by its best pattern; of a book in which the first one
  /// wins that one alone.
  func matches(of name: String, isAlias: Bool, backend: String) -> [EntryMatch] {
    var candidates = index.candidates(name)
    if isAlias {
      // A `backends:` entry may say the id of a price, which need not be a model's name.
      candidates += index.entries(id: name).map {
        PriceIndex.Candidate(book: $0.book, entry: $0.entry, pattern: .exact(name))
      }
    }
    var best: [[Int]: EntryMatch] = [:]
    for candidate in candidates {
      let entry = books[candidate.book].entry(candidate.entry)
      let holds = entry.backends.contains { $0.matches(backend) }
      guard entry.backends.isEmpty || holds else { continue }
      let match = EntryMatch(
        book: candidate.book, entry: candidate.entry, pattern: candidate.pattern,
        precedence: MatchPrecedence(
          isForBackend: holds, pattern: candidate.pattern.precedence, book: candidate.book))
      let key = [candidate.book, candidate.entry]
      if best[key].map({ $0.precedence < match.precedence }) ?? true { best[key] = match }
    }
    let sorted = best.values.sorted { ($0.book, $0.entry) < ($1.book, $1.entry) }
    return sorted.filter { match in
      guard books[match.book].matching == .first else { return true }
      let rivals = sorted.filter { $0.book == match.book }
      let ahead = rivals.first { $0.precedence.isForBackend } ?? rivals.first
      return ahead?.entry == match.entry
    }
  }

  /// Of a later book's entry for the instants that it covers, else of an earlier one's.
  func row(
    of id: String, at instant: Instant, where holds: (PriceCondition) -> Bool
  ) -> PricedRow? {
    for (book, entry) in index.entries(id: id).reversed() {
      let entry = books[book].entry(entry)
      let rows = entry.rows.filter { $0.holds(at: instant) && holds($0.condition) }
      if let row = rows.first(where: { !$0.condition.isEmpty }) ?? rows.first {
        return PricedRow(book: books[book], entry: entry, row: row)
      }
    }
    return nil
  }

  /// What one unit of a book's currency is in another, as a fraction; nil where no rate is known.
  ///
  /// A book that holds the rates of both currencies joins them; a later book comes first.
  func exchange(from source: String, to target: String, at instant: Instant) -> Exchange? {
    if source == target { return .same }
    for book in books.reversed() {
      func rate(_ currency: String) -> ExactDecimal? {
        if book.currency == currency { return .one }
        return book.exchange[currency]?.last { $0.from <= instant }?.rate
      }
      if let multiplier = rate(source), let divisor = rate(target) {
        return Exchange(multiplier: multiplier, divisor: divisor)
      }
    }
    return nil
  }
}

/// What one unit of a currency is in another: `multiplier ÷ divisor`.
package struct Exchange: Hashable, Sendable {
  let multiplier: ExactDecimal
  let divisor: ExactDecimal

  static let same = Exchange(multiplier: .one, divisor: .one)

  package func convert(_ amount: ExactDecimal) throws -> ExactDecimal {
    try amount.times(multiplier, dividedBy: divisor)
  }

  /// From the target back to the source.
  package func revert(_ amount: ExactDecimal) throws -> ExactDecimal {
    try amount.times(divisor, dividedBy: multiplier)
  }
}
