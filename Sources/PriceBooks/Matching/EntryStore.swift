import Metering

/// Where the entries of price books lie, and how one is found.
///
/// A book that was read from YAML has its entries in memory (``ListedEntries``); the books that the
/// program carries share one store of a prepared form, of which only what is asked for is read
/// (``PreparedBooks``). Nobody else need know which of the two a book is.
protocol EntryStore: AnyObject, Sendable {
  /// The entries with just this name, or with one that ignores its case.
  func entries(named name: String) -> [EntryName]
  /// All names that are globs or regexes.
  var openNames: [EntryName] { get }
  /// The entries of an id, in the order of their books.
  func entries(id: String) -> [EntryPlace]
  /// The entry that lies at a place.
  func entry(_ place: Int) -> PriceEntry
  /// All entries of a book, in its order.
  func entries(ofBook number: Int) -> [PriceEntry]
  /// All ids that begin so; one may come more than once.
  func ids(startingWith prefix: String) -> [String]
  /// The instants, hours and contexts at which some price of a book changes, in no order.
  func boundaries(ofBook number: Int) -> PriceBoundaries
  /// The ids of prices with a cost of the month, in the order of the books.
  var fixedPriceIDs: [String] { get }
}

/// Where an entry lies in its store.
struct EntryPlace: Hashable {
  /// The number of its book in the store.
  let book: Int
  let entry: Int
}

/// A name of an entry.
struct EntryName {
  let pattern: NamePattern
  let place: EntryPlace
  /// Whether it matches in any case of ASCII letters.
  let ignoresCase: Bool
}

/// The entries of one book, in memory.
final class ListedEntries: EntryStore {
  private let all: [PriceEntry]
  private let exactNames: [String: [EntryName]]
  private let placesByID: [String: [EntryPlace]]
  let openNames: [EntryName]

  init(_ entries: [PriceEntry]) {
    all = entries
    var open: [EntryName] = []
    var exact: [String: [EntryName]] = [:]
    var places: [String: [EntryPlace]] = [:]
    for (number, entry) in entries.enumerated() {
      let place = EntryPlace(book: 0, entry: number)
      places[entry.id, default: []].append(place)
      for pattern in entry.patterns {
        let name = EntryName(pattern: pattern, place: place, ignoresCase: entry.ignoresCase)
        if case .exact(let text) = pattern {
          exact[entry.ignoresCase ? text.asciiLowercased : text, default: []].append(name)
        } else {
          open.append(name)
        }
      }
    }
    (openNames, exactNames, placesByID) = (open, exact, places)
  }
}

extension ListedEntries {
  func entries(named name: String) -> [EntryName] {
    let folded = name.asciiLowercased
    let keys = folded == name ? [name] : [name, folded]
    // Dictionaries take canonically equivalent texts for equal; names are bytes.
    return keys.flatMap { exactNames[$0] ?? [] }.filter { candidate in
      guard case .exact(let text) = candidate.pattern else { return false }
      return candidate.ignoresCase
        ? text.asciiLowercased.utf8.elementsEqual(folded.utf8)
        : text.utf8.elementsEqual(name.utf8)
    }
  }

  func entries(id: String) -> [EntryPlace] {
    (placesByID[id] ?? []).filter { all[$0.entry].id.utf8.elementsEqual(id.utf8) }
  }

  func entry(_ place: Int) -> PriceEntry { all[place] }

  func entries(ofBook number: Int) -> [PriceEntry] { all }

  func ids(startingWith prefix: String) -> [String] {
    all.map(\.id).filter { $0.utf8.starts(with: prefix.utf8) }
  }

  func boundaries(ofBook number: Int) -> PriceBoundaries {
    var boundaries = PriceBoundaries()
    for entry in all { boundaries.formUnion(entry.boundaries) }
    return boundaries
  }

  var fixedPriceIDs: [String] {
    all.filter { entry in entry.rows.contains { $0.fixed != nil } }.map(\.id)
  }
}
