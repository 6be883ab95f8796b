import Metering
import PriceBooks
import TestSupport
import Testing

/// Which price a name belongs to, for random books in layers: the rules of the price language, said
/// again as plainly as can be, give the same row.
struct `The last book that has a price decides` {
  @Test(arguments: 1...400)
  func `whatever the books say`(seed: Int) throws {
    var random = SeededNumbers(seed)
    let layers = (0..<1 + random.below(3)).map { LayerBook(&random, number: $0) }
    let books = PriceBooks(
      try layers.map { try PriceBook(parsing: $0.yaml, file: $0.name) })
    for backend in LayerBook.backends {
      for model in LayerBook.models {
        for day in [0, 5, 15, 25] {
          let answer = books.resolve(
            backend: backend, model: model, serviceTier: "standard", at: Instant(utcDay: day))
          let expected = LayerBook.price(backend, model, day, layers)
          #expect(text(answer) == expected, "\(backend) \(model ?? "-") on day \(day)")
          let explained = books.explain(
            PriceQuestion(backend: backend, model: model, instant: Instant(utcDay: day)))
          #expect(text(explained.resolution) == expected)
          expectReasons(explained)
        }
      }
    }
  }

  private func text(_ resolution: Resolution) -> String {
    switch resolution {
    case .priced(let row): "\(row.entry.id) of \(row.book.name)"
    case .unpriced(let reason): reason.rawValue
    }
  }

  /// What fits and is not the price says why; of what fits one is the price, unless a later book has
  /// taken its id, or there is none.
  private func expectReasons(_ explanation: PriceExplanation) {
    let winners = explanation.fits.filter { $0.loss == nil }
    guard case .priced(let row) = explanation.resolution else {
      #expect(winners.isEmpty)
      return
    }
    #expect(winners.count <= 1)
    #expect(winners.allSatisfy { $0.entry.id == row.entry.id && $0.book.name == row.book.name })
  }
}

/// A small book as plain values.
private struct LayerBook {
  static let backends = ["m", "k"]
  static let models: [String?] = ["a", "ab", "b", nil]
  private static let patterns = ["a", "a*", "*b", "m/a", "m/*", "k/ab", "b", "m"]

  struct Entry {
    var id: String
    var patterns: [String]
    var backend: String?
    /// Days since 1970.
    var from: Int
    var until: Int
  }

  var name: String
  var entries: [Entry] = []
  var aliases: [(backend: String, name: String)] = []

  init(_ random: inout SeededNumbers, number: Int) {
    name = "book\(number)"
    for id in ["p", "q", "a", "m/a"] where random.chance(60) {
      let from = random.pick([0, 10])
      entries.append(
        Entry(
          id: id,
          patterns: (0..<random.below(3)).map { _ in random.pick(Self.patterns) },
          backend: random.chance(25) ? random.pick(Self.backends) : nil, from: from,
          until: from + random.pick([10, 100])))
    }
    for backend in Self.backends where random.chance(30) {
      aliases.append((backend, random.pick(["p", "a", "ab"])))
    }
  }

  var yaml: String {
    var lines = ["tariff: prices/1", "name: \(name)", "currency: USD"]
    lines += aliases.isEmpty ? [] : ["backends:"]
    lines += aliases.map { "  \($0.backend): \($0.name)" }
    lines.append("prices:")
    for entry in entries {
      lines.append("  - id: \(entry.id)")
      let names = entry.patterns.map { "\"\($0)\"" }.joined(separator: ", ")
      if !entry.patterns.isEmpty { lines.append("    match: [\(names)]") }
      if let backend = entry.backend { lines.append("    backend: \(backend)") }
      let days = [entry.from, entry.until].map { CivilDate(dayNumber: $0).description }
      lines.append("    rates: [{from: \(days[0]), until: \(days[1]), per: 1, input: 1}]")
    }
    if entries.isEmpty { lines[lines.count - 1] = "prices: []" }
    return lines.joined(separator: "\n")
  }
}

extension LayerBook {
  /// The price of usage: the rules one by one.
  static func price(
    _ backend: String, _ model: String?, _ day: Int, _ layers: [LayerBook]
  ) -> String {
    var search = Search(layers: layers, backend: backend, day: day)
    if let model {
      for number in layers.indices.reversed() {
        if let found = search.ask(number, ["\(backend)/\(model)", model]) { return found }
      }
      return search.isNamed ? "no_row_at_date" : "no_match"
    }
    var isNamed = false
    for number in layers.indices.reversed() {
      if let alias = layers[number].aliases.first(where: { $0.backend == backend })?.name {
        var other = Search(layers: layers, backend: backend, day: day)
        for number in layers.indices.reversed() {
          if let found = other.ask(number, [alias], orID: true) { return found }
        }
        search.waiting += other.waiting
        isNamed = isNamed || other.isNamed
      }
      if let found = search.ask(number, [backend]) { return found }
    }
    return search.isNamed || isNamed ? "no_row_at_date" : "no_match"
  }

  private struct Search {
    let layers: [LayerBook]
    let backend: String
    let day: Int
    /// Ids that later books give the name, and that have had no row so far.
    var waiting: [String] = []
    var isNamed = false

    /// What a book says of the first of some names that it knows; nil where it has no row.
    mutating func ask(_ number: Int, _ names: [String], orID: Bool = false) -> String? {
      var first: [Entry] = []
      for name in names where first.isEmpty {
        first = best(layers[number].entries, name, orID: orID)
      }
      let ids = first.map(\.id)
      isNamed = isNamed || !ids.isEmpty
      if ids.count > 1 { return ids.contains { row($0, number) != nil } ? "ambiguous" : later(ids) }
      for id in ids + waiting {
        if let found = row(id, number) { return found }
      }
      return later(ids)
    }

    private mutating func later(_ ids: [String]) -> String? {
      waiting += ids
      return nil
    }

    /// The entries that come first for a name.
    private func best(_ entries: [Entry], _ name: String, orID: Bool) -> [Entry] {
      let ranked = entries.compactMap { entry -> (entry: Entry, rank: Int)? in
        guard entry.backend == nil || entry.backend == backend else { return nil }
        let patterns = entry.patterns.isEmpty ? [entry.id] : entry.patterns
        let ranks = patterns.compactMap { LayerBook.rank($0, name) }
        let isNamed = orID && entry.id == name
        guard let rank = (ranks + (isNamed ? [1000] : [])).max() else { return nil }
        return (entry, rank + (entry.backend == nil ? 0 : 10_000))
      }
      let top = ranked.map(\.rank).max()
      return ranked.filter { $0.rank == top }.map(\.entry)
    }

    /// The row of a price: of the last book that has one, from this book on.
    private func row(_ id: String, _ first: Int) -> String? {
      layers[first...].reversed().first { layer in
        layer.entries.contains { $0.id == id && $0.from <= day && day < $0.until }
      }.map { "\(id) of \($0.name)" }
    }
  }

  /// How exact a pattern is for a name; nil where it does not fit. Globs here have one star.
  private static func rank(_ pattern: String, _ name: String) -> Int? {
    guard let star = pattern.firstIndex(of: "*") else { return pattern == name ? 1000 : nil }
    let (start, end) = (pattern[..<star], pattern[pattern.index(after: star)...])
    let fits = name.hasPrefix(start) && name.hasSuffix(end) && name.count >= start.count + end.count
    return fits ? start.count + end.count : nil
  }
}
