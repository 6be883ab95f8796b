import Metering

extension PriceBooks {
  /// Looks for the price of usage by its names; each pair of names is looked for once.
  func search(backend: String, model: String?) -> NameSearch {
    memory.search(ResolutionMemory.Key(backend: backend, model: model)) {
      search(names(backend: backend, model: model), backend: backend)
    }
  }

  /// Looks for a price under the first of some names that fits one.
  func search(_ names: [TriedName], backend: String) -> NameSearch {
    NameSearch(names) { matches(of: $0, backend: backend) }
  }

  /// Names in the order in which they are tried.
  func names(backend: String, model: String?) -> [TriedName] {
    if let model { return [TriedName(text: "\(backend)/\(model)"), TriedName(text: model)] }
    let alias = books.reversed().lazy.compactMap { book in
      book.backends.first { $0.backend.utf8.elementsEqual(backend.utf8) }?.name
    }.first
    return (alias.map { [TriedName(text: $0, isAlias: true)] } ?? []) + [TriedName(text: backend)]
  }

  /// The entries that a name fits, each once, by its best pattern; of a book in which the first one
  /// wins that one alone.
  func matches(of name: TriedName, backend: String) -> [EntryMatch] {
    var best: [PriceIndex.Place: EntryMatch] = [:]
    for candidate in candidates(name) {
      guard let match = match(candidate, backend: backend) else { continue }
      let known = best[match.place]
      if known.map({ $0.precedence < match.precedence }) ?? true { best[match.place] = match }
    }
    let sorted = best.values.sorted {
      ($0.place.book, $0.place.entry) < ($1.place.book, $1.place.entry)
    }
    return sorted.filter { match in
      guard books[match.place.book].matching == .first else { return true }
      let rivals = sorted.filter { $0.place.book == match.place.book }
      let ahead = rivals.first { $0.precedence.isForBackend } ?? rivals.first
      return ahead?.place == match.place
    }
  }

  private func candidates(_ name: TriedName) -> [PriceIndex.Candidate] {
    guard name.isAlias else { return index.candidates(name.text) }
    let named = index.entries(id: name.text).map {
      PriceIndex.Candidate(place: $0, pattern: .exact(name.text))
    }
    return index.candidates(name.text) + named
  }

  /// nil where the entry is for other backends.
  private func match(_ candidate: PriceIndex.Candidate, backend: String) -> EntryMatch? {
    let entry = index.entry(candidate.place)
    let holds = entry.backends.contains { $0.matches(backend) }
    guard entry.backends.isEmpty || holds else { return nil }
    return EntryMatch(
      place: candidate.place, id: entry.id, pattern: candidate.pattern,
      precedence: MatchPrecedence(
        isForBackend: holds, pattern: candidate.pattern.precedence, book: candidate.place.book))
  }
}
