package import ConfigurationText
package import ExactNumbers
package import Metering

extension PriceEntry {
  private static let keys = [
    "id", "match", "backend", "ignore_case", "source", "assume", "rates",
  ]

  init(_ node: ConfigurationNode, zones: ZoneLookup) throws(ConfigurationError) {
    id = ""
    place = node.place
    for entry in try node.entries(knowing: Self.keys, "a price") {
      switch entry.name {
      case "id": id = try entry.value.text("an id")
      case "match": patterns = try entry.value.patterns()
      case "backend": backends = try entry.value.patterns()
      case "ignore_case": ignoresCase = try entry.value.boolean()
      case "source": source = try entry.value.text("where the price comes from")
      case "assume": unsplit = try PriceBook.split(entry.value)
      default:
        for row in try entry.value.elements("a list of rows") {
          rows.append(try PriceRow(row, zones: zones))
        }
      }
    }
    guard !id.isEmpty else {
      throw node.error(found: "no id", expected: "an id such as maker/model")
    }
    guard !rows.isEmpty else { throw node.error(found: "no rates", expected: "a list 'rates:'") }
    if patterns.isEmpty { patterns = [.exact(id)] }
    try refuseOverlaps(file: node.file)
    closeRows()
    try refuseRivals(file: node.file)
  }

  /// Throws where a row that says when it ends reaches into the next one of its condition.
  private func refuseOverlaps(file: String) throws(ConfigurationError) {
    for row in rows {
      guard let until = row.until else { continue }
      for next in rows where next.condition == row.condition && next.place != row.place {
        guard next.time.start > row.time.start, next.time.start < until else { continue }
        throw ConfigurationError(
          file: file, line: next.place.line, column: next.place.column,
          found: "a row of '\(id)' that begins before the one of line \(row.place.line) ends",
          expected: "a 'from' on its 'until' or later, or no 'until'")
      }
    }
  }

  /// Puts the rows in the order of their dates, and ends each where the next one with the same
  /// condition begins.
  package mutating func closeRows() {
    rows.sort { $0.time.start < $1.time.start }
    for index in rows.indices {
      let later = rows[(index + 1)...].first {
        $0.condition == rows[index].condition && $0.time.start > rows[index].time.start
      }
      guard let next = later else { continue }
      rows[index].time.end = min(rows[index].time.end, next.time.start)
    }
  }

  /// Throws where two rows hold at once of which not just one has a condition.
  private func refuseRivals(file: String) throws(ConfigurationError) {
    for (index, row) in rows.enumerated() {
      for other in rows[(index + 1)...] where row.time.overlaps(other.time) {
        let isRepeated = row.condition == other.condition
        let bothHold =
          !row.condition.isEmpty && !other.condition.isEmpty
          && row.condition.canHold(with: other.condition, from: other.from ?? row.from ?? .epoch)
        guard isRepeated || bothHold else { continue }
        throw ConfigurationError(
          file: file, line: other.place.line, column: other.place.column,
          found: isRepeated
            ? "two rows of '\(id)' for one instant"
            : "two conditions of '\(id)' that can hold together",
          expected: "a different 'from' or 'when'")
      }
    }
  }
}

extension PriceRow {
  private static let reserved = ["from", "until", "per", "when", "above", "source", "fixed"]

  package init(
    _ node: ConfigurationNode, zones: @Sendable (String) -> ZoneOffsets?
  ) throws(ConfigurationError) {
    place = node.place
    let entries = try node.entries("a row of rates")
    let isFixed = entries.contains { $0.name == "fixed" }
    let unit = try entries.first { $0.name == "per" && !isFixed }.map(\.value)?.quantity()
    for entry in entries {
      switch entry.name {
      case "from": from = try entry.value.instant()
      case "until": until = try entry.value.instant()
      case "source": source = try entry.value.text("where the price comes from")
      case "per": if isFixed { try entry.value.requireMonth() }
      case "when": condition = try PriceCondition(entry.value, zones: zones)
      case "above": for tier in try entry.value.elements() { try readTier(tier, unit: unit) }
      case "fixed": fixed = try entry.value.nonNegativeDecimal()
      default: try readRate(entry, unit: unit)
      }
    }
    if time.isEmpty {
      throw node.error(found: "a row that ends before it begins", expected: "'until' after 'from'")
    }
    if fixed != nil, !condition.isEmpty {
      throw node.error(found: "a fixed cost with 'when'", expected: "a fixed cost of whole months")
    }
    tiers.sort { $0.minimum < $1.minimum }
  }

  /// Reads what a meter costs: a rate, or the meter that it is priced as.
  private mutating func readRate(
    _ entry: ConfigurationNode.Entry, unit: PlacedQuantity?
  ) throws(ConfigurationError) {
    if case .text(let text) = entry.value.content, text.utf8.first.map({ 97...122 ~= $0 }) == true {
      guard text.utf8.allSatisfy(Self.isOfName) else {
        throw entry.value.error(expected: "a number, or a meter that it is priced as")
      }
      fallbacks[try Self.meter(entry, orGlob: true)] = text.meterName
    } else {
      let meter = try Self.meter(entry, orGlob: false)
      rates[meter] = try rate(of: meter, entry.value, unit: unit)
    }
  }

  /// A rate as a book writes it: a number for the row's unit, or `{price: 10, per: 1K}`.
  private mutating func rate(
    of meter: String, _ node: ConfigurationNode, unit: PlacedQuantity?
  ) throws(ConfigurationError) -> Rate {
    let (rate, own) = try Rate.read(node, unit: unit)
    let known = own == nil ? try unit?.rowUnit(of: meter) : try own?.unit(of: meter)
    if let known { units.append(known) }
    return rate
  }

  private mutating func readTier(
    _ node: ConfigurationNode, unit: PlacedQuantity?
  ) throws(ConfigurationError) {
    var tier = ContextTier(minimum: -1, rates: [:])
    for entry in try node.entries("a context tier") {
      switch entry.name {
      case "context": tier.minimum = try entry.value.tokens() + 1
      case "at_least": tier.minimum = try entry.value.tokens()
      default:
        let meter = try Self.meter(entry, orGlob: false)
        tier.rates[meter] = try rate(of: meter, entry.value, unit: unit)
      }
    }
    guard tier.minimum >= 0 else {
      throw node.error(found: "no boundary", expected: "'context: 128000' or 'at_least: 128000'")
    }
    guard !tiers.contains(where: { $0.minimum == tier.minimum }) else {
      throw node.error(found: "two tiers of one context", expected: "one tier a boundary")
    }
    tiers.append(tier)
  }

  private static func isOfName(_ byte: UInt8) -> Bool {
    97...122 ~= byte || 48...57 ~= byte || byte == UInt8(ascii: "_")
  }

  private static func meter(
    _ entry: ConfigurationNode.Entry, orGlob: Bool
  ) throws(ConfigurationError) -> String {
    let isName = entry.name.utf8.allSatisfy {
      isOfName($0) || orGlob && $0 == UInt8(ascii: "*")
    }
    guard isName, !entry.name.isEmpty else {
      throw entry.key.error(
        found: "the unknown key '\(entry.name)'",
        expected: "a meter such as input, or one of \(reserved.joined(separator: ", "))")
    }
    return entry.name.meterName
  }
}

extension Rate {
  /// A rate, with the unit that it says itself; nil where its row's holds.
  static func read(
    _ node: ConfigurationNode, unit: PlacedQuantity?
  ) throws(ConfigurationError) -> (rate: Rate, own: PlacedQuantity?) {
    var own: PlacedQuantity?
    var amount = node
    if case .mapping = node.content {
      for entry in try node.entries(knowing: ["price", "per"], "{price: 10, per: 1K}") {
        if entry.name == "per" { own = try entry.value.quantity() } else { amount = entry.value }
      }
    }
    guard let per = (own ?? unit)?.amount else {
      throw node.error(found: "a rate without a unit", expected: "'per: 1M tokens' in its row")
    }
    return (Rate(price: try amount.nonNegativeDecimal(), per: per), own)
  }
}

extension ConfigurationNode {
  func requireMonth() throws(ConfigurationError) {
    let text = try text("1 month")
    guard text == "1 month" || text == "month" else { throw error(expected: "'per: 1 month'") }
  }

  func tokens() throws(ConfigurationError) -> Int {
    guard let count = Int(try text("a number of tokens")), count >= 0, count < .max else {
      throw error(expected: "a whole number of tokens")
    }
    return count
  }

  func boolean() throws(ConfigurationError) -> Bool {
    switch try text("true or false") {
    case "true": return true
    case "false": return false
    default: throw error(expected: "true or false")
    }
  }
}

extension ExactDecimal {
  package static let million = ExactDecimal(1_000_000)
}
