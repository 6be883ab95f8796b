import Metering

/// Finds the entries of all books in use by their names and ids, without trying every pattern.
struct PriceIndex: Sendable {
  /// Where an entry lies among the books in use.
  struct Place: Hashable {
    let book: Int
    let entry: Int
  }

  /// An entry, and one of its patterns that fits a name.
  struct Candidate {
    let place: Place
    let pattern: NamePattern
  }

  /// A book's store, and the book's number there.
  private let homes: [(store: any EntryStore, number: Int)]
  private let shelves: [Shelf]
  private let openNames: OpenNames
  /// Of entries that ignore case.
  private let foldedNames: OpenNames

  init(_ books: [PriceBook]) {
    homes = books.map(\.store)
    shelves = Self.shelves(homes)
    openNames = OpenNames(shelves.flatMap { $0.openNames(ignoringCase: false) }) { $0 }
    foldedNames = OpenNames(shelves.flatMap { $0.openNames(ignoringCase: true) }) { $0.folded }
  }

  private static func shelves(_ homes: [(store: any EntryStore, number: Int)]) -> [Shelf] {
    var shelves: [Shelf] = []
    for (book, home) in homes.enumerated() {
      let shelf = shelves.firstIndex { $0.store === home.store } ?? shelves.count
      if shelf == shelves.count { shelves.append(Shelf(store: home.store)) }
      shelves[shelf].books[home.number] = book
    }
    return shelves
  }

  func entry(_ place: Place) -> PriceEntry { homes[place.book].store.entry(place.entry) }

  /// The entries of an id, in the order of their books.
  func entries(id: String) -> [Place] {
    let places = shelves.flatMap { shelf in
      shelf.store.entries(id: id).compactMap(shelf.place)
    }
    return places.sorted { ($0.book, $0.entry) < ($1.book, $1.entry) }
  }

  /// All entries with a pattern that fits a name; an entry may come more than once.
  func candidates(_ name: String) -> [Candidate] {
    let exact = shelves.flatMap { shelf in
      shelf.store.entries(named: name).compactMap { found in
        shelf.place(found.place).map { Candidate(place: $0, pattern: found.pattern) }
      }
    }
    let open = openNames.matching(name) + foldedNames.matching(name.asciiLowercased)
    return exact + open.map { Candidate(place: $0.place, pattern: $0.pattern) }
  }

  /// The instants, hours and contexts at which some price of a book changes, in no order.
  func boundaries(ofBook book: Int) -> PriceBoundaries {
    homes[book].store.boundaries(ofBook: homes[book].number)
  }

  /// The ids of all prices that begin so, each once, ascending.
  func ids(startingWith prefix: String) -> [String] {
    var seen: Set<NameBytes> = []
    return shelves.flatMap { $0.store.ids(startingWith: prefix) }
      .filter { seen.insert(NameBytes($0)).inserted && !entries(id: $0).isEmpty }
      .sorted { $0.precedesBytewise($1) }
  }

  /// The ids of prices with a cost of the month, each once, in the order of the books.
  var fixedPriceIDs: [String] {
    var seen: Set<NameBytes> = []
    return shelves.flatMap(\.store.fixedPriceIDs).filter { seen.insert(NameBytes($0)).inserted }
  }
}

/// A store of entries, with the number among the books in use of each of its books that is one.
private struct Shelf {
  let store: any EntryStore
  var books: [Int: Int] = [:]

  func place(_ place: EntryPlace) -> PriceIndex.Place? {
    books[place.book].map { PriceIndex.Place(book: $0, entry: place.entry) }
  }

  func openNames(ignoringCase: Bool) -> [OpenNames.Name] {
    store.openNames.compactMap { name in
      guard name.ignoresCase == ignoringCase else { return nil }
      return place(name.place).map { OpenNames.Name(pattern: name.pattern, place: $0) }
    }
  }
}
