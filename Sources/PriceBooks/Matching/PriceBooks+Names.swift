import Metering

extension PriceBooks {
  /// Looks for the price of usage by its names; each pair of names is looked for once.
  ///
  /// The names of a model are `BACKEND/MODEL` and `MODEL`. Without a model, what a book's `backends:`
  /// say for the backend is looked for as if the usage had that name; then the backend's own.
  func search(backend: String, model: String?) -> NameSearch {
    memory.search(ResolutionMemory.Key(backend: backend, model: model)) {
      guard let model else { return search(backend: backend) }
      let names = [TriedName(text: "\(backend)/\(model)"), TriedName(text: model)]
      return search(names, backend: backend)
    }
  }

  /// Looks for the price of a name alone: it may be a model, or a backend that names none.
  func search(name: String) -> NameSearch {
    var search = search([TriedName(text: name)], backend: "")
    for alias in layers.reversed().compactMap({ alias(of: name, in: $0) }) {
      search.steps += self.search([TriedName(text: alias, isAlias: true)], backend: "").steps
    }
    return search
  }

  private func search(backend: String) -> NameSearch {
    let own = search([TriedName(text: backend)], backend: backend)
    var search = NameSearch()
    for (layer, step) in zip(layers.reversed(), own.steps) {
      if let alias = alias(of: backend, in: layer) {
        search.steps +=
          self.search([TriedName(text: alias, isAlias: true)], backend: backend).steps
      }
      search.steps.append(step)
    }
    return search
  }

  /// What the `backends:` of a layer say for a backend; the last of its books comes first.
  private func alias(of backend: String, in layer: Range<Int>) -> String? {
    books[layer].reversed().lazy.compactMap { book in
      book.backends.first { $0.backend.utf8.elementsEqual(backend.utf8) }?.name
    }.first
  }

  /// Tries names in each layer, the last layer first.
  func search(_ names: [TriedName], backend: String) -> NameSearch {
    let found = names.map { matches(of: $0, backend: backend) }
    var search = NameSearch()
    for layer in layers.reversed() {
      let attempts = zip(names, found).map { name, matches in
        attempt(name, matches.filter { layer.contains($0.place.book) })
      }
      search.steps.append(NameSearch.Step(firstBook: layer.lowerBound, attempts: attempts))
    }
    return search
  }

  private func attempt(_ name: TriedName, _ matches: [EntryMatch]) -> NameSearch.Attempt {
    let winners = matches.filter { isFirst($0, of: matches) }
    let others = matches.filter { !isFirst($0, of: matches) }
    return NameSearch.Attempt(
      name: name.text, matches: winners.sorted { $1.precedence < $0.precedence },
      passedOver: others)
  }

  /// Whether an entry is the first one of its book, if its book is one of which the first one wins.
  private func isFirst(_ match: EntryMatch, of matches: [EntryMatch]) -> Bool {
    guard books[match.place.book].matching == .first else { return true }
    let rivals = matches.filter { $0.place.book == match.place.book }
    let ahead = rivals.first { $0.precedence.isForBackend } ?? rivals.first
    return ahead?.place == match.place
  }

  /// The entries of all books that a name fits, each once, by its best pattern, in the books' order.
  private func matches(of name: TriedName, backend: String) -> [EntryMatch] {
    var best: [PriceIndex.Place: EntryMatch] = [:]
    for candidate in candidates(name) {
      guard let match = match(candidate, backend: backend) else { continue }
      let known = best[match.place]
      if known.map({ $0.precedence < match.precedence }) ?? true { best[match.place] = match }
    }
    return best.values.sorted {
      ($0.place.book, $0.place.entry) < ($1.place.book, $1.place.entry)
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
