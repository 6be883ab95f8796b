import Metering

extension PriceCheck {
  /// Two prices for one name, or a price that no name reaches.
  mutating func checkNames() {
    let books = PriceBooks([book])
    var reported: Set<Set<String>> = []
    for entry in book.entries {
      var isReached = false
      for (name, backend) in entry.examples {
        let rivals = books.rivals(name, backend)
        let asModel = books.search(backend: backend, model: name)
        isReached = isReached || asModel.ids.contains(entry.id)
        if rivals.contains(entry.id) { report(entry, rivals, name, backend, &reported) }
      }
      if !isReached, entry.patterns.contains(where: { !$0.examples.isEmpty && !$0.isRegex }) {
        add(
          .warning, entry.place,
          "'\(entry.id)' is never reached: other prices match its names first")
      }
    }
    checkOpenPatterns(books, &reported)
  }

  /// Globs and regexes that some name fits both of, though each one's own examples do not.
  private mutating func checkOpenPatterns(
    _ books: PriceBooks, _ reported: inout Set<Set<String>>
  ) {
    guard book.matching == .mostExact else { return }
    var groups: [String: [(entry: PriceEntry, pattern: NamePattern)]] = [:]
    for entry in book.entries {
      for pattern in entry.patterns {
        let own = entry.ignoresCase ? pattern.folded : pattern
        let rank = own.isExact ? own.description : String(own.precedence)
        groups["\(own.isExact) \(rank)", default: []].append((entry, own))
      }
    }
    for group in groups.sorted(by: { $0.key.precedesBytewise($1.key) }).map(\.value) {
      for (index, one) in group.enumerated() {
        for other in group[(index + 1)...] where one.entry.id != other.entry.id {
          for backend in one.entry.backends(with: other.entry) {
            for name in one.pattern.examples(with: other.pattern) {
              let rivals = books.rivals(name, backend)
              guard rivals.contains(one.entry.id), rivals.contains(other.entry.id) else { continue }
              report(other.entry, rivals, name, backend, &reported)
            }
          }
        }
      }
    }
  }

  /// Reports each pair of prices once, at the one that is listed last.
  private mutating func report(
    _ entry: PriceEntry, _ rivals: Set<String>, _ name: String, _ backend: String,
    _ reported: inout Set<Set<String>>
  ) {
    let others = rivals.subtracting([entry.id]).sorted { $0.precedesBytewise($1) }
    for rival in others where reported.insert([entry.id, rival]).inserted {
      let later = book.entries.last { $0.id == entry.id || $0.id == rival } ?? entry
      let earlier = later.id == entry.id ? rival : entry.id
      let on = backend.isEmpty ? "" : " on the backend '\(backend)'"
      add(
        .error, later.place,
        "'\(name)'\(on) is ambiguous between '\(earlier)' and '\(later.id)'; "
          + "make one of the patterns more exact")
    }
  }
}

extension PriceBooks {
  /// The prices that come first for a name; more than one where it is ambiguous.
  fileprivate func rivals(_ name: String, _ backend: String) -> Set<String> {
    search([TriedName(text: name)], backend: backend).ids
  }
}

extension PriceEntry {
  /// Names that it is for, each with a backend that it is for.
  fileprivate var examples: [(name: String, backend: String)] {
    let backends = backends.isEmpty ? [""] : backends.map { $0.examples.first ?? "" }
    return patterns.flatMap(\.examples).flatMap { name in backends.map { (name, $0) } }
  }

  /// Backends that two prices are for, one a pair of patterns; none where one of them comes first.
  fileprivate func backends(with other: PriceEntry) -> [String] {
    if backends.isEmpty, other.backends.isEmpty { return [""] }
    return backends.flatMap { one in other.backends.flatMap { one.examples(with: $0) } }
  }
}

extension NamePattern {
  fileprivate var isExact: Bool { if case .exact = self { true } else { false } }
  fileprivate var isRegex: Bool { if case .regex = self { true } else { false } }
}
