package import ConfigurationText
import ExactNumbers
package import Metering

/// The time zone of a name of the IANA database; nil where there is none of that name.
package typealias ZoneLookup = @Sendable (String) -> ZoneOffsets?

extension PriceBook {
  /// Reads a book; `file` is its name in messages. Throws what is wrong first.
  package init(
    parsing yaml: String, file: String, zones: @escaping ZoneLookup = PriceBook.knowsUTC
  ) throws(ConfigurationError) {
    let reader = BookReader(yaml, file: file, zones: zones)
    if let error = reader.errors.first { throw error }
    self = reader.book
  }

  /// Reads what can be read of a book, with all that is wrong in it.
  package static func read(
    _ yaml: String, file: String, zones: @escaping ZoneLookup = knowsUTC
  ) -> (book: PriceBook, errors: [ConfigurationError]) {
    let reader = BookReader(yaml, file: file, zones: zones)
    return (reader.book, reader.errors)
  }

  package static let knowsUTC: @Sendable (String) -> ZoneOffsets? = { $0 == "UTC" ? .utc : nil }
}

/// The reading of one book, part by part: an error in one price does not hide those of the next.
private struct BookReader {
  var book: PriceBook
  var errors: [ConfigurationError] = []
  let zones: ZoneLookup

  private static let keys = [
    "tariff", "name", "currency", "checked", "matching", "assume", "backends", "prices", "contract",
    "fx",
  ]

  init(_ yaml: String, file: String, zones: @escaping ZoneLookup) {
    book = PriceBook(name: file, currency: "", digest: StableDigest.of(yaml))
    self.zones = zones
    attempt { (reader) throws(ConfigurationError) in
      let root = try ConfigurationNode(parsing: yaml, file: file)
      let entries = try root.entries("a price book")
      try Self.requireHeader(root, entries)
      reader.attempt { (_) throws(ConfigurationError) in
        try Self.requireCurrency(root, entries)
      }
      for entry in entries {
        reader.attempt { (reader) throws(ConfigurationError) in
          try entry.require(oneOf: Self.keys)
          try reader.read(entry)
        }
      }
      try reader.refuseRepeatedIDs(root)
      reader.refuseTwoUnits(file: root.file)
    }
    errors.sort { ($0.line, $0.column) < ($1.line, $1.column) }
  }

  private mutating func attempt(
    _ part: (inout BookReader) throws(ConfigurationError) -> Void
  ) {
    do { try part(&self) } catch { errors.append(error) }
  }

  private static func requireHeader(
    _ root: ConfigurationNode, _ entries: [ConfigurationNode.Entry]
  ) throws(ConfigurationError) {
    guard let header = entries.first(where: { $0.name == "tariff" }) else {
      throw root.error(found: "no key 'tariff'", expected: "'tariff: prices/1' at the top")
    }
    guard try header.value.text() == "prices/1" else {
      throw header.value.error(expected: "prices/1")
    }
  }

  private static func requireCurrency(
    _ root: ConfigurationNode, _ entries: [ConfigurationNode.Entry]
  ) throws(ConfigurationError) {
    guard entries.contains(where: { $0.name == "currency" }) else {
      throw root.error(found: "no key 'currency'", expected: "a currency such as 'currency: USD'")
    }
  }

  /// Reads one key of the book with what stands under it.
  private mutating func read(_ entry: ConfigurationNode.Entry) throws(ConfigurationError) {
    switch entry.name {
    case "name": book.name = try entry.value.text("a name")
    case "currency": book.currency = try entry.value.currency()
    case "checked":
      let date = try entry.value.text("a date")
      guard CivilDate(parsing: date) != nil else {
        throw entry.value.error(expected: "a date such as 2026-10-31")
      }
      book.checked = date
      book.checkedPlace = entry.value.place
    case "matching":
      let known = PriceBook.Matching.allCases.map(\.rawValue)
      guard let matching = PriceBook.Matching(rawValue: try entry.value.text("a rule")) else {
        throw entry.value.error(expected: "one of \(known.joined(separator: ", "))")
      }
      book.matching = matching
    case "assume": book.unsplit = try PriceBook.split(entry.value)
    case "backends":
      for backend in try entry.value.entries("names of backends with what prices them") {
        book.backends.append((backend.name, try backend.value.text("the name of a price")))
      }
    case "prices":
      for price in try entry.value.elements("a list of prices") {
        attempt { (reader) throws(ConfigurationError) in
          reader.book.entries.append(try PriceEntry(price, zones: reader.zones))
        }
      }
    case "contract":
      for term in try entry.value.elements("a list of terms") {
        attempt { (reader) throws(ConfigurationError) in
          reader.book.terms.append(try ContractTerm(term))
        }
      }
    case "fx": try readExchange(entry.value)
    default: break
    }
  }

  private mutating func readExchange(_ node: ConfigurationNode) throws(ConfigurationError) {
    for entry in try node.entries("currencies with dated rates") {
      var rates: [ExchangeRate] = []
      for item in try entry.value.elements("a list of {from, rate}") {
        let fields = try item.entries(knowing: ["from", "rate"], "{from: DATE, rate: NUMBER}")
        var rate = ExchangeRate(from: .distantPast, rate: .zero)
        for field in fields {
          if field.name == "from" { rate.from = try field.value.instant() }
          if field.name == "rate" { rate.rate = try field.value.nonNegativeDecimal() }
        }
        guard rate.rate > .zero else { throw item.error(expected: "a rate above 0") }
        if rates.contains(where: { $0.from == rate.from }) {
          throw item.error(found: "two rates of one day", expected: "a 'from' of its own")
        }
        rates.append(rate)
      }
      book.exchange[try entry.key.currency()] = rates.sorted { $0.from < $1.from }
    }
  }

  /// A meter has one unit everywhere in a book.
  private mutating func refuseTwoUnits(file: String) {
    var known: [String: MeterUnit] = [:]
    let units = book.entries.flatMap(\.rows).flatMap(\.units) + book.terms.flatMap(\.units)
    for unit in units.sorted(by: {
      ($0.place.line, $0.place.column) < ($1.place.line, $1.place.column)
    }) {
      guard let first = known[unit.meter] else {
        known[unit.meter] = unit
        book.units[unit.meter] = unit.unit
        continue
      }
      guard !MeterUnit.isSame(unit.unit, first.unit) else { continue }
      errors.append(
        ConfigurationError(
          file: file, line: unit.place.line, column: unit.place.column,
          found: "the unit '\(unit.unit)' of \(unit.meter)",
          expected: "'\(first.unit)', its unit in line \(first.place.line)"))
    }
  }

  private mutating func refuseRepeatedIDs(
    _ root: ConfigurationNode
  ) throws(ConfigurationError) {
    var seen: Set<String> = []
    for entry in book.entries where !seen.insert(entry.id).inserted {
      errors.append(
        ConfigurationError(
          file: root.file, line: entry.place.line, column: entry.place.column,
          found: "the id '\(entry.id)' twice",
          expected: "one entry an id, with a row for each date"))
    }
    var names: Set<String> = []
    for term in book.terms where !names.insert(term.name).inserted {
      errors.append(
        ConfigurationError(
          file: root.file, line: term.place.line, column: term.place.column,
          found: "the term '\(term.name)' twice", expected: "a name of its own for each term"))
    }
  }
}

extension PriceBook {
  /// An assumed split as a book writes it: `{unsplit: {input: 30%, output: 70%}}`.
  static func split(_ node: ConfigurationNode) throws(ConfigurationError) -> [MeterShare] {
    var shares: [MeterShare] = []
    for assumption in try node.entries(knowing: ["unsplit"], "{unsplit: {…}}") {
      for part in try assumption.value.entries("meters with their shares") {
        shares.append(MeterShare(meter: part.name.meterName, share: try part.value.percent()))
      }
    }
    guard shares.reduce(ExactDecimal.zero, { $0 + $1.share }) == .one else {
      throw node.error(
        found: "shares that don't add up to 100%", expected: "input: 30%, output: 70% or the like")
    }
    return shares
  }
}

extension ConfigurationNode.Entry {
  func require(oneOf keys: [String]) throws(ConfigurationError) {
    guard !keys.contains(name) else { return }
    throw key.error(
      found: "the unknown key '\(name)'", expected: "one of \(keys.joined(separator: ", "))")
  }
}

extension ConfigurationNode {
  var place: TextPlace {
    var place = TextPlace()
    place.line = line
    place.column = column
    return place
  }

  func currency() throws(ConfigurationError) -> String {
    let text = try text("a currency")
    guard text.utf8.count == 3, text.utf8.allSatisfy({ 65...90 ~= $0 }) else {
      throw error(expected: "a currency of three capital letters, such as USD")
    }
    return text
  }

  /// An instant as a book writes it: a date (midnight UTC) or a date-time with a zone.
  func instant() throws(ConfigurationError) -> Instant {
    let text = try text("a date")
    if let date = CivilDate(parsing: text) { return date.utcMidnight }
    guard let value = DateTimeText(parsing: text), value.hasZone else {
      throw error(expected: "a date such as 2026-10-31, or a date-time with a zone")
    }
    return value.asUTC
  }

  /// One pattern, or a list of them.
  func patterns() throws(ConfigurationError) -> [NamePattern] {
    guard case .list(let elements) = content else { return [try NamePattern(self)] }
    var patterns: [NamePattern] = []
    for element in elements { patterns.append(try NamePattern(element)) }
    return patterns
  }
}

extension String {
  /// A meter's name without `_tokens`: how books may and do write it.
  package var meterName: String { MeterDefinition.nameInBooks(of: self) }
}
