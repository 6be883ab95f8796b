import Metering

extension PriceCheck {
  /// Prices that another one of the book hides on a backend: `BACKEND/MODEL` is tried before `MODEL`.
  mutating func checkHiddenNames() {
    let books = PriceBooks([book])
    let entries = Dictionary(book.entries.map { ($0.id, $0) }) { first, _ in first }
    var reported: Set<[String]> = []
    for (name, backend) in qualifiedNames {
      let attempts = books.search(backend: backend, model: name).steps.first?.attempts ?? []
      guard attempts.count == 2, let first = attempts[0].matches.first,
        let hidden = attempts[1].matches.first, hidden.id != first.id,
        !hidden.precedence.isForBackend || first.precedence.isForBackend,
        reported.insert([hidden.id, first.id, backend]).inserted,
        let entry = entries[hidden.id], let other = entries[first.id], !entry.costsSame(as: other)
      else { continue }
      add(
        .warning, entry.place,
        "'\(hidden.id)' is hidden on the backend '\(backend)': '\(backend)/\(name)' is tried before "
          + "'\(name)', and fits '\(first.id)'")
    }
  }

  /// The exact names of models in the book, each with every backend for which some pattern of the
  /// book fits `BACKEND/MODEL`; names with a slash of their own say what they are for.
  private var qualifiedNames: [(name: String, backend: String)] {
    let patterns = book.entries.flatMap { entry in
      entry.ignoresCase ? entry.patterns.map(\.folded) : entry.patterns
    }
    var names: Set<String> = []
    var qualified: [(name: String, backend: String)] = []
    for case .exact(let name) in patterns where !name.contains("/") { names.insert(name) }
    for pattern in patterns {
      let parts = pattern.literalStart.split(separator: "/", maxSplits: 1)
      guard pattern.literalStart.contains("/"), let backend = parts.first.map(String.init)
      else { continue }
      if case .exact = pattern {
        let name = parts.count == 2 ? String(parts[1]) : ""
        if names.contains(name) { qualified.append((name, backend)) }
      } else {
        let fitting = names.filter { pattern.matches("\(backend)/\($0)") }
        qualified += fitting.sorted { $0.precedesBytewise($1) }.map { ($0, backend) }
      }
    }
    return qualified
  }
}

extension PriceEntry {
  /// Whether everything costs the same by another price, at all times.
  fileprivate func costsSame(as other: PriceEntry) -> Bool {
    rows.elementsEqual(other.rows) {
      $0.time == $1.time && $0.condition == $1.condition && $0.rates == $1.rates
        && $0.fallbacks == $1.fallbacks && $0.tiers == $1.tiers && $0.fixed == $1.fixed
    }
  }
}

extension NamePattern {
  /// What every name that it fits begins with.
  fileprivate var literalStart: String {
    switch self {
    case .exact(let text): text
    case .glob(let text): String(text.prefix { $0 != "*" })
    case .regex(let text): NameRegex.literalPrefix(of: text)
    }
  }
}
