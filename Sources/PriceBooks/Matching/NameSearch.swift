/// The search for the price that a name belongs to: the names that were tried, in order, up to the
/// first that some entry fits.
struct NameSearch: Sendable {
  /// A name that was tried, and the entries that it fits, the one that comes first at the front.
  struct Attempt: Sendable {
    let name: String
    let matches: [EntryMatch]
  }

  /// Which price the name belongs to.
  enum Outcome: Sendable {
    case price(id: String)
    /// Two entries fit equally well.
    case ambiguous
    case none
  }

  private(set) var attempts: [Attempt] = []
  private(set) var outcome = Outcome.none

  /// Tries names until one fits some entry; `matches` finds the entries, in any order.
  init(_ names: [TriedName], _ matches: (TriedName) -> [EntryMatch]) {
    for name in names {
      let matches = matches(name).sorted { $1.precedence < $0.precedence }
      attempts.append(Attempt(name: name.text, matches: matches))
      guard let best = matches.first else { continue }
      let rivals = Set(matches.filter { $0.precedence == best.precedence }.map(\.id))
      outcome = rivals.count == 1 ? .price(id: best.id) : .ambiguous
      return
    }
  }
}

/// A name under which a price is looked for.
struct TriedName {
  let text: String
  /// Whether a `backends:` entry says it: then it may be the id of a price, which need not be a
  /// model's name.
  var isAlias = false
}

/// An entry that a name fits, by the best of its patterns.
struct EntryMatch: Sendable {
  let place: PriceIndex.Place
  /// Of the entry.
  let id: String
  let pattern: NamePattern
  let precedence: MatchPrecedence
}

/// Which of the entries that a name fits comes first, the greater: those for its backend, then the
/// better pattern, then the later book.
struct MatchPrecedence: Comparable, Sendable {
  let isForBackend: Bool
  let pattern: Int
  let book: Int

  static func < (left: Self, right: Self) -> Bool {
    (left.isForBackend ? 1 : 0, left.pattern, left.book)
      < (right.isForBackend ? 1 : 0, right.pattern, right.book)
  }
}
