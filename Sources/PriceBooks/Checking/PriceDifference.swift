package import ExactNumbers
import Metering

/// The difference of two books: each rate, and whatever else decides what something costs.
package struct PriceDifference: Sendable {
  package enum Change: String, CaseIterable, Sendable {
    case added
    case removed
    case changed
  }

  /// What one of the books says: a rate, or a text as a book writes it.
  package enum Side: Hashable, Sendable {
    case rate(Rate, unit: String?)
    case text(String)
  }

  /// One thing that differs, and where in a book it stands.
  package struct Row: Sendable {
    package let change: Change
    /// The price's id; empty for what holds for the whole book.
    package let id: String
    /// From when it holds, as a book writes it; empty for always.
    package let from: String
    /// Conditions and context, as a book writes them; empty for none.
    package let when: String
    /// The meter of a rate, or what else differs: `currency`, `match`, `contract`.
    package let what: String
    package let before: Side?
    package let after: Side?
    fileprivate let isOneCurrency: Bool

    /// Of the price for one unit; nil where there is no price before, or it was 0, or the two are of
    /// different currencies or units.
    package var percent: ExactDecimal? {
      guard isOneCurrency, case .rate(let before, let unit) = before,
        case .rate(let after, let other) = after, unit == other, before.price > .zero,
        let new = try? after.price.times(before.per, dividedBy: after.per)
      else { return nil }
      let difference = ExactDecimal(units: (new - before.price).units * 100)
      return difference.divided(by: before.price, digits: 6)
    }
  }

  package let rows: [Row]
  /// The currencies of the two books.
  package let currencies: (before: String, after: String)

  /// Whether the two books' prices are amounts of one currency.
  package var isOneCurrency: Bool { currencies.before == currencies.after }

  package init(from old: PriceBook, to new: PriceBook) {
    let ids = Set(old.entries.map(\.id)).intersection(new.entries.map(\.id))
    let rowsOfBoth = PricedPlaces(old).rows.intersection(PricedPlaces(new).rows)
    let before = StatedPrices(old, comparing: ids, rowsOfBoth).sides
    let after = StatedPrices(new, comparing: ids, rowsOfBoth).sides
    currencies = (old.currency, new.currency)
    let isOneCurrency = old.currency == new.currency
    let keys = Set(before.keys).union(after.keys).sorted { $0.parts.precedes($1.parts) }
    rows = keys.compactMap { key in
      let (one, other) = (before[key], after[key])
      var isRate = false
      if case .rate = one { isRate = true }
      // The same number of another currency is another price.
      guard one != other || (isRate && !isOneCurrency) else { return nil }
      return Row(
        change: one == nil ? .added : other == nil ? .removed : .changed, id: key.id,
        from: key.from,
        when: key.when, what: key.what, before: one, after: other, isOneCurrency: isOneCurrency)
    }
  }
}

/// The place of a statement in a book. What several of stand at one place, such as names, are told
/// apart by what they are.
private struct StatedPlace: Hashable {
  var id = ""
  var from = ""
  var when = ""
  var what: String
  var name = ""

  var parts: [String] { [id, from, when, what, name] }
}

/// The rows of a book's prices: from when, and on which condition, what goes by an id costs something.
private struct PricedPlaces {
  let rows: Set<[String]>

  init(_ book: PriceBook) {
    rows = Set(book.entries.flatMap { entry in entry.rows.map { $0.place(in: entry) } })
  }
}

extension PriceRow {
  fileprivate func place(in entry: PriceEntry) -> [String] {
    [entry.id, from?.dateOrTimestamp ?? "", condition.fields.joined(separator: ", ")]
  }
}

/// All that a book says, by place. Of prices and rows that only one of two books has, the rates alone.
private struct StatedPrices {
  private(set) var sides: [StatedPlace: PriceDifference.Side] = [:]

  init(_ book: PriceBook, comparing ids: Set<String>, _ rows: Set<[String]>) {
    addTerms(of: book)
    for entry in book.entries {
      if ids.contains(entry.id) { addNames(of: entry) }
      for (index, row) in entry.rows.enumerated() {
        add(row, of: entry, book.units)
        guard rows.contains(row.place(in: entry)) else { continue }
        let next = entry.rows[(index + 1)...].first { $0.condition == row.condition }
        addWords(of: row, of: entry, isCutShort: row.until != next?.from)
      }
    }
  }

  private mutating func say(_ place: StatedPlace, _ text: String) {
    sides[place] = .text(text)
  }

  private mutating func addTerms(of book: PriceBook) {
    say(StatedPlace(what: "currency"), book.currency)
    if book.matching != .mostExact { say(StatedPlace(what: "matching"), book.matching.rawValue) }
    if let split = book.unsplit { say(StatedPlace(what: "unsplit"), PriceBook.text(split)) }
    for backend in book.backends {
      say(StatedPlace(what: "backend \(backend.backend)"), backend.name)
    }
    for (meter, unit) in book.units { say(StatedPlace(what: "unit of \(meter)"), unit) }
    for term in book.terms {
      say(StatedPlace(what: "contract \(term.name)"), term.text(book.units))
    }
    if book.terms.count > 1 {
      // Terms apply in their order.
      let names = book.terms.map { PriceBook.scalar($0.name) }
      say(StatedPlace(what: "order of contract"), names.joined(separator: ", "))
    }
    for (currency, rates) in book.exchange {
      for rate in rates {
        let from = rate.from == .distantPast ? "" : rate.from.dateOrTimestamp
        say(StatedPlace(from: from, what: "fx \(currency)"), rate.rate.description)
      }
    }
  }

  private mutating func addNames(of entry: PriceEntry) {
    let id = entry.id
    for pattern in entry.patterns {
      say(StatedPlace(id: id, what: "match", name: "\(pattern)"), "\(pattern)")
    }
    for pattern in entry.backends {
      say(StatedPlace(id: id, what: "backend", name: "\(pattern)"), "\(pattern)")
    }
    if entry.ignoresCase { say(StatedPlace(id: id, what: "ignore_case"), "true") }
    if let split = entry.unsplit {
      say(StatedPlace(id: id, what: "unsplit"), PriceBook.text(split))
    }
  }

  private mutating func add(
    _ row: PriceRow, of entry: PriceEntry, _ units: [String: String]
  ) {
    let place = row.place(in: entry)
    func rate(_ meter: String, _ rate: Rate, in tier: ContextTier? = nil, unit: String?) {
      let when = row.condition.fields + (tier.map { [$0.edgeText] } ?? [])
      let key = StatedPlace(
        id: entry.id, from: place[1], when: when.joined(separator: ", "), what: meter)
      sides[key] = .rate(rate, unit: unit)
    }
    for (meter, value) in row.rates { rate(meter, value, unit: units[meter]) }
    for tier in row.tiers {
      for (meter, value) in tier.rates { rate(meter, value, in: tier, unit: units[meter]) }
    }
    if let fixed = row.fixed {
      rate(ReservedMeter.fixed.name, Rate(price: fixed, per: .one), unit: "month")
    }
    if row.rates.isEmpty, row.fixed == nil {
      say(StatedPlace(id: entry.id, from: place[1], when: place[2], what: "rates"), "none")
    }
  }

  /// What a row says beside its rates.
  private mutating func addWords(of row: PriceRow, of entry: PriceEntry, isCutShort: Bool) {
    let place = row.place(in: entry)
    func say(_ what: String, _ text: String) {
      sides[StatedPlace(id: entry.id, from: place[1], when: place[2], what: what)] = .text(text)
    }
    for (meter, other) in row.fallbacks { say("\(meter) priced as", other) }
    if isCutShort, let until = row.until { say("until", until.dateOrTimestamp) }
  }
}
