import Metering
import Names
import Synchronization

/// Finds the entries whose names match, without asking every pattern of every book.
final class PriceIndex: Sendable {
  /// An entry, and how well one of its patterns fits a name.
  struct Candidate: Hashable {
    let book: Int
    let entry: Int
    let pattern: NamePattern
  }

  /// A pattern that has to be tried, with what every name it fits begins with.
  fileprivate struct Open {
    let candidate: Candidate
    let glob: Glob?
    /// A regex by its text, as ``NamePattern/regex(_:)``.
    let regex: String?
    let prefix: String
  }

  fileprivate struct Names {
    var exact: [String: [Candidate]] = [:]
    /// By the first byte of what they begin with; nil where that is not known.
    var open: [UInt8?: [Open]] = [:]
  }

  private let names: Names
  /// Of entries that ignore case.
  private let foldedNames: Names
  /// Books that are read as they are asked, each with the numbers here of its books.
  private let prepared: [(books: PreparedBooks, numbers: [Int: Int])]
  private let entriesByID: [String: [(book: Int, entry: Int)]]
  private let regexes = Mutex<[String: NameRegex]>([:])

  init(_ books: [PriceBook]) {
    var names = Names()
    var folded = Names()
    var entriesByID: [String: [(book: Int, entry: Int)]] = [:]
    var prepared: [(books: PreparedBooks, numbers: [Int: Int])] = []
    for (bookIndex, book) in books.enumerated() {
      if let part = book.prepared {
        if prepared.last?.books !== part.books { prepared.append((part.books, [:])) }
        prepared[prepared.count - 1].numbers[part.number] = bookIndex
        continue
      }
      for (entryIndex, entry) in book.entries.enumerated() {
        entriesByID[entry.id, default: []].append((bookIndex, entryIndex))
        for pattern in entry.patterns {
          let candidate = Candidate(book: bookIndex, entry: entryIndex, pattern: pattern)
          if entry.ignoresCase {
            folded.add(candidate, pattern.folded)
          } else {
            names.add(candidate, pattern)
          }
        }
      }
    }
    for (books, numbers) in prepared {
      for (glob, place) in books.globs {
        guard let book = numbers[place.book] else { continue }
        let pattern = NamePattern.glob(glob)
        names.add(Candidate(book: book, entry: place.entry, pattern: pattern), pattern)
      }
    }
    self.prepared = prepared
    self.names = names
    foldedNames = folded
    self.entriesByID = entriesByID
  }

  /// The entries of an id, in the order of their books.
  func entries(id: String) -> [(book: Int, entry: Int)] {
    let own = entriesByID[id] ?? []
    let others = prepared.flatMap { part in
      part.books.entries(id: id).compactMap { place in
        part.numbers[place.book].map { (book: $0, entry: place.entry) }
      }
    }
    return others.isEmpty ? own : (others + own).sorted { $0.book < $1.book }
  }

  /// All entries with a pattern that matches; an entry may come more than once.
  func candidates(_ name: String) -> [Candidate] {
    var found = candidates(name, in: names)
    for part in prepared {
      for place in part.books.named(name) {
        guard let book = part.numbers[place.book] else { continue }
        found.append(Candidate(book: book, entry: place.entry, pattern: .exact(name)))
      }
    }
    return found + candidates(name.asciiLowercased, in: foldedNames)
  }

  private func candidates(_ name: String, in names: Names) -> [Candidate] {
    // Dictionaries take canonically equivalent texts for equal; names are bytes.
    var found = (names.exact[name] ?? []).filter { candidate in
      guard case .exact(let text) = candidate.pattern else { return true }
      return [text, text.asciiLowercased].contains { $0.utf8.elementsEqual(name.utf8) }
    }
    let keys: [UInt8?] = name.utf8.first.map { [$0, nil] } ?? [nil]
    for key in keys {
      for open in names.open[key] ?? [] where name.utf8.starts(with: open.prefix.utf8) {
        if matches(open, name) { found.append(open.candidate) }
      }
    }
    return found
  }

  private func matches(_ open: Open, _ name: String) -> Bool {
    if let glob = open.glob { return glob.matches(name) }
    guard let pattern = open.regex else { return false }
    return regexes.withLock { regexes in
      if regexes[pattern] == nil { regexes[pattern] = NameRegex(pattern) }
      return regexes[pattern]?.matches(name) ?? false
    }
  }
}

extension PriceIndex.Names {
  fileprivate mutating func add(_ candidate: PriceIndex.Candidate, _ pattern: NamePattern) {
    switch pattern {
    case .exact(let text): exact[text, default: []].append(candidate)
    case .glob(let text):
      let prefix = String(text.prefix { $0 != "*" })
      add(PriceIndex.Open(candidate: candidate, glob: Glob(text), regex: nil, prefix: prefix))
    case .regex(let text):
      let prefix = text.hasPrefix("(?i)") ? "" : NameRegex.literalPrefix(of: text)
      add(PriceIndex.Open(candidate: candidate, glob: nil, regex: text, prefix: prefix))
    }
  }

  private mutating func add(_ pattern: PriceIndex.Open) {
    open[pattern.prefix.utf8.first, default: []].append(pattern)
  }
}
