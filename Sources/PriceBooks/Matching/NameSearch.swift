/// The search for the price that a name belongs to: all entries that fit it, in the order in which
/// they are asked for a row.
///
/// The last layer of books comes first. Of a layer the first name that fits some entry is the one
/// that counts, and of the entries that it fits the one with the highest precedence; where that has
/// no row at the instant, the layer before is asked.
struct NameSearch: Sendable {
  /// A name that was tried in a layer.
  struct Attempt: Sendable {
    let name: String
    /// The entries that it fits, the one that comes first at the front.
    let matches: [EntryMatch]
    /// Entries that it fits in a book of which the first entry wins, and that are not that one.
    let passedOver: [EntryMatch]
  }

  /// What was tried in a layer of books.
  struct Step: Sendable {
    /// The books in use from the first of the layer on: those that may replace one of its entries.
    let firstBook: Int
    let attempts: [Attempt]

    /// The attempt that counts.
    var decisive: Attempt? { attempts.first { !$0.matches.isEmpty } }

    /// The ids of the prices that come first; more than one where the name is ambiguous.
    var ids: [String] { decisive.map(\.firstIDs) ?? [] }
  }

  var steps: [Step] = []

  /// The ids of prices that the name may belong to, each once.
  var ids: Set<String> { Set(steps.flatMap(\.ids)) }
}

extension NameSearch.Attempt {
  /// The ids of the entries that no other one precedes, each once.
  var firstIDs: [String] {
    guard let best = matches.first else { return [] }
    var seen: Set<String> = []
    return matches.filter { $0.precedence == best.precedence }.map(\.id)
      .filter { seen.insert($0).inserted }
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

/// Which of the entries of a layer that a name fits comes first, the greater: those for its backend,
/// then the better pattern, then the later of the books that the program carries.
struct MatchPrecedence: Comparable, Sendable {
  let isForBackend: Bool
  let pattern: Int
  let book: Int

  static func < (left: Self, right: Self) -> Bool {
    (left.isForBackend ? 1 : 0, left.pattern, left.book)
      < (right.isForBackend ? 1 : 0, right.pattern, right.book)
  }
}
